package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/exposure"
	"supplierwatch/internal/model"
	"supplierwatch/internal/web/content"
)

// covered is the coverage of a number of suppliers, half of which are not covered, in a number of tiers.
func covered(suppliers int) *exposure.CoverageHistory {
	h := &exposure.CoverageHistory{AsOf: instant, Since: civil.NewDate(2026, 9, 3), Uncounted: 7}
	for n := range max(1, suppliers/100) {
		tier := &model.Tier{ID: fmt.Sprintf("tier-%02d", n)}
		h.Tiers = append(h.Tiers, exposure.TierCoverage{Tier: tier, Points: []exposure.CoveragePoint{
			{Day: civil.NewDate(2026, 8, 31), Unknown: 2}, {Day: civil.NewDate(2026, 9, 30), Covered: 1, Unknown: 1}, {Day: civil.NewDate(2026, 11, 22), Covered: 1, NotCovered: 1},
		}})
	}
	for n := range suppliers / 2 {
		h.Uncovered = append(h.Uncovered, exposure.UncoveredSupplier{
			Entry: &model.Supplier{ID: fmt.Sprintf("s-%05d", n), Name: fmt.Sprintf("Supplier <%d>", n), Tier: h.Tiers[0].Tier},
			Why:   "1 independent contact verified in time, 2 needed", Contacts: []string{"Order desk: email never verified"}, More: 3,
		})
	}
	return h
}

// coverageOf reads a coverage.
type coverageOf struct {
	fakeReadModel
	history *exposure.CoverageHistory
}

func (c coverageOf) Coverage() *exposure.CoverageHistory { return c.history }

func TestThePageOfCoverageShowsWhoIsNotCoveredAndWhy(t *testing.T) {
	history := covered(4)
	history.Uncovered[1].Since = civil.NewDate(2026, 10, 8)
	server := serve(t, func(o *Options) { o.ReadModel = coverageOf{history: history} })
	_, body, _ := ask(t, "GET", server.URL+"/coverage", "")
	for _, want := range []string{
		`aria-current="page">Coverage`, "<strong>1 of 2</strong> covered now", "7 suppliers of standard tiers are not counted", `<a href="/suppliers/s-00000">Supplier &lt;0&gt;</a>`,
		"1 independent contact verified in time, 2 needed", "Order desk: email never verified", "and 3 more", `<td data-label="Since">no earlier coverage known</td>`, `<td data-label="Since">Thu 8 Oct 2026</td>`, "Recording began on Thu 3 Sep 2026",
		"<title>2026-08-31: 2 of 2 unknown</title>", `<rect class="unknown" x="0" y="0" width="46" height="120">`, `<rect class="covered" x="56" y="60" width="46" height="60">`,
		`<rect class="uncovered" x="112" y="0" width="46" height="60">`, ">now</text>",
		`<th scope="row">Wed 30 Sep 2026</th><td data-label="Covered">1 of 2</td><td data-label="Not covered">0</td><td data-label="Unknown">1</td>`,
		`<th scope="row">Mon 31 Aug 2026</th><td data-label="Covered">unknown</td><td data-label="Not covered">unknown</td><td data-label="Unknown">2</td>`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %q:\n%s", want, body)
		}
	}
}

func TestACoverageThatIsNotComputedYetIsUnknown(t *testing.T) {
	server := serve(t, func(o *Options) { o.ReadModel = coverageOf{} })
	if _, body, _ := ask(t, "GET", server.URL+"/coverage", ""); !strings.Contains(body, "Unknown. The coverage is computed after the first evaluation.") || strings.Contains(body, "0 of 0") {
		t.Errorf("the page is\n%s", body)
	}
	server = serve(t, func(o *Options) { o.ReadModel = coverageOf{history: &exposure.CoverageHistory{}} })
	if _, body, _ := ask(t, "GET", server.URL+"/coverage", ""); !strings.Contains(body, "The registry has no critical or important supplier.") {
		t.Errorf("the page is\n%s", body)
	}
}

// TestThePageOfCoverageIsShort holds the limits of a page with 20,000 suppliers in 200 tiers.
func TestThePageOfCoverageIsShort(t *testing.T) {
	h := covered(20_000)
	server := serve(t, func(o *Options) {
		o.ReadModel, o.Snapshot = coverageOf{history: h}, func() content.Snapshot { return crowd(1) }
	})
	for path, want := range map[string]string{"/coverage": "1 to 50 of 10000", "/coverage?page=200&tiers=50": "197 to 200 of 200"} {
		status, body, _ := ask(t, "GET", server.URL+path, "")
		if status != http.StatusOK || len(body) > 100_000 || !strings.Contains(body, want) {
			t.Errorf("%s: %d with %d bytes; want %q in it", path, status, len(body), want)
		}
	}
}
