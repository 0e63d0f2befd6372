package response

import (
	"net/http"
	"strings"
)

// Routed serves the routes of a router. Errors of the router itself, such as an unknown path, reach programs as documents, and people as pages.
func (w Writer) Routed(mux *http.ServeMux) http.Handler {
	return http.HandlerFunc(func(to http.ResponseWriter, r *http.Request) {
		if _, pattern := mux.Handler(r); pattern != "" {
			mux.ServeHTTP(to, r)
			return
		}
		found := &head{header: to.Header()}
		mux.ServeHTTP(found, r)
		allowed := to.Header().Get("Allow")
		switch {
		case found.status < http.StatusBadRequest:
			to.WriteHeader(found.status)
		case !strings.HasPrefix(r.URL.Path, apiPrefix) && allowed == "":
			w.Page(to, r, found.status, "There is no page at this address.")
		case !strings.HasPrefix(r.URL.Path, apiPrefix):
			w.Page(to, r, found.status, r.Method+" is not possible at this address; expected "+alternatives(allowed)+".")
		case allowed == "":
			w.Error(to, r, Refuse(found.status, "not found; /api/v1/openapi.json lists all addresses"))
		default:
			w.Error(to, r, Refuse(found.status, r.Method+" is not possible here; expected "+alternatives(allowed)))
		}
	})
}

// alternatives returns the methods of an Allow field as people list them: GET or HEAD.
func alternatives(allowed string) string {
	if last := strings.LastIndex(allowed, ", "); last >= 0 {
		return allowed[:last] + " or " + allowed[last+2:]
	}
	return allowed
}

// head keeps the header and the status of a response, and drops its body.
type head struct {
	header http.Header
	status int
}

func (h *head) Header() http.Header         { return h.header }
func (h *head) Write(b []byte) (int, error) { return len(b), nil }
func (h *head) WriteHeader(status int)      { h.status = status }
