package access

import (
	"crypto/subtle"
	"net/http"
	"strings"

	"supplierwatch/internal/web/response"
)

// Control decides which requests may read and which may write. The zero value lets everybody read, and nobody write.
type Control struct {
	Response   response.Writer
	Clients    Clients
	Hosts      Hosts
	ReadToken  string // empty: everybody may read
	WriteToken string // empty: nobody may write, except by signed links
	FeedKey    []byte // signs addresses for programs that can send no token; empty: there are none
}

// Reading lets a request through that may read: it has a token, or a trusted proxy names its user.
func (c Control) Reading(next http.HandlerFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if c.ReadToken != "" && !c.mayRead(r) {
			w.Header().Add("WWW-Authenticate", `Basic realm="supplierwatch", charset="UTF-8"`)
			c.deny(w, r, "this needs the read token: as Authorization: Bearer …, or as the password of any user")
			return
		}
		next(w, r)
	})
}

// mayRead reports whether a request may read where that takes a token.
func (c Control) mayRead(r *http.Request) bool {
	return c.Clients.User(r) != "" || hasToken(r, c.ReadToken) || c.WriteToken != "" && hasToken(r, c.WriteToken)
}

// MayReadProblems reports whether the client may read problems in detail, which can contain paths and contents of files. The client has shown
// that it may read or, if reading takes no token, is on this machine.
func (c Control) MayReadProblems(r *http.Request) bool {
	if c.ReadToken == "" {
		return c.Hosts.local && c.Hosts.ours(r)
	}
	return c.mayRead(r)
}

// Writing lets a request through that has the write token.
func (c Control) Writing(next http.HandlerFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case c.WriteToken == "":
			c.Response.Error(w, r, response.Refuse(http.StatusForbidden, "writing is off: no write_token is configured"))
		case !hasBearerToken(r, c.WriteToken):
			c.deny(w, r, "this needs the write token: Authorization: Bearer …")
		default:
			next(w, r)
		}
	})
}

// Visitor returns the user who may act on our pages: the one whom a trusted proxy names, if writing is on at all. It is empty if nobody may.
func (c Control) Visitor(r *http.Request) string {
	if c.WriteToken == "" {
		return ""
	}
	return c.Clients.User(r)
}

// deny refuses a request without the right token.
func (c Control) deny(w http.ResponseWriter, r *http.Request, why string) {
	w.Header().Add("WWW-Authenticate", `Bearer realm="supplierwatch"`)
	c.Response.Error(w, r, response.Refuse(http.StatusUnauthorized, why))
}

// hasToken reports whether a request has a token that allows reading: as a program sends it or, as browsers and calendar programs do, as the
// password of any user (RFC 7617). A password does not allow writing: a browser sends it along with what another site asks it to post.
func hasToken(r *http.Request, token string) bool {
	_, password, ok := r.BasicAuth()
	return ok && same(password, token) || hasBearerToken(r, token)
}

// hasBearerToken reports whether a request has a bearer token. The scheme may be written in any case (RFC 9110, 11.1).
func hasBearerToken(r *http.Request, token string) bool {
	scheme, given, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	return strings.EqualFold(scheme, "Bearer") && same(given, token)
}

// same compares secrets in a time that does not depend on their content.
func same(given, token string) bool {
	return subtle.ConstantTimeCompare([]byte(given), []byte(token)) == 1
}
