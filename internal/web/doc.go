// Package web shows what the daemon knows: the page, the API, the metrics and
// the answers to "are you well?". Everything it shows comes from one Snapshot,
// so that two requests between two passes never contradict each other.
//
// Nothing acts on GET. Requests that act need the write token, which browsers
// do not send by themselves, so no other site can make them.
package web
