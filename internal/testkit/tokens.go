package testkit

import (
	"crypto/rand"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"time"
)

// The one client that a TokenServer knows.
const (
	ClientID     = "watchdog-client"
	ClientSecret = "s3cret of the client/+"
)

// TokenServer issues access tokens to one client, by the client credentials
// grant of OAuth 2.0 (RFC 6749, section 4.4), and reports to resource servers whether
// a token is valid (RFC 7662). Both endpoints speak plain HTTP on loopback.
type TokenServer struct {
	TokenURL   string // where the client gets its tokens
	Introspect string // where Dovecot asks about them: see WithTokens

	user     string
	lifetime time.Duration

	mu     sync.Mutex
	given  []string
	scopes []string
	good   map[string]bool
	robot  *ServiceAccount  // nil: none
	answer http.HandlerFunc // nil: as usual
}

// NewTokenServer serves until the end of t. Its tokens are valid for the mailbox
// of one user and state their lifetime, unless it is zero.
func NewTokenServer(t Host, user string, lifetime time.Duration) *TokenServer {
	t.Helper()
	s := &TokenServer{user: user, lifetime: lifetime, good: map[string]bool{}}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /token", s.token)
	mux.HandleFunc("POST /introspect", s.introspect)
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	s.TokenURL, s.Introspect = server.URL+"/token", server.URL+"/introspect"
	return s
}

// Give issues a token without a request from the client.
func (s *TokenServer) Give() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.give()
}

func (s *TokenServer) give() string {
	token := rand.Text()
	s.given, s.good[token] = append(s.given, token), true
	return token
}

// Given lists the tokens that were given, in their order.
func (s *TokenServer) Given() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.given...)
}

// Scopes lists what was asked for with each of them.
func (s *TokenServer) Scopes() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.scopes...)
}

// Answer makes the token endpoint answer otherwise from now on; nil makes it
// answer as usual again.
func (s *TokenServer) Answer(with http.HandlerFunc) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answer = with
}

// Good reports whether a token is valid.
func (s *TokenServer) Good(token string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.good[token]
}

func (s *TokenServer) token(w http.ResponseWriter, r *http.Request) {
	if answer := s.otherwise(); answer != nil {
		answer(w, r)
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if r.FormValue("grant_type") == grantJWT && s.robot != nil {
		s.exchange(w, r)
		return
	}
	switch {
	case !known(r):
		say(w, http.StatusUnauthorized, map[string]any{"error": "invalid_client", "error_description": "the client is not known"})
		return
	case r.FormValue("grant_type") != "client_credentials":
		say(w, http.StatusBadRequest, map[string]any{"error": "unsupported_grant_type"})
		return
	}
	s.answerToken(w, r.FormValue("scope"))
}

func (s *TokenServer) answerToken(w http.ResponseWriter, scope string) {
	s.scopes = append(s.scopes, scope)
	reply := map[string]any{"access_token": s.give(), "token_type": "Bearer"}
	if s.lifetime > 0 {
		reply["expires_in"] = int(s.lifetime.Seconds())
	}
	say(w, http.StatusOK, reply)
}

func (s *TokenServer) otherwise() http.HandlerFunc {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.answer
}

// known reports whether the client sends its secret, in the header or, as some
// servers require, in the form.
func known(r *http.Request) bool {
	id, secret, inHeader := r.BasicAuth()
	if inHeader {
		// Both are form-encoded before they are joined (RFC 6749, section 2.3.1).
		return id == ClientID && strings.EqualFold(secret, "s3cret+of+the+client%2F%2B")
	}
	return r.FormValue("client_id") == ClientID && r.FormValue("client_secret") == ClientSecret
}

func (s *TokenServer) introspect(w http.ResponseWriter, r *http.Request) {
	if !s.Good(r.FormValue("token")) {
		say(w, http.StatusOK, map[string]any{"active": false})
		return
	}
	say(w, http.StatusOK, map[string]any{"active": true, "username": s.user})
}

func say(w http.ResponseWriter, status int, reply map[string]any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(reply)
}
