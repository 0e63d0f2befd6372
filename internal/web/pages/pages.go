package pages

import (
	"net/http"
	"time"

	"supplierwatch/internal/web/access"
	"supplierwatch/internal/web/content"
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

// Register registers every page. A new page is a file page_NAME.go, a template config/page/NAME.html and a line here.
func Register(mux *http.ServeMux, o Options) {
	renderer, forms := renderer{response: o.Response}, forms{key: o.Key}
	actions := pageActions{response: o.Response, control: o.Control, forms: forms, actions: o.Actions, snapshot: o.Snapshot}
	overview := overviewPage{snapshot: o.Snapshot, renderer: renderer, actions: actions, calendar: o.Calendar}
	supplier := supplierPage{snapshot: o.Snapshot, readModel: o.ReadModel, renderer: renderer, actions: actions}
	mailboxes := mailboxesPage{snapshot: o.Snapshot, readModel: o.ReadModel, renderer: renderer}
	link := mailLinkPage{
		mails: o.Mails, actions: o.Actions, response: o.Response, forms: forms, clients: o.Control.Clients,
		wrongLinks: access.NewLinkLimiter(time.Now), renderer: renderer,
	}
	mux.Handle("GET /{$}", o.Control.Reading(overview.get))
	mux.Handle("POST /{$}", actions.post(overview))
	mux.Handle("GET /suppliers/{id}", o.Control.Reading(supplier.get))
	mux.Handle("POST /suppliers/{id}", actions.post(supplier))
	mux.Handle("GET /mailboxes", o.Control.Reading(mailboxes.get))
	mux.HandleFunc("GET /answer/{link}", link.get)
	mux.HandleFunc("POST /answer/{link}", link.post)
	mux.Handle("GET /style.css", o.Control.Reading(renderer.style))
}
