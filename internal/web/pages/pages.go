package pages

import (
	"net/http"
	"time"

	"supplierwatch/internal/web/access"
	"supplierwatch/internal/web/content"
	"supplierwatch/internal/web/forms"
	"supplierwatch/internal/web/response"
)

// Options are where the content of the pages comes from, and who may see and use them.
type Options struct {
	Snapshot  func() content.Snapshot
	ReadModel content.ReadModel
	Actions   content.Actions
	Mails     content.Mails
	Response  response.Writer
	Control   access.Control
	Key       []byte // signs forms
	Calendar  string // the address of the calendar of deadlines, for calendar programs
}

// Errors returns what shows errors as pages. They have nothing that only some may read.
func Errors(w response.Writer) func(w http.ResponseWriter, r *http.Request, status int, why string) {
	return renderer{response: w}.Error
}

// Register registers every page. A new page is a file page_NAME.go, a template config/page/NAME.html and a line here.
func Register(mux *http.ServeMux, o Options) {
	renderer, signer := renderer{response: o.Response}, forms.Signer{Key: o.Key}
	actions := pageActions{response: o.Response, control: o.Control, forms: signer, actions: o.Actions, snapshot: o.Snapshot}
	framer := framer{actions: actions, calendar: o.Calendar}
	show := func(path string, get http.HandlerFunc) { mux.Handle("GET "+path, o.Control.Reading(get)) }
	act := func(path string, on page) { mux.Handle("POST "+path, actions.post(on)) }

	today := todayPage{snapshot: o.Snapshot, renderer: renderer, framer: framer, actions: actions}
	show("/{$}", today.get)
	act("/{$}", today)
	alert := alertPage{snapshot: o.Snapshot, renderer: renderer, framer: framer, actions: actions}
	show("/alerts/{id}", alert.get)
	act("/alerts/{id}", alert)
	show("/suppliers", suppliersPage{snapshot: o.Snapshot, renderer: renderer, framer: framer}.get)
	supplier := supplierPage{snapshot: o.Snapshot, readModel: o.ReadModel, renderer: renderer, framer: framer, actions: actions}
	show("/suppliers/{id}", supplier.get)
	act("/suppliers/{id}", supplier)
	show("/ahead", aheadPage{snapshot: o.Snapshot, renderer: renderer, framer: framer}.get)
	show("/coverage", coveragePage{snapshot: o.Snapshot, readModel: o.ReadModel, renderer: renderer, framer: framer}.get)
	show("/tasks", tasksPage{snapshot: o.Snapshot, renderer: renderer, framer: framer}.get)
	show("/mailboxes", mailboxesPage{snapshot: o.Snapshot, readModel: o.ReadModel, renderer: renderer, framer: framer}.get)
	show("/escalation", escalationPage{snapshot: o.Snapshot, readModel: o.ReadModel, renderer: renderer, framer: framer}.get)
	show("/status", statusPage{snapshot: o.Snapshot, readModel: o.ReadModel, renderer: renderer, framer: framer}.get)
	mux.HandleFunc("GET /style.css", renderer.style) // the page of a refusal needs it too
	link := mailLinkPage{
		mails: o.Mails, actions: o.Actions, response: o.Response, forms: signer, clients: o.Control.Clients,
		wrongLinks: access.NewLinkLimiter(time.Now), renderer: renderer,
	}
	mux.HandleFunc("GET /answer/{link}", link.get)
	mux.HandleFunc("POST /answer/{link}", link.post)
}
