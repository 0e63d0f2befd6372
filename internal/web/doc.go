// Package web serves the pages, the API, the metrics and the health checks of the
// daemon. Everything it shows comes from one Snapshot of package content, so that two requests
// between evaluations never contradict each other.
//
// Nothing acts on GET. Requests that act need the write token, which browsers
// do not send by themselves, so no other site can make them.
//
// Each page is a file page_NAME.go with a template config/page/NAME.html, each part
// of the API a file api_NAME.go. Only server.go knows all of them: it builds them
// and registers the routes. Package access decides who may send a
// request, package response writes what comes back.
package web
