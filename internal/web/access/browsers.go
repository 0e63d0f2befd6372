package access

import (
	"net/http"
	"net/url"

	"supplierwatch/internal/web/response"
)

// Harden sets the headers that prevent browsers from framing a response, guessing its type, caching it and passing its address to other sites.
func Harden(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cache-Control", "no-store")
		next.ServeHTTP(w, r)
	})
}

// SameOrigin refuses requests that a page of another site made a browser post. Programs send no header about sites, and are let through.
func SameOrigin(externalURL string, writer response.Writer, next http.Handler) http.Handler {
	guard := http.NewCrossOriginProtection()
	if at, err := url.Parse(externalURL); err == nil && at.Host != "" {
		// Where a proxy changes the host, a browser's origin is this one.
		if err := guard.AddTrustedOrigin(at.Scheme + "://" + at.Host); err != nil {
			writer.Log.Warn("The address of our own page cannot be trusted.", "error", err)
		}
	}
	guard.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		writer.Error(w, r, response.Refuse(http.StatusForbidden, "this was sent from a page of another site; open the page itself and try again"))
	}))
	return guard.Handler(next)
}
