// Package daemon runs the service: it connects the parts, watches schedules,
// files and signals, reloads the registry, serves the page and delivers mail
// until its context ends.
//
//	New: registry ─▶ Run: lock, store, check of the state beside the first evaluation, page, schedules
//	                                    │ context ends
//	            stopped in reverse order, each step named and bounded
package daemon
