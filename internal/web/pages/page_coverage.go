package pages

import (
	"fmt"
	"net/http"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/exposure"
	"supplierwatch/internal/web/content"
)

// coveragePage is the page at /coverage: which suppliers have enough verified contacts, now and in past months.
type coveragePage struct {
	snapshot  func() content.Snapshot
	readModel content.ReadModel
	renderer  renderer
	framer    framer
}

// coverageView is what its template shows.
type coverageView struct {
	frame
	Known     bool // whether the coverage is computed yet
	Since     civil.Date
	AsOf      time.Time
	Covered   int // of all tiers, now
	Of        int
	Uncounted int // suppliers of standard tiers
	Missing   []missingCoverage
	Pages     pager
	Tiers     []tierCoverage
	TierPages pager
}

// missingCoverage is a supplier that is not covered.
type missingCoverage struct{ exposure.UncoveredSupplier }

// Owner returns the name of the team that owns the supplier.
func (m missingCoverage) Owner() string { return ownerName(m.Entry) }

// tierCoverage is the coverage of a tier, also as a drawing.
type tierCoverage struct {
	ID     string
	Now    exposure.CoveragePoint
	Points []exposure.CoveragePoint
	Width  int
	Bars   []coverageBar
}

// coverageBar is a part of a column of the drawing: the suppliers of one day in one state.
type coverageBar struct {
	X, Y, Height int
	Kind, Text   string
	Month        string // below the column; empty: it is below another part of it
}

// The measures of the drawing.
const (
	coverageColumn = 56
	coverageHeight = 120
	tiersShown     = 4
	uncoveredShown = 50
)

// Clock writes an instant by the reader's clock.
func (v coverageView) Clock(t time.Time) string { return v.clock.Instant(t) }

var coverageTemplate = lazyPage(nil, "layout.html", "coverage.html", "forms.html")

// get serves the page.
func (p coveragePage) get(w http.ResponseWriter, r *http.Request) {
	v := coverageView{frame: p.framer.frame(w, r, p.snapshot(), "/coverage", "Coverage", result{})}
	if h := p.readModel.Coverage(); h != nil {
		v.Known, v.Since, v.AsOf, v.Uncounted = true, h.Since, h.AsOf, h.Uncounted
		for _, t := range h.Tiers {
			v.Covered += t.Now().Covered
			v.Of += t.Now().Of()
		}
		v.Missing, v.Pages = pagedRows(r, "page", "Suppliers that are not covered", h.Uncovered, uncoveredShown, func(u exposure.UncoveredSupplier) missingCoverage {
			return missingCoverage{u}
		})
		v.Tiers, v.TierPages = pagedRows(r, "tiers", "Tiers", h.Tiers, tiersShown, newTierCoverage)
	}
	p.renderer.renderAs(w, r, http.StatusOK, coverageTemplate, v)
}

// newTierCoverage draws the coverage of a tier: a column for each day, from the bottom to the top what is covered, not covered and unknown.
func newTierCoverage(t exposure.TierCoverage) tierCoverage {
	c := tierCoverage{ID: t.Tier.ID, Now: t.Now(), Points: t.Points, Width: coverageColumn * len(t.Points)}
	for i, p := range t.Points {
		month, bottom, done := monthOf(p.Day), coverageHeight, 0
		if i == len(t.Points)-1 {
			month = "now"
		}
		for _, part := range []struct {
			kind, words string
			n           int
		}{{"covered", "covered", p.Covered}, {"uncovered", "not covered", p.NotCovered}, {"unknown", "unknown", p.Unknown}} {
			if part.n == 0 {
				continue
			}
			done += part.n
			top := coverageHeight - coverageHeight*done/p.Of()
			c.Bars = append(c.Bars, coverageBar{
				X: coverageColumn * i, Y: top, Height: bottom - top, Kind: part.kind, Month: month, Text: fmt.Sprintf("%s: %d of %d %s", p.Day, part.n, p.Of(), part.words),
			})
			month, bottom = "", top
		}
	}
	return c
}

// monthOf returns the month of a day as the drawing writes it.
func monthOf(d civil.Date) string { return d.Start(time.UTC).Format("Jan 06") }
