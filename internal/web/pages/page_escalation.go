package pages

import (
	"math"
	"net/http"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/prose"
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
	Pages pager
}

// escalationShown is how many people the page lists at a time.
const escalationShown = 60

// Clock writes an instant by the reader's clock.
func (v escalationView) Clock(t time.Time) string { return v.clock.Instant(t) }

// Took writes a length of time.
func (escalationView) Took(d time.Duration) string { return apidoc.Took(int64(d / time.Second)) }

// Cut shortens what a mail says.
func (escalationView) Cut(text string) string { return prose.Cut(text, 160) }

// Day writes a day; the year only if it is not the current one.
func (v escalationView) Day(d civil.Date) string { return v.clock.Day(d) }

var escalationTemplate = lazyPage(nil, "layout.html", "escalation.html", "forms.html")

// get serves the page. A number beyond the list is the last.
func (p escalationPage) get(w http.ResponseWriter, r *http.Request) {
	from := (min(pageNumber(r, "page"), math.MaxInt/escalationShown) - 1) * escalationShown
	paths, err := p.readModel.EscalationPaths(r.Context(), from, escalationShown)
	pages := newPager(r, "page", "People", paths.Entries, escalationShown)
	if err == nil && len(paths.Paths) == 0 && paths.Entries > 0 {
		paths, err = p.readModel.EscalationPaths(r.Context(), pages.First-1, escalationShown)
	}
	if err != nil {
		p.renderer.failed(w, r, err)
		return
	}
	frame := p.framer.frame(w, r, p.snapshot(), "/escalation", "Escalation paths", result{})
	p.renderer.renderAs(w, r, http.StatusOK, escalationTemplate, escalationView{frame: frame, Paths: paths.Paths, Pages: pages})
}
