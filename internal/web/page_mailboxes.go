package web

import "net/http"

// mailboxesPage is the page at /mailboxes: the state of our role mailboxes.
type mailboxesPage struct {
	readModel ReadModel
	renderer  renderer
}

var mailboxesTemplate = parsePage(nil, "mailboxes.html")

// get serves the page.
func (p mailboxesPage) get(w http.ResponseWriter, r *http.Request) {
	doc, err := p.readModel.Mailboxes(r.Context())
	p.renderer.render(w, mailboxesTemplate, doc, err)
}
