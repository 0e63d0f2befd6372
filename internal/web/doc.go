// Package web serves the page, the API, the metrics and the health checks of the
// daemon. Everything it shows comes from one Snapshot, so that two requests
// between evaluations never contradict each other.
//
// Nothing acts on GET. Requests that act need the write token, which browsers
// do not send by themselves, so no other site can make them.
package web
