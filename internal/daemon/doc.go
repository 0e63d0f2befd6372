// Package daemon runs the service: it connects the parts, watches schedules,
// files and signals, reads the registry again, serves the page and delivers
// mail until it is told to end.
//
//	New ─▶ Run: lock, store, registry, first evaluation, page, schedules
//	                                    │ context ends
//	            stopped in reverse order, each step named and bounded
package daemon
