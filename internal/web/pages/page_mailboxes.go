package pages

import (
	"net/http"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/model"
	"supplierwatch/internal/web/content"
)

// mailboxesPage is the page at /mailboxes: the state of our role mailboxes.
type mailboxesPage struct {
	snapshot  func() content.Snapshot
	readModel content.ReadModel
	renderer  renderer
	framer    framer
}

// mailboxesView is what its template shows.
type mailboxesView struct {
	frame
	apidoc.MailboxesDocument
	registry *model.Registry
}

// TeamName returns the name of a team; empty if there is none.
func (v mailboxesView) TeamName(id string) string {
	if v.registry != nil && v.registry.Teams[id] != nil {
		return v.registry.Teams[id].Name()
	}
	return id
}

// Clock writes an instant by the reader's clock.
func (v mailboxesView) Clock(t time.Time) string { return v.clock.Instant(t) }

var mailboxesTemplate = lazyPage(nil, "layout.html", "mailboxes.html", "forms.html")

// get serves the page.
func (p mailboxesPage) get(w http.ResponseWriter, r *http.Request) {
	doc, err := p.readModel.Mailboxes(r.Context())
	if err != nil {
		p.renderer.failed(w, r, err)
		return
	}
	x := p.snapshot()
	frame := p.framer.frame(w, r, x, "/mailboxes", "Our mailboxes", result{})
	p.renderer.renderAs(w, r, http.StatusOK, mailboxesTemplate, mailboxesView{frame, doc, x.Registry})
}
