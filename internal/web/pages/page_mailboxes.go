package pages

import (
	"net/http"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/web/content"
)

// mailboxesPage is the page at /mailboxes: the state of our role mailboxes.
type mailboxesPage struct {
	snapshot  func() content.Snapshot
	readModel content.ReadModel
	renderer  renderer
}

// mailboxesView is what its template shows.
type mailboxesView struct {
	apidoc.MailboxesDocument
	Zone *time.Location // of the reader
}

// Clock writes an instant by the reader's clock.
func (v mailboxesView) Clock(t time.Time) string { return clockIn(v.Zone, t) }

var mailboxesTemplate = parsePage(nil, "mailboxes.html")

// get serves the page.
func (p mailboxesPage) get(w http.ResponseWriter, r *http.Request) {
	doc, err := p.readModel.Mailboxes(r.Context())
	p.renderer.render(w, mailboxesTemplate, mailboxesView{doc, p.snapshot().Zone()}, err)
}
