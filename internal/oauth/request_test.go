package oauth

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/serviceaccount"
	"supplierwatch/internal/testkit"
)

const mailbox = "watchdog@buyer.test"

// robot returns a source that asks by a service account.
func robot(t *testing.T, server *testkit.TokenServer, keyFile, subject string, scopes ...string) *Source {
	t.Helper()
	key, err := serviceaccount.Parse(keyFile)
	if err != nil {
		t.Fatal(err)
	}
	s := New(Client{TokenURL: server.TokenURL, Scopes: scopes, Account: &Account{Key: key, Subject: subject}})
	t.Cleanup(s.http.CloseIdleConnections)
	return s
}

func TestTokenOfAServiceAccount(t *testing.T) {
	t.Parallel()
	server := testkit.NewTokenServer(t, mailbox, time.Hour)
	s := robot(t, server, server.AddServiceAccount(t).File, mailbox, testkit.ScopeGoogleMail)
	first := token(t, s, "")
	if !server.Good(first) || token(t, s, "") != first {
		t.Errorf("the token %q is not valid, or was not kept", first)
	}
	if token(t, s, first) == first {
		t.Error("a refused token was given again")
	}
}

// TestRefusalsOfAServiceAccount has each answer that Google documents say in plain words what to change.
func TestRefusalsOfAServiceAccount(t *testing.T) {
	t.Parallel()
	documented := func(code, description string) func(*testkit.TokenServer) {
		return func(s *testkit.TokenServer) {
			s.Answer(func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "application/json")
				w.WriteHeader(http.StatusBadRequest)
				io.WriteString(w, `{"error":"`+code+`","error_description":"`+description+`"}`)
			})
		}
	}
	for name, tt := range map[string]struct {
		change  func(*testkit.TokenServer)
		subject string
		scope   string
		want    string
	}{
		"no delegation":    {func(s *testkit.TokenServer) { s.SetDelegation(false) }, mailbox, testkit.ScopeGoogleMail, "domain-wide delegation is missing for " + testkit.ServiceAccountEmail + ", or does not include the scope https://mail.google.com/; it answers 401 unauthorized_client (Client is unauthorized to"},
		"other scope":      {func(*testkit.TokenServer) {}, mailbox, "https://mail.google.com/x", "does not include the scope https://mail.google.com/x"},
		"our clock behind": {func(s *testkit.TokenServer) { s.SetClock(2 * time.Hour) }, mailbox, testkit.ScopeGoogleMail, "the clock of this machine is wrong"},
		"our clock ahead":  {func(s *testkit.TokenServer) { s.SetClock(-time.Minute) }, mailbox, testkit.ScopeGoogleMail, "the clock of this machine is wrong"},
		"unknown mailbox":  {func(*testkit.TokenServer) {}, "nobody@buyer.test", testkit.ScopeGoogleMail, "nobody@buyer.test is not a mailbox of your Google Workspace"},
		"another server":   {documented("invalid_grant", "Invalid JWT: Failed audience check."), mailbox, testkit.ScopeGoogleMail, "leave out token_url"},
		"not an address":   {documented("invalid_grant", "Not a valid email."), "nobody", testkit.ScopeGoogleMail, "nobody is not a mailbox"},
		"replaced key":     {func(s *testkit.TokenServer) { s.AddServiceAccount(t) }, mailbox, testkit.ScopeGoogleMail, "create a new key file"},
		"no description":   {documented("invalid_grant", ""), mailbox, testkit.ScopeGoogleMail, "the clock of this machine is wrong, or " + mailbox},
		"not authorized":   {documented("access_denied", "Requested client not authorized."), mailbox, testkit.ScopeGoogleMail, "domain-wide delegation is missing"},
		"disabled":         {documented("disabled_client", "The OAuth client was disabled."), mailbox, testkit.ScopeGoogleMail, "is disabled or deleted"},
		"policy":           {documented("admin_policy_enforced", "x"), mailbox, testkit.ScopeGoogleMail, "a policy of the Workspace administrator"},
		"internal only":    {documented("org_internal", "x"), mailbox, testkit.ScopeGoogleMail, "its own organization"},
		"empty scope":      {documented("invalid_scope", "Empty or missing scope not allowed."), mailbox, "", "the scope is missing or misspelled"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := testkit.NewTokenServer(t, mailbox, time.Hour)
			s := robot(t, server, server.AddServiceAccount(t).File, tt.subject, tt.scope)
			tt.change(server)
			_, err := s.Token(t.Context(), "")
			if err == nil || !strings.Contains(err.Error(), tt.want) || !errors.Is(err, ErrRefused) {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}

// TestNoErrorRepeatsAnAssertion has a server that repeats what it was sent.
func TestNoErrorRepeatsAnAssertion(t *testing.T) {
	t.Parallel()
	server := testkit.NewTokenServer(t, mailbox, time.Hour)
	s := robot(t, server, server.AddServiceAccount(t).File, mailbox, testkit.ScopeGoogleMail)
	server.Answer(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusBadRequest)
		io.WriteString(w, `{"error":"invalid_grant","error_description":"Invalid JWT `+r.PostFormValue("assertion")+`"}`)
	})
	_, err := s.Token(t.Context(), "")
	if err == nil || !strings.Contains(err.Error(), "Invalid JWT <secret>") || strings.Contains(err.Error(), "eyJ") {
		t.Errorf("got %v", err)
	}
}
