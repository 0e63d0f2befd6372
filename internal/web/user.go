package web

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"supplierwatch/internal/action"
)

// acted is what a page says of whoever looks at it and of what they did a moment ago.
type acted struct {
	User  string // who may act here; empty: nobody
	Wrong string // why nothing was recorded
	Done  string // what was recorded a moment ago, in a sentence
	Off   bool   // a proxy named a user, and yet nothing may be written
}

// formPolicy lets a page post to where it came from, and nothing else.
const formPolicy = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// visitor is who may act on our pages: the user whom a proxy that we trust has let in, where writing is on at all.
func (s server) visitor(r *http.Request) string {
	if s.WriteToken == "" {
		return ""
	}
	return s.user(r)
}

// actedOn returns what a page shows to the user about their last action.
func (s server) actedOn(w http.ResponseWriter, r *http.Request, x Snapshot, wrong string) acted {
	a := acted{User: s.visitor(r), Wrong: wrong}
	a.Off = a.User == "" && s.user(r) != ""
	if a.User == "" {
		return a
	}
	w.Header().Set("Content-Security-Policy", formPolicy)
	id, seal, _ := strings.Cut(r.URL.Query().Get("done"), ".")
	if id == "" || subtle.ConstantTimeCompare([]byte(seal), []byte(s.seal("done "+a.User, id))) != 1 {
		return a
	}
	for _, alert := range x.Alerts.Alerts {
		if alert.ID == id {
			a.Done = supplierName(x.Registry, alert.Supplier) + ": " + alert.Message + " " + stateText(alert, "", clock)
		}
	}
	return a
}

// formFor returns the forms of a user for an alert; nil where nobody may act.
func (s server) formFor(user, alert string, ahead Ahead) *form {
	if user == "" {
		return nil
	}
	f := s.newForm("user "+user, alert)
	f.Holds, f.Passes, f.Zone = ahead.AckHolds, ahead.Passes, time.UTC
	return &f
}

// answerPage does what a form of a page asks for, and leads back to that page. Why nothing was recorded is shown by again.
func (s server) answerPage(again func(w http.ResponseWriter, r *http.Request, status int, wrong string)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		user := s.visitor(r)
		if user == "" {
			s.fail(w, r, refusal(http.StatusForbidden, "nobody may act here: that takes a write_token, and a proxy under trusted_proxies that names the user in the header user_header"))
			return
		}
		asked, err := s.readForm(w, r, "user "+user)
		if err == nil {
			err = s.doFor(r, user, asked)
		}
		if err != nil {
			status, why := s.failure(err)
			again(w, r, status, why)
			return
		}
		w.Header().Set("Location", "?"+url.Values{"done": {asked.Alert + "." + s.seal("done "+user, asked.Alert)}}.Encode())
		w.WriteHeader(http.StatusSeeOther)
	}
}

// doFor records what a user asked for by a form.
func (s server) doFor(r *http.Request, user string, asked answer) error {
	request := asked.request(asked.Alert)
	sum := sha256.Sum256(fmt.Appendf(nil, "%q %q", user, asked))
	request.By, request.Source, request.Proof, request.ID = user, "page", action.ProofProxy, "page-"+hex.EncodeToString(sum[:12])
	_, err := s.Actions.Act(r.Context(), request)
	return err
}
