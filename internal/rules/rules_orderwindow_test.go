package rules_test

import (
	"slices"
	"strings"
	"testing"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/rules"
)

// allocation adds the window of the manual: every September, with ten business days of approval, so that the last day to request is the
// sixteenth in 2026.
func (w *world) allocation() *model.OrderWindow {
	o := w.window(civil.Yearly(civil.MonthDay{Month: 9, Day: 1}, civil.MonthDay{Month: 9, Day: 30}))
	o.Approval, o.Since = business(10), date("2026-01-01")
	x := w.supply()
	x.AnnualQuantity = "40 kg"
	o.Supplies = []*model.Supply{x}
	return o
}

func TestWindowLine(t *testing.T) {
	w := newWorld(t)
	w.allocation()
	w.raised(t, "order-window-opening", []string{"2026-08-18", "2026-08-31"}, []string{"2026-08-17", "2026-09-01"})
	w.raised(t, "order-window-open", []string{"2026-09-01"}, []string{"2026-08-31", "2026-09-02"})
	w.raised(t, "order-window-closing", []string{"2026-09-02", "2026-09-16"}, []string{"2026-09-01", "2026-09-17"})
	w.raised(t, "order-window-approval-too-late", []string{"2026-09-17", "2026-09-30"}, []string{"2026-09-16", "2026-10-01"})
	w.raised(t, "order-window-missed", []string{"2026-10-01", "2027-08-31"}, []string{"2026-09-30", "2027-09-01"})
	for _, day := range []string{"2026-08-20", "2026-09-01", "2026-09-10", "2026-09-20", "2026-10-10"} {
		if got := w.rules(day); len(got) != 1 {
			t.Errorf("on %s the line tells %v", day, got)
		}
	}
}

func TestWindowStory(t *testing.T) {
	severities := map[string][]model.Severity{
		"critical":  {model.Info, model.Warning, model.Critical, model.Critical, model.Critical},
		"important": {model.Info, model.Warning, model.Critical, model.Critical, model.Critical},
		"standard":  {model.Info, model.Info, model.Warning, model.Critical, model.Warning},
	}
	for id, want := range severities {
		w := newWorld(t)
		w.acme.Tier = w.Registry.Tiers[id]
		w.allocation()
		stage := -1
		for i, day := range []string{"2026-08-20", "2026-09-01", "2026-09-10", "2026-09-20", "2026-10-10"} {
			all := w.evaluate(day)
			if len(all) != 1 || all[0].Severity != want[i] || all[0].Group != model.GroupOrderWindow || all[0].Stage <= stage {
				t.Fatalf("%s on %s: %+v", id, day, all)
			}
			f := all[0]
			same(t, "key", f.Key(), "acme/order-window/w/order-window/2026-09-01")
			same(t, "due", f.Due.String(), "2026-09-16")
			same(t, "ends", f.ExpiresOn.String(), "2027-08-31")
			same(t, "once on "+day, f.NotifyOnce, i == 4)
			checkWording(t, &f)
			stage = f.Stage
		}
	}
}

func TestApprovalTooLate(t *testing.T) {
	w := newWorld(t)
	o := w.allocation()
	f := w.finding(t, "order-window-approval-too-late", "2026-09-17")
	same(t, "headline", f.Advice.Headline, "Approve now, order by 30 Sep: 193 nm photoresist (ACME)")
	if !strings.Contains(f.Advice.Lead, "Normal approval takes 10 business days; 9 are left.") {
		t.Errorf("lead is %s", f.Advice.Lead)
	}
	same(t, "starts at", f.FirstStep, w.owner)
	same(t, "wakes", f.OverrideQuietHours, false)
	same(t, "first step", f.Advice.Do[0], "Get the emergency approval from the approver (none is recorded).")
	o.Approver = w.Registry.Teams["leads"]
	same(t, "starts at", w.finding(t, "order-window-approval-too-late", "2026-09-17").FirstStep, w.Registry.Teams["leads"])
	o.EmergencyApprover = w.Registry.Teams["operations"]
	f = w.finding(t, "order-window-approval-too-late", "2026-09-30")
	same(t, "starts at", f.FirstStep, w.Registry.Teams["operations"])
	same(t, "wakes on the last day", f.OverrideQuietHours, true)
	same(t, "first step", f.Advice.Do[0], "Get the emergency approval from Operations, +49 89 555 0190.")
	same(t, "second step", f.Advice.Do[1], "Order 40 kg of 193 nm photoresist today, 2026-09-30.")
	if want := []civil.Date{date("2026-09-30")}; !slices.Equal(f.KeyDates, want) {
		t.Errorf("named days are %v", f.KeyDates)
	}
}

