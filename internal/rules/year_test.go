package rules_test

import (
	"strings"
	"testing"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// TestADayOfAnotherYearNamesIt holds that a headline about the end of a coming or a past term names the year: "Wed 30 Jun" would be read as
// this year's.
func TestADayOfAnotherYearNamesIt(t *testing.T) {
	w := newWorld(t)
	w.acme.Contracts = []*model.Contract{
		{ID: "kept", Title: "Frame", Ends: date("2026-06-30"), Renewal: model.RenewalAutomatic, RenewalTerm: months(12), Notice: &civil.Period{Months: 3}},
		{ID: "over", Title: "Lease", Ends: date("2024-12-31"), Renewal: model.RenewalNone},
	}
	for rule, want := range map[string]string{"contract-notice-missed": "renews to 30 Jun 2027", "contract-expired": "expired 31 Dec 2024"} {
		f := w.finding(t, rule, "2026-04-10")
		if f == nil || !strings.Contains(f.Advice.Headline, want) {
			t.Errorf("%s: %+v; want a headline with %q", rule, f, want)
		}
	}
}

// TestAHeadlineDistinguishesPastAndComingDays holds that the verb says whether a day of this year is past, and that a day of another year has its year.
func TestAHeadlineDistinguishesPastAndComingDays(t *testing.T) {
	w := newWorld(t)
	w.acme.OrderWindows = []*model.OrderWindow{{ID: "w", Title: "Gas", Dates: civil.Once(date("2026-09-01"), date("2026-09-30")), Since: date("2026-01-01")}}
	w.acme.Contracts = []*model.Contract{{ID: "c", Title: "Frame", Ends: date("2027-03-31"), Renewal: model.RenewalAutomatic, RenewalTerm: months(12), Notice: &civil.Period{Days: 75}}}
	for _, c := range []struct{ rule, on, want string }{
		{"order-window-missed", "2026-10-05", ", window ended 30 Sep"},
		{"order-window-closing", "2026-09-20", ", window ends 30 Sep"},
		{"contract-notice-approaching", "2026-12-20", "Decide by 15 Jan 2027: "},
	} {
		f := w.finding(t, c.rule, c.on)
		if f == nil || !strings.Contains(f.Advice.Headline, c.want) {
			t.Errorf("%s: %+v; want a headline with %q", c.rule, f, c.want)
		}
	}
}
