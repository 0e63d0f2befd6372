package pages

import (
	"net/http"
	"time"

	"supplierwatch/internal/web/content"
)

// escalationPage is the page at /escalation: whom our alerts reach, step by step, and whether that is known to work.
type escalationPage struct {
	snapshot  func() content.Snapshot
	readModel content.ReadModel
	renderer  renderer
	framer    framer
}

// escalationView is what its template shows.
type escalationView struct {
	frame
	Paths []content.EscalationPath
}

// Clock writes an instant by the reader's clock.
func (v escalationView) Clock(t time.Time) string { return v.clock.Instant(t) }

var escalationTemplate = parsePage(nil, "layout.html", "escalation.html", "forms.html")

// get serves the page.
func (p escalationPage) get(w http.ResponseWriter, r *http.Request) {
	paths, err := p.readModel.EscalationPaths(r.Context())
	if err != nil {
		p.renderer.failed(w, r, err)
		return
	}
	frame := p.framer.frame(w, r, p.snapshot(), "/escalation", "Escalation paths", result{})
	p.renderer.renderAs(w, r, http.StatusOK, escalationTemplate, escalationView{frame, paths})
}