func TestWindowIsSettled(t *testing.T) {
	const day, opens = "2026-09-20", "2026-09-01"
	cases := []struct {
		name, state string
		edit        func(*world, *model.OrderWindow)
	}{
		{"nothing is recorded", "approval-too-late", func(*world, *model.OrderWindow) {}},
		{"requested", "requested", func(_ *world, o *model.OrderWindow) {
			o.Requested = []model.Requested{{Window: date(opens), At: model.Moment{Date: date("2026-09-18")}}}
		}},
		{"requested for another year", "approval-too-late", func(_ *world, o *model.OrderWindow) {
			o.Requested = []model.Requested{{Window: date("2025-09-01"), At: model.Moment{Date: date("2025-09-18")}}}
		}},
		{"request on record", "requested", func(w *world, _ *model.OrderWindow) {
			w.record(model.FactRequested, "order-window/w", day, map[string]string{"reference": "PR-1"})
		}},
		{"placed", "placed", func(_ *world, o *model.OrderWindow) { o.Placed = []model.Placed{{Window: date(opens)}} }},
		{"confirmed", "confirmed", func(_ *world, o *model.OrderWindow) {
			o.Placed = []model.Placed{{Window: date(opens), Confirmed: date("2026-09-19")}}
		}},
		{"order on record", "placed", func(w *world, _ *model.OrderWindow) { w.record(model.FactPlaced, "order-window/w", day, nil) }},
		{"order of last year on record", "approval-too-late", func(w *world, _ *model.OrderWindow) {
			w.record(model.FactPlaced, "order-window/w", day, map[string]string{"window": "2025-09-01"})
		}},
		{"waived", "waived", func(_ *world, o *model.OrderWindow) { o.Waived = []model.Waived{{Window: date(opens)}} }},
		{"waiver on record", "waived", func(w *world, _ *model.OrderWindow) {
			w.record(model.FactWaived, "order-window/w", "2026-01-10", map[string]string{"window": opens})
		}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			c.edit(w, w.allocation())
			row := w.row(t, model.DeadlineOrderWindow, day, opens)
			same(t, "state", row.State, c.state)
			settled := c.state == "placed" || c.state == "confirmed" || c.state == "waived"
			same(t, "settled", row.Settled, settled)
			same(t, "next occasion has a row", w.row(t, model.DeadlineOrderWindow, day, "2027-09-01") != nil, settled)
			same(t, "too late", w.finding(t, "order-window-approval-too-late", day) != nil, c.state == "approval-too-late")
			same(t, "missed later", w.finding(t, "order-window-missed", "2026-10-05") != nil, !settled)
		})
	}
}

func TestMissedIsFoundBesideTheNext(t *testing.T) {
	w := newWorld(t)
	o := w.allocation()
	missed := w.row(t, model.DeadlineOrderWindow, "2026-12-01", "2026-09-01")
	same(t, "state", missed.State, "missed")
	same(t, "state of the next", w.row(t, model.DeadlineOrderWindow, "2026-12-01", "2027-09-01").State, "upcoming")
	same(t, "settled", missed.Settled, false)
	if row := w.row(t, model.DeadlineOrderWindow, "2027-09-01", "2026-09-01"); row != nil {
		t.Errorf("it still stands when the next opens: %+v", row)
	}
	o.Since = date("2026-10-15")
	w.raised(t, "order-window-missed", nil, []string{"2026-12-01"})
	o.Since = civil.Date{}
	w.raised(t, "order-window-missed", []string{"2026-12-29"}, []string{"2026-12-30"})
	same(t, "ends", w.finding(t, "order-window-missed", "2026-12-29").ExpiresOn.String(), "2026-12-29")
}

func TestSinceInTheFuture(t *testing.T) {
	w := newWorld(t)
	w.allocation().Since = date("2027-01-01")
	w.raised(t, "order-window-approval-too-late", nil, []string{"2026-09-20"})
	same(t, "state", w.row(t, model.DeadlineOrderWindow, "2026-09-20", "").Opens.String(), "2027-09-01")
}

