package response

import (
	"net/http"
	"strings"
)

// Routed serves the routes of a router. Errors of the router itself, such as an unknown path, reach programs as documents.
func (w Writer) Routed(mux *http.ServeMux) http.Handler {
	return http.HandlerFunc(func(to http.ResponseWriter, r *http.Request) {
		if _, pattern := mux.Handler(r); pattern != "" || !strings.HasPrefix(r.URL.Path, apiPrefix) {
			mux.ServeHTTP(to, r)
			return
		}
		found := &head{header: to.Header()}
		mux.ServeHTTP(found, r)
		why := "there is nothing here; /api/v1/openapi.json lists what there is"
		if allowed := to.Header().Get("Allow"); allowed != "" {
			why = "this takes " + allowed + " and no " + r.Method
		}
		w.Error(to, r, Refuse(found.status, why))
	})
}

// head keeps the header and the status of a response, and drops its body.
type head struct {
	header http.Header
	status int
}

func (h *head) Header() http.Header         { return h.header }
func (h *head) Write(b []byte) (int, error) { return len(b), nil }
func (h *head) WriteHeader(status int)      { h.status = status }
