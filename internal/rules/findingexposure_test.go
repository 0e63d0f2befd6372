package rules_test

import (
	"testing"

	"supplierwatch/internal/model"
	"supplierwatch/internal/rules/rulestest"
)

// line adds a production line to a supply.
func (w *world) line(x *model.Supply, id string, cost int64) *model.Line {
	return rulestest.Line(x, id, cost)
}

// resist adds the supply of the manual: on 10 December 2026 it lasts 88 days, and another source takes 120.
func (w *world) resist() *model.Supply { return rulestest.Resist(w.acme) }

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
}
