// Package exposure computes what is at stake at each supplier and how surely it can be reached: the report of exposure, the summary of an
// evaluation, the reachability of suppliers, and the state of each contact.
package exposure