func TestSettledOccasionsOfTheLastYear(t *testing.T) {
	w := newWorld(t)
	o := w.window(civil.Lasting(recurrence("FREQ=MONTHLY;BYMONTHDAY=1"), days(5)))
	for m := range 12 {
		o.Placed = append(o.Placed, model.Placed{Window: date("2026-01-01").AddMonths(m)})
	}
	var states []string
	for _, d := range rules.Deadlines(w.Registry, w.facts, noon("2027-01-20")) {
		if d.Kind == model.DeadlineOrderWindow {
			states = append(states, d.Occurrence+" "+d.State)
		}
	}
	// January 2026 closed more than a year ago; nothing is recorded for January 2027.
	if len(states) != 13 || states[0] != "2026-02-01 placed" || states[11] != "2027-01-01 missed" || states[12] != "2027-02-01 upcoming" {
		t.Errorf("rows are %v", states)
	}
}

func TestApprovalOverdue(t *testing.T) {
	requested := func(w *world, day string) *model.OrderWindow {
		o := w.allocation()
		o.Requested = []model.Requested{{Window: date("2026-09-01"), At: model.Moment{Date: date(day)}, Reference: "PR-123"}}
		return o
	}
	w := newWorld(t)
	requested(w, "2026-09-07")
	// Ten business days end on the twenty-first.
	w.raised(t, "approval-overdue", []string{"2026-09-22", "2026-09-30"}, []string{"2026-09-21", "2026-10-01"})
	f := w.finding(t, "approval-overdue", "2026-09-22")
	same(t, "message", f.Message, `The order for "yearly allocation" was requested on 2026-09-07 (PR-123), and no order is recorded. `+
		`Approval was due by 2026-09-21. The order must be placed by 2026-09-30.`)
	same(t, "key", f.Key(), "acme/order-window/w/approval-overdue/2026-09-01")
	same(t, "ends", f.ExpiresOn.String(), "2026-09-30")
	checkWording(t, f)

	w = newWorld(t)
	requested(w, "2026-09-17")
	w.raised(t, "approval-overdue", []string{"2026-09-29"}, []string{"2026-09-28"})

	w = newWorld(t)
	requested(w, "2026-09-01").Approval = civil.Period{}
	w.raised(t, "approval-overdue", []string{"2026-09-29"}, []string{"2026-09-28"})

	w = newWorld(t)
	requested(w, "2026-09-07").Placed = []model.Placed{{Window: date("2026-09-01")}}
	w.raised(t, "approval-overdue", nil, []string{"2026-09-29"})
}

func TestClosingThreshold(t *testing.T) {
	w := newWorld(t)
	w.allocation()
	w.acme.Thresholds = []model.Threshold{{Rule: "order-window-closing", Period: days(3)}, {Rule: "order-window-opening", Period: days(30)}}
	w.raised(t, "order-window-closing", []string{"2026-09-13"}, []string{"2026-09-12"})
	w.raised(t, "order-window-opening", []string{"2026-08-02"}, []string{"2026-08-01"})
	same(t, "state", w.row(t, model.DeadlineOrderWindow, "2026-09-12", "").State, "open")
}

func TestBinding(t *testing.T) {
	w := newWorld(t)
	o := w.allocation()
	o.Approval = civil.Period{}
	x := o.Supplies[0]
	x.LeadTime, x.Safety = days(90), days(7)
	o.NeedBy, o.Receiving = date("2026-12-25"), days(10)
	row := w.row(t, model.DeadlineOrderWindow, "2026-09-05", "")
	same(t, "binding", row.Binding, "lead-time")
	same(t, "order by", row.OrderBy.String(), "2026-09-16")
	w.raised(t, "order-window-approval-too-late", []string{"2026-09-17"}, []string{"2026-09-16"})
	x.Stock = &model.Stock{OnHand: 100, DailyUsage: 1, AsOf: date("2026-09-10")}
	row = w.row(t, model.DeadlineOrderWindow, "2026-09-10", "")
	same(t, "binding", row.Binding, "stock")
	same(t, "order by", row.OrderBy.String(), "2026-09-13")
	// A stock that would want an order before the window opens does not move the day.
	x.Stock.OnHand = 80
	same(t, "order by", w.row(t, model.DeadlineOrderWindow, "2026-09-10", "").OrderBy.String(), "2026-09-16")
}
