// Package wiring makes of a configuration the parts that the daemon and the
// commands work with: logins, probes, the settings of the state machine, the
// signing key. It decides nothing and starts nothing.
package wiring
