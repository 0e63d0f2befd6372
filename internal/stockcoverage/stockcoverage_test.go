package stockcoverage

import (
	"testing"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

var counted = civil.NewDate(2026, 12, 1) // a Tuesday

func pieces(onHand, daily float64) *model.Supply {
	return &model.Supply{Stock: &model.Stock{OnHand: onHand, DailyUsage: daily, AsOf: counted}}
}

func period(p civil.Period) *model.Supply {
	return &model.Supply{StockCover: &model.StockCover{Period: p, AsOf: counted}}
}

// TestAStockRunsOut compares days with those of a calendar on paper. A period in business days depends on whose calendar counts it.
func TestAStockRunsOut(t *testing.T) {
	closed, err := civil.BuildCalendar(civil.CalendarSpec{Location: time.UTC, Weekend: []time.Weekday{time.Friday, time.Saturday, time.Sunday}})
	if err != nil {
		t.Fatal(err)
	}
	unknown := pieces(5, 0)
	unknown.Stock.UsageUnknown = true
	for _, c := range []struct {
		name    string
		supply  *model.Supply
		ours    *civil.Calendar
		runsOut string // empty: no such day
		binds   string // the same for order windows
		left    int    // on 3 December
		known   bool
	}{
		{"pieces", pieces(10, 3), closed, "2026-12-04", "2026-12-04", 1, true},
		{"pieces, used up", pieces(1, 1), closed, "2026-12-02", "2026-12-02", 0, true},
		{"pieces without use", pieces(10, 0), closed, "", "", civil.Unlimited, true},
		{"pieces of unknown use", unknown, closed, "", "", 0, false},
		{"days", period(civil.Period{Days: 10}), closed, "2026-12-11", "", 8, true},
		{"business days", period(civil.Period{BusinessDays: 5}), closed, "2026-12-09", "", 6, true},
		{"business days without a calendar", period(civil.Period{BusinessDays: 5}), nil, "2026-12-08", "", 5, true},
		{"nothing counted", &model.Supply{}, closed, "", "", 0, false},
	} {
		text := func(d civil.Date) string {
			if d.IsZero() {
				return ""
			}
			return d.String()
		}
		if got := text(RunsOut(c.supply, c.ours)); got != c.runsOut {
			t.Errorf("%s: runs out on %q, want %q", c.name, got, c.runsOut)
		}
		if got := text(CountRunsOut(c.supply)); got != c.binds {
			t.Errorf("%s: an order window sees %q, want %q", c.name, got, c.binds)
		}
		if days, ok := DaysLeft(c.supply, c.ours, civil.NewDate(2026, 12, 3)); days != c.left || ok != c.known {
			t.Errorf("%s: %d days left, known %v; want %d, %v", c.name, days, ok, c.left, c.known)
		}
	}
}

// TestACountOfLaterLastsFromItsDay checks a day before that of the count.
func TestACountOfLaterLastsFromItsDay(t *testing.T) {
	for name, x := range map[string]*model.Supply{"pieces": pieces(10, 1), "period": period(civil.Period{Days: 10})} {
		if days, _ := DaysLeft(x, nil, counted.AddDays(-5)); days != 10 {
			t.Errorf("%s: %d days, want 10", name, days)
		}
	}
}
