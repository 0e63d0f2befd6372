package rules_test

import (
	"testing"

	"pgregory.net/rapid"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/rules"
)

const ruleCover = "cover-below-lead-time"

// TestAStockOutIsATaskUntilAnOrderComesTooLate follows a stock of 100 days from 10 June on: an order takes 60 days, and its approval 20.
func TestAStockOutIsATaskUntilAnOrderComesTooLate(t *testing.T) {
	w := newWorld(t)
	w.stock(100, 60) // until 18 September
	w.window(farAway).Approval = days(20)
	for day, want := range map[string]struct {
		route model.Route // empty: nothing is raised
		stage int
	}{
		"2026-06-30": {"", 0},
		"2026-07-01": {model.RouteWork, 0},
		"2026-07-20": {model.RouteWork, 0}, // an order placed today arrives on 18 September
		"2026-07-21": {model.RoutePage, 1},
		"2026-08-18": {model.RoutePage, 1},
		"2026-08-19": {model.RoutePage, 2}, // 30 days before
		"2026-09-17": {model.RoutePage, 2},
		"2026-09-18": {model.RoutePage, 3},
		"2026-12-01": {model.RoutePage, 3},
	} {
		f := w.finding(t, ruleCover, day)
		if f == nil {
			if want.route != "" {
				t.Errorf("%s: not raised", day)
			}
			continue
		}
		if f.Route != want.route || f.Stage != want.stage || f.Due != date("2026-09-18") {
			t.Errorf("%s: %s, stage %d, due %s; want %s, stage %d, due 2026-09-18", day, f.Route, f.Stage, f.Due, want.route, want.stage)
		}
	}
}

func TestAStockOutAtAStandardSupplierStaysATask(t *testing.T) {
	w := newWorld(t)
	w.stock(100, 60)
	w.acme.Tier.Class = model.ClassStandard
	for _, day := range []string{"2026-08-01", "2026-09-18", "2026-12-01"} {
		if f := w.finding(t, ruleCover, day); f == nil || f.Route != model.RouteWork || f.Severity != model.Info {
			t.Errorf("%s: %+v", day, f)
		}
	}
}

// TestAnOrderSettlesAStockOut checks from when until when an order settles it. An order takes 60 days.
func TestAnOrderSettlesAStockOut(t *testing.T) {
	in := func(w *world) *model.OrderWindow {
		o := w.window(civil.Once(date("2026-08-01"), date("2026-08-31")))
		o.Supplies = w.acme.Supplies
		return o
	}
	placed := []model.Placed{{Window: date("2026-08-01"), At: model.Moment{Date: date("2026-08-10")}}}
	for name, test := range map[string]struct {
		order       func(*world)
		first, last string // of the days on which it settles; empty: none
	}{
		"of the supply, in the registry": {func(w *world) {
			w.acme.Supplies[0].Placed = []model.Placed{{At: model.Moment{Date: date("2026-08-10")}, Reference: "4500012399"}}
		}, "2026-08-10", "2026-10-09"},
		"of the supply, recorded": {func(w *world) {
			w.record(model.FactPlaced, "supply/"+w.acme.Supplies[0].ID, "2026-08-10", nil)
		}, "2026-08-10", "2026-10-09"},
		"in its window":                 {func(w *world) { in(w).Placed = placed }, "2026-08-10", "2026-10-09"},
		"in its window, with receiving": {func(w *world) { o := in(w); o.Placed, o.Receiving = placed, days(10) }, "2026-08-10", "2026-10-19"},
		"in its window, recorded": {func(w *world) {
			in(w)
			w.record(model.FactPlaced, "order-window/w", "2026-08-10", map[string]string{"window": "2026-08-01"})
		}, "2026-08-10", "2026-10-09"},
		"in a window that does not list it": {func(w *world) { o := in(w); o.Placed, o.Supplies = placed, []*model.Supply{{ID: "other"}} }, "", ""},
		"of another supply":                 {func(w *world) { w.record(model.FactPlaced, "supply/other", "2026-08-10", nil) }, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.stock(10, 60)
			test.order(w)
			raised := func(day civil.Date) bool { return w.finding(t, ruleCover, day.String()) != nil }
			if test.first == "" {
				if !raised(date("2026-08-20")) {
					t.Error("settled")
				}
				return
			}
			first, last := date(test.first), date(test.last)
			if !raised(first.AddDays(-1)) || raised(first) || raised(last) || !raised(last.AddDays(1)) {
				t.Errorf("raised on %v; it settles from %s to %s", []bool{raised(first.AddDays(-1)), raised(first), raised(last), raised(last.AddDays(1))}, first, last)
			}
		})
	}
}

