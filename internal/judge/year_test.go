package judge_test

import (
	"strings"
	"testing"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/watch"
)

// TestADayOfAnotherYearNamesIt holds that a headline about the end of a coming or a past term names the year: "Wed 30 Jun" would be read as
// this year's.
func TestADayOfAnotherYearNamesIt(t *testing.T) {
	w := newWorld(t)
	w.acme.Contracts = []*watch.Contract{
		{ID: "kept", Title: "Frame", Ends: date("2026-06-30"), Renewal: watch.RenewalAutomatic, RenewalTerm: months(12), Notice: &civil.Period{Months: 3}},
		{ID: "over", Title: "Lease", Ends: date("2024-12-31"), Renewal: watch.RenewalNone},
	}
	for rule, want := range map[string]string{"contract-notice-missed": "Wed 30 Jun 2027", "contract-expired": "Tue 31 Dec 2024"} {
		f := w.finding(t, rule, "2026-04-10")
		if f == nil || !strings.Contains(f.Advice.Headline, want) {
			t.Errorf("%s: %+v; want a headline with %q", rule, f, want)
		}
	}
}
