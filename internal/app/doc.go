// Package app wires the rooms of supplierwatch together: the only one that
// knows all the edges. It offers the one-shot check, the daemon with its
// lifecycle, and the few things the shell does beside a running daemon.
//
//	New ─▶ Run: lock, store, registry, first pass, page, schedules
//	                                    │ context ends
//	            stopped in reverse order, each step named and bounded
package app
