// Package lease says what only one of several replicas does at a time. A replica is one daemon among those that work on the same state: all of
// them read the same registry, and each holds the leases of the work that it does.
package lease