// stockCase is what the oracle needs: everything is counted in days, one piece is used a day.
type stockCase struct {
	pieces, lead, approval, receiving int
	class                             model.TierClass
	counted, placed                   civil.Date // placed: zero for no order
}

// expected is the oracle: the route and the stage on a day; an empty route if nothing is raised.
func (c stockCase) expected(day civil.Date) (route model.Route, stage int) {
	out := c.counted.AddDays(c.pieces)
	left := out.DaysSince(day)
	if day.Before(c.counted) {
		left = c.pieces
	}
	left = max(0, left)
	if !c.placed.IsZero() && !day.Before(c.placed) && !day.After(c.placed.AddDays(c.lead+c.receiving)) {
		return "", 0
	}
	if left >= c.lead+c.approval {
		return "", 0
	}
	route = model.RouteWork
	if left < c.lead && c.class != model.ClassStandard {
		route, stage = model.RoutePage, 1
	}
	if !day.Before(out.AddDays(-30)) {
		stage++
	}
	if !day.Before(out) {
		stage++
	}
	return route, stage
}

// TestStockOutsOverAYear compares each day of a year with the oracle, and holds that a simulation is told of each day on which something changes.
func TestStockOutsOverAYear(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		draw := func(name string, low, high int) int { return rapid.IntRange(low, high).Draw(rt, name) }
		start := date("2026-01-01")
		c := stockCase{
			pieces: draw("pieces", 0, 300), lead: draw("lead", 1, 150), approval: draw("approval", 0, 60), receiving: draw("receiving", 0, 30),
			class: model.TierClass(draw("class", 0, 2)), counted: start.AddDays(draw("counted", -100, 100)),
		}
		if rapid.Bool().Draw(rt, "ordered") {
			c.placed = start.AddDays(draw("placed", -50, 300))
		}
		w := newWorld(t)
		w.acme.Tier.Class = c.class
		x := w.stock(c.pieces, c.lead)
		x.AsOf = c.counted
		o := w.window(civil.Once(date("2026-01-01"), date("2026-12-31")))
		o.Supplies, o.Approval, o.Receiving = w.acme.Supplies, days(c.approval), days(c.receiving)
		if !c.placed.IsZero() {
			o.Placed = []model.Placed{{Window: date("2026-01-01"), At: model.Moment{Date: c.placed}}}
		}
		follower := rules.NewIncremental(w.Registry, w.facts)
		var seen string
		next := midnight(start)
		for i := range 366 {
			day := start.AddDays(i)
			var f *model.Finding
			found, following := follower.Supplier(w.acme, midnight(day))
			for k := range found {
				if found[k].Rule == ruleCover {
					f = &found[k]
				}
			}
			route, stage := c.expected(day)
			switch {
			case (f != nil) != (route != ""):
				rt.Fatalf("%s: raised: %v; want %q", day, f != nil, route)
			case f != nil && (f.Route != route || f.Stage != stage || f.Due != c.counted.AddDays(c.pieces)):
				rt.Fatalf("%s: %s, stage %d, due %s; want %s, stage %d", day, f.Route, f.Stage, f.Due, route, stage)
			}
			now := string(route) + string(rune('0'+stage))
			if now != seen && midnight(day).Before(next) {
				rt.Fatalf("%s: %s becomes %s, and the next change was said to be at %s", day, seen, now, next)
			}
			if seen = now; !midnight(day).Before(next) {
				next = following
			}
			if next.IsZero() {
				next = midnight(start.AddDays(1000))
			}
		}
	})
}
