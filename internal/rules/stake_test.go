package rules_test

import (
	"testing"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/exposure"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
)

// line adds a production line to a supply.
func (w *world) line(x *model.Supply, id string, cost int64) *model.Line {
	l := &model.Line{ID: id, Name: id, DowntimeCost: model.Money{Hundredths: cost * 100, Currency: "EUR"}}
	x.UsedIn = append(x.UsedIn, model.UsedIn{Line: l})
	return l
}

// resist adds the supply of the manual: on 10 December 2026 it lasts 88 days, and another source takes 120.
func (w *world) resist() *model.Supply {
	x := w.supply()
	x.TimeToRecover = days(120)
	x.Stock = &model.Stock{OnHand: 14, DailyUsage: 0.11, AsOf: date("2026-11-01")}
	w.line(x, "litho", 2_700_000)
	return x
}

func TestExposureAndMargin(t *testing.T) {
	w := newWorld(t)
	w.resist()
	w.agreement()
	f := w.finding(t, "contract-notice-due", "2026-12-10")
	if f.Exposure == nil || f.Exposure.String() != "EUR 86,400,000" || f.Slack == nil || *f.Slack != -32 {
		t.Fatalf("exposure %v, margin %v", f.Exposure, f.Slack)
	}
}

func TestWhatIsNotKnownIsNotEstimated(t *testing.T) {
	cases := []struct {
		name             string
		edit             func(*world, *model.Supply)
		exposure, margin bool
	}{
		{"all is known", func(*world, *model.Supply) {}, true, true},
		{"no stock was counted", func(_ *world, x *model.Supply) { x.Stock = nil }, false, false},
		{"nobody knows how long another source takes", func(_ *world, x *model.Supply) { x.TimeToRecover = days(0) }, false, false},
		{"the line's cost is not known", func(_ *world, x *model.Supply) { x.UsedIn[0].Line.DowntimeCost = model.Money{} }, false, true},
		{"it feeds no line", func(_ *world, x *model.Supply) { x.UsedIn = []model.UsedIn{{Text: "the canteen"}} }, false, true},
		{"what a day uses up is not known", func(_ *world, x *model.Supply) { x.Stock.DailyUsage, x.Stock.UsageUnknown = 0, true }, false, false},
		{"nothing is used", func(_ *world, x *model.Supply) { x.Stock.DailyUsage = 0 }, true, false},
	}
	for _, c := range cases {
		w := newWorld(t)
		x := w.resist()
		c.edit(w, x)
		w.acme.Fallback = ""
		f := w.finding(t, "fallback-missing", "2026-12-10")
		if (f.Exposure != nil) != c.exposure || (f.Slack != nil) != c.margin {
			t.Errorf("%s: exposure %v, margin %v", c.name, f.Exposure, f.Slack)
		}
		if c.name == "nothing is used" && f.Exposure.Hundredths != 0 {
			t.Errorf("%s: exposure %v", c.name, f.Exposure)
		}
	}
}

func TestAStockThatLastsCostsNothing(t *testing.T) {
	w := newWorld(t)
	w.resist().Stock.OnHand = 140
	w.acme.Fallback = ""
	f := w.finding(t, "fallback-missing", "2026-12-10")
	same(t, "exposure", f.Exposure.String(), "EUR 0")
	same(t, "margin", *f.Slack, 1272-39-120)
}

func TestALineCountsOnce(t *testing.T) {
	w := newWorld(t)
	x, y := w.resist(), w.supply()
	y.TimeToRecover, y.StockCover = days(10), &model.StockCover{Period: days(5), AsOf: date("2026-12-10")}
	y.UsedIn = x.UsedIn // stands five days for want of this one, 32 for the other
	w.line(y, "etch", 1000)
	w.acme.Fallback = ""
	f := w.finding(t, "fallback-missing", "2026-12-10")
	same(t, "exposure", f.Exposure.String(), "EUR 86,405,000")
	same(t, "margin", *f.Slack, -32)

	other := supplier("beta", "Beta", w.Registry.Tiers["standard"], w.owner)
	other.Supplies = []*model.Supply{{ID: "x", Item: "x", TimeToRecover: days(40), StockCover: y.StockCover, UsedIn: x.UsedIn}}
	gamma := supplier("gamma", "Gamma", w.Registry.Tiers["important"], w.owner)
	gamma.Supplies = []*model.Supply{{ID: "x", Item: "x", StockCover: y.StockCover, UsedIn: x.UsedIn}} // how long another source takes is not known
	w.Registry.Suppliers = append(w.Registry.Suppliers, other, gamma)
	s := exposure.Summarize(w.Registry, nil, w.facts, noon("2026-12-10"))
	same(t, "sum", s.Exposure.Amount.String(), "EUR 94,505,000")
	same(t, "estimated", s.Exposure.Estimated, 2)
	same(t, "of", s.Exposure.Of, 3)
	same(t, "suppliers", s.Suppliers, 3)
}

func TestCoverageCountsVerifiedContacts(t *testing.T) {
	w := newWorld(t)
	for _, c := range w.acme.Contacts {
		c.Verified, c.VerifyEvery = nil, civil.Period{}
	}
	verify := func(c *model.Contact, day string, how model.How) {
		c.Verified = append(c.Verified, model.Verified{On: date(day), How: how})
	}
	covered := func(day string) int { return exposure.Summarize(w.Registry, nil, w.facts, noon(day)).Coverage.Covered }
	verify(w.acme.Contacts[0], "2026-03-01", model.HowReply)
	same(t, "with one", covered("2026-03-02"), 0)
	verify(w.acme.Contacts[1], "2026-03-01", model.HowCall)
	same(t, "with a call to one that has an address", covered("2026-03-02"), 0)
	w.acme.Contacts[1].Email = ""
	same(t, "with a call to one that has none", covered("2026-03-02"), 1)
	same(t, "on the last day", covered("2026-06-29"), 1)
	same(t, "a day later", covered("2026-06-30"), 0)
	w.record(model.FactVerified, "contact/orders", "2026-06-01", map[string]string{"how": "reply"})
	w.acme.Contacts[1].VerifyEvery = months(12)
	same(t, "with a record and a period of its own", covered("2026-06-30"), 1)
	same(t, "of", exposure.Summarize(w.Registry, nil, w.facts, noon(quiet)).Coverage.Of, 1)
}

func TestSummaryCountsFindings(t *testing.T) {
	findings := []model.Finding{
		{Severity: model.Critical}, {Severity: model.Critical, Pending: true}, {Severity: model.Warning}, {Severity: model.Info}, {Severity: model.Info},
	}
	s := exposure.Summarize(newWorld(t).Registry, findings, factindex.New(), noon(quiet))
	if s.Critical != 1 || s.Warning != 1 || s.Info != 2 || s.NotEvaluated != 0 || s.Exposure.Amount != nil {
		t.Errorf("summary is %+v", s)
	}
}
