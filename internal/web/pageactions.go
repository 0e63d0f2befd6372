package web

import (
	"net/http"
	"net/url"
	"time"

	"supplierwatch/internal/action"
	"supplierwatch/internal/web/access"
	"supplierwatch/internal/web/response"
)

// pageActions lets users whom a proxy names act on the alerts of a page.
type pageActions struct {
	response response.Writer
	control  access.Control
	forms    forms
	actions  Actions
}

// actionState is what a page says about its reader and about the reader's last action.
type actionState struct {
	User  string // who may act here; empty: nobody
	Wrong string // why nothing was recorded
	Done  string // what was recorded a moment ago, in a sentence
	Off   bool   // a proxy named a user, but nothing may be written
}

// formPolicy lets a page post to where it came from, and nothing else.
const formPolicy = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// state returns what a page says to its reader. It sets the policy of a page with forms.
func (p pageActions) state(w http.ResponseWriter, r *http.Request, x Snapshot, wrong string) actionState {
	s := actionState{User: p.control.Visitor(r), Wrong: wrong}
	s.Off = s.User == "" && p.control.Clients.User(r) != ""
	if s.User == "" {
		return s
	}
	w.Header().Set("Content-Security-Policy", formPolicy)
	id, ok := p.forms.isSigned("done "+s.User, r.URL.Query().Get("done"))
	if id == "" || !ok {
		return s
	}
	for _, alert := range x.Alerts.Alerts {
		if alert.ID == id {
			s.Done = x.supplierName(alert.Supplier) + ": " + alert.Message + " " + stateText(alert, "", clock)
		}
	}
	return s
}

// addForms adds to each alert what happens next and, if there is a user, the forms for actions.
func (p pageActions) addForms(user string, x Snapshot, rows []alertRow) {
	if x.Ahead == nil {
		return
	}
	for i := range rows {
		row := &rows[i]
		row.Ahead = x.Ahead(row.ID)
		if user != "" {
			f := p.forms.new(scopeOf(user), row.ID, row.Ahead, time.UTC)
			row.Form = &f
		}
	}
}

// scopeOf returns the scope of the forms of a user.
func scopeOf(user string) string { return "user " + user }

// page is a page with forms. It can be shown again with why nothing was recorded.
type page interface {
	show(w http.ResponseWriter, r *http.Request, status int, wrong string)
}

// post returns the handler that carries out what a form of a page asks for, and leads back to that page.
func (p pageActions) post(on page) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		user := p.control.Visitor(r)
		if user == "" {
			p.response.Error(w, r, response.Refuse(http.StatusForbidden, "nobody may act here: that takes a write_token, and a proxy under trusted_proxies that names the user in the header user_header"))
			return
		}
		sent, err := p.forms.read(w, r, scopeOf(user))
		if err == nil {
			err = p.record(r, user, sent)
		}
		if err != nil {
			status, why := p.response.Status(err)
			on.show(w, r, status, why)
			return
		}
		w.Header().Set("Location", "?"+url.Values{"done": {p.forms.signed("done "+user, sent.Alert)}}.Encode())
		w.WriteHeader(http.StatusSeeOther)
	}
}

// record records what a user asked for by a form.
func (p pageActions) record(r *http.Request, user string, sent sentForm) error {
	request := sent.request(sent.Alert)
	request.By, request.Source, request.Proof, request.ID = user, "page", action.ProofProxy, "page-"+sent.fingerprint(user)
	_, err := p.actions.Act(r.Context(), request)
	return err
}
