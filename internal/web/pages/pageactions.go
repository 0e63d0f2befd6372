package pages

import (
	"net/http"
	"net/url"
	"slices"
	"time"

	"supplierwatch/internal/action"
	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
	"supplierwatch/internal/replycmd"
	"supplierwatch/internal/web/access"
	"supplierwatch/internal/web/content"
	"supplierwatch/internal/web/forms"
	"supplierwatch/internal/web/response"
)

// pageActions lets users whom a proxy names act on the alerts of a page.
type pageActions struct {
	response response.Writer
	control  access.Control
	forms    forms.Signer
	actions  content.Actions
	snapshot func() content.Snapshot
}

// actionState is what a page says about its reader and about the reader's last action.
type actionState struct {
	User string // who may act here; empty: nobody
	result
	Off bool // a proxy named a user, but nothing may be written
}

// result is what became of a form.
type result struct {
	Wrong string             // why nothing was recorded
	At    string             // the id of the field that is wrong; empty: none on the page is
	Typed []forms.TypedField // what was typed, where the page does not show the form again
	Done  string             // what was recorded a moment ago, in a sentence
	Left  []string           // what is left to do, in lines

	refused *forms.Refused // nil: no form was refused
}

// formPolicy lets a page post to where it came from, and nothing else.
const formPolicy = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// state returns what a page says to its reader.
func (p pageActions) state(r *http.Request, x content.Snapshot, became result) actionState {
	s := actionState{User: p.control.Visitor(r), result: became}
	s.Off = s.User == "" && p.control.Clients.User(r) != ""
	if s.User == "" {
		return s
	}
	id, ok := p.forms.IsSigned("done "+s.User, r.URL.Query().Get("done"))
	if id == "" || !ok {
		return s
	}
	if alert := x.AlertIndex().Alert(id); alert != nil {
		s.Done = receiptText(x, *alert)
	}
	return s
}

// receiptText returns what the alert on which somebody acted is called, and what has become of it.
func receiptText(x content.Snapshot, alert apidoc.StatusAlert) string {
	row := newAlertRow(x, alert)
	if x.Ahead != nil {
		row.Ahead = x.Ahead(alert.ID)
	}
	text := row.Heading() + ": " + row.Says()
	switch held := alert.State == model.StateAcknowledged && alert.NextAt != nil || alert.State == model.StateSnoozed && alert.SnoozedUntil != nil; {
	case held:
		text += " It reopens then unless it is resolved."
	case !alert.State.Open() && row.Text.Lead != "":
		text += " " + row.Text.Lead
	}
	return text
}

// addForms adds to each alert what happens next and, if there is a user, the forms for actions. A form that was refused is shown again where its alert
// has it; a page may show only the forms of some verbs.
func (p pageActions) addForms(on *frame, x content.Snapshot, rows []alertRow, shown ...replycmd.Verb) {
	if x.Ahead == nil {
		return
	}
	for i := range rows {
		row := &rows[i]
		row.Ahead = x.Ahead(row.ID)
		if on.User != "" && row.State.Open() {
			f := p.forms.New(scopeOf(on.User), row.ID, row.Ahead, x.Zone())
			refill(&on.result, &f, shown...)
			row.Form = &f
		}
	}
}

// refill adds to a form what was typed into it before it was refused.
func refill(r *result, f *forms.Form, shown ...replycmd.Verb) {
	if r.refused == nil || r.refused.Sent.Alert != f.Alert || len(shown) > 0 && !slices.Contains(shown, content.Verbs[r.refused.Sent.Do]) {
		return
	}
	f.Refused = r.refused
	for _, x := range append(f.Others(), f.Ack()) {
		if !x.Refused {
			continue
		}
		r.Typed = nil
		for _, field := range x.Fields {
			if field.Wrong != "" {
				r.At = field.ID
			}
		}
	}
}

// refusal returns the result of a form that was refused, and the status of the response.
func refusal(sent forms.Sent, err error, w response.Writer) (result, int) {
	refused, status := forms.NewRefused(sent, err, w)
	return result{Wrong: refused.Why, Typed: refused.Typed(), refused: refused}, status
}

// scopeOf returns the scope of the forms of a user.
func scopeOf(user string) string { return "user " + user }

// page is a page with forms. It can be shown again with what became of one.
type page interface {
	show(w http.ResponseWriter, r *http.Request, status int, became result)
}

// post returns the handler that carries out what a form of a page asks for, and leads back to that page.
func (p pageActions) post(on page) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		user := p.control.Visitor(r)
		if user == "" {
			p.response.Error(w, r, response.Refuse(http.StatusForbidden, "nobody may act here: that takes a write_token, and a proxy under trusted_proxies that names the user in the header user_header"))
			return
		}
		sent, err := p.forms.Read(w, r, scopeOf(user))
		var became result
		if err == nil {
			became, err = p.record(r, user, sent)
		}
		if err != nil {
			became, status := refusal(sent, err, p.response)
			on.show(w, r, status, became)
			return
		}
		if len(became.Left) > 0 {
			on.show(w, r, http.StatusOK, became)
			return
		}
		w.Header().Set("Location", "?"+url.Values{"done": {p.forms.Signed("done "+user, sent.Alert)}}.Encode())
		w.WriteHeader(http.StatusSeeOther)
	}
}

// record records what a user asked for by a form.
func (p pageActions) record(r *http.Request, user string, sent forms.Sent) (result, error) {
	request, err := sent.Request(sent.Alert)
	if x := p.snapshot(); err == nil && x.Ahead != nil {
		err = forms.Form{Ahead: x.Ahead(sent.Alert)}.Check(sent)
	}
	if err != nil {
		return result{}, err
	}
	request.By, request.Source, request.Proof, request.ID = user, "page", action.ProofProxy, "page-"+sent.Fingerprint(user)
	outcomes, err := p.actions.Act(r.Context(), request)
	return resultOf(outcomes, p.snapshot().Zone()), err
}

// resultOf returns what became of the actions that a form asked for, for readers in a time zone.
func resultOf(outcomes []action.Outcome, zone *time.Location) result {
	var became result
	for _, o := range outcomes {
		became.Done = o.Sentence(prose.Clock{Zone: zone, Now: o.Request.At})
		became.Left = append(became.Left, o.More...)
	}
	return became
}
