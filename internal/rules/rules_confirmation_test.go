package rules_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/rules"
)

// confirmedOrder adds the allocation of September, placed at a moment and to be confirmed within two business days.
func (w *world) confirmedOrder(at model.Moment) *model.OrderWindow {
	o := w.allocation()
	o.Confirmation = &model.Confirmation{Within: business(2), Mailbox: &model.Mailbox{Address: "confirmations@buyer.example"}}
	o.Placed = []model.Placed{{Window: date("2026-09-01"), At: at, Reference: "4500012345"}}
	return o
}

func moment(text string) model.Moment {
	if at, err := time.Parse(time.RFC3339, text); err == nil {
		return model.Moment{Date: civil.DateOf(at), Instant: at}
	}
	return model.Moment{Date: date(text)}
}

// munichHours returns the calendar of Munich with an end of business at five.
func munichHours(t *testing.T) *civil.Calendar {
	t.Helper()
	hours, err := civil.ParseHours("08:00-17:00")
	if err != nil {
		t.Fatal(err)
	}
	c, err := civil.NewCalendar("office", munich().Location, []string{"DE-BY"}, nil, nil, nil, &hours)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestOrderUnconfirmed(t *testing.T) {
	w := newWorld(t)
	w.confirmedOrder(moment("2026-09-12T14:00:00+02:00")) // a Saturday
	w.raised(t, "order-unconfirmed", []string{"2026-09-17", "2027-08-31"}, []string{"2026-09-12", "2026-09-16", "2027-09-01"})
	f := w.finding(t, "order-unconfirmed", "2026-09-17")
	same(t, "message", f.Message, `The confirmation of the order for "yearly allocation" (4500012345) that was placed on 2026-09-12 was due on `+
		`2026-09-16, and none is recorded.`)
	same(t, "headline", f.Advice.Headline, "Chase the confirmation: 193 nm photoresist order (ACME)")
	same(t, "how", strings.Join(f.Advice.How, " "), "Placed on 2026-09-12; counted from 2026-09-14 (calendar munich). "+
		"Confirmation due 2026-09-16 = 2 business days (calendar munich) after 2026-09-14.")
	same(t, "first step", f.Advice.Do[0], "Look for the confirmation in confirmations@buyer.example.")
	same(t, "key", f.Key(), "acme/order-window/w/order-unconfirmed/2026-09-01")
	same(t, "due", f.Due, w.row(t, model.DeadlineOrderConfirm, "2026-09-17", "").Due)
	same(t, "ends", f.ExpiresOn.String(), "2027-08-31")
	if f.Route != model.RoutePage || f.NotifyOnce || !f.Advice.Call || !slices.Equal(f.KeyDates, []civil.Date{date("2026-09-30")}) {
		t.Errorf("finding is %+v", f)
	}
	checkWording(t, f)
}

func TestConfirmationSeverities(t *testing.T) {
	for id, want := range map[string]model.Severity{"critical": model.Critical, "important": model.Critical, "standard": model.Warning} {
		w := newWorld(t)
		w.acme.Tier = w.Registry.Tiers[id]
		w.confirmedOrder(moment("2026-09-11"))
		w.deliver(&model.Confirmation{Before: business(2)}).Since = date("2026-09-21")
		same(t, "order in "+id, w.finding(t, "order-unconfirmed", "2026-09-18").Severity, want)
		same(t, "delivery in "+id, w.finding(t, "delivery-unconfirmed", "2026-09-18").Severity, want)
		w.acme.Deliveries[0].Confirmation.ByUs = true
		same(t, "ours in "+id, w.finding(t, "delivery-to-confirm", "2026-09-18").Severity, want)
	}
}

func TestConfirmationIsCountedInTheSuppliersCalendar(t *testing.T) {
	cases := []struct {
		name, placed string
		within       civil.Period
		due          string
		on, late     string // the last instant in time, and the first that is late
	}{
		{"before the cut-off", "2026-09-11T16:59:59+02:00", business(2), "2026-09-15", "2026-09-15T23:59:59+02:00", "2026-09-16T00:00:00+02:00"},
		{"at the cut-off", "2026-09-11T17:00:00+02:00", business(2), "2026-09-16", "2026-09-16T23:59:59+02:00", "2026-09-17T00:00:00+02:00"},
		{"a day alone has no cut-off", "2026-09-11", business(2), "2026-09-15", "2026-09-15T23:59:59+02:00", "2026-09-16T00:00:00+02:00"},
		{"in another zone", "2026-09-13T23:30:00-07:00", business(2), "2026-09-16", "2026-09-16T23:59:59+02:00", "2026-09-17T00:00:00+02:00"},
		{"hours", "2026-09-11T16:00:00+02:00", civil.Period{Clock: 48 * time.Hour}, "2026-09-13", "2026-09-13T15:59:59+02:00", "2026-09-13T16:00:00+02:00"},
		{"days", "2026-09-11T16:00:00+02:00", days(2), "2026-09-13", "2026-09-13T15:59:59+02:00", "2026-09-13T16:00:00+02:00"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			w.acme.Calendar = munichHours(t)
			w.confirmedOrder(moment(c.placed)).Confirmation.Within = c.within
			for at, state := range map[string]string{c.on: "waiting", c.late: "overdue"} {
				rows := rules.Deadlines(w.Registry, w.facts, moment(at).Instant)
				i := slices.IndexFunc(rows, func(d model.Deadline) bool { return d.Kind == model.DeadlineOrderConfirm })
				same(t, "state at "+at, rows[i].State, state)
				same(t, "due", rows[i].Due.String(), c.due)
			}
		})
	}
}

func TestOrderConfirmationStates(t *testing.T) {
	const opens = "2026-09-01"
	second := model.Placed{Window: date(opens), At: moment("2026-09-14"), Reference: "4500012346"}
	cases := []struct {
		name, day, state, due string
		edit                  func(*world, *model.OrderWindow)
	}{
		{"waits", "2026-09-15", "waiting", "2026-09-15", func(*world, *model.OrderWindow) {}},
		{"late", "2026-09-16", "overdue", "2026-09-15", func(*world, *model.OrderWindow) {}},
		{"confirmed", "2026-09-16", "confirmed", "2026-09-15", func(_ *world, o *model.OrderWindow) { o.Placed[0].Confirmed = date("2026-09-14") }},
		{"on record", "2026-09-16", "confirmed", "2026-09-15", func(w *world, _ *model.OrderWindow) {
			w.record(model.FactConfirmed, "order-window/w", "2026-09-15", nil)
		}},
		{"on record for another year", "2026-09-16", "overdue", "2026-09-15", func(w *world, _ *model.OrderWindow) {
			w.record(model.FactConfirmed, "order-window/w", "2026-09-15", map[string]string{"window": "2025-09-01"})
		}},
		{"placed on record", "2026-09-16", "waiting", "2026-09-17", func(w *world, o *model.OrderWindow) {
			o.Placed = nil
			w.record(model.FactPlaced, "order-window/w", "2026-09-15", nil)
		}},
		{"the same order on record", "2026-09-16", "confirmed", "2026-09-15", func(w *world, o *model.OrderWindow) {
			o.Placed[0].Confirmed = date("2026-09-14")
			w.record(model.FactPlaced, "order-window/w", "2026-09-11", nil)
		}},
		{"one of two", "2026-09-16", "partial", "2026-09-16", func(_ *world, o *model.OrderWindow) {
			o.Placed[0].Confirmed = date("2026-09-14")
			o.Placed = append(o.Placed, second)
		}},
		{"one of two, the other late", "2026-09-17", "overdue", "2026-09-16", func(_ *world, o *model.OrderWindow) {
			o.Placed[0].Confirmed = date("2026-09-14")
			o.Placed = append(o.Placed, second)
		}},
		{"the second by its reference", "2026-09-17", "overdue", "2026-09-15", func(w *world, o *model.OrderWindow) {
			o.Placed = append(o.Placed, second)
			w.record(model.FactConfirmed, "order-window/w", "2026-09-15", map[string]string{"reference": "4500012346"})
		}},
		{"the oldest without a reference", "2026-09-17", "overdue", "2026-09-16", func(w *world, o *model.OrderWindow) {
			o.Placed = append(o.Placed, second)
			w.record(model.FactConfirmed, "order-window/w", "2026-09-15", nil)
		}},
		{"what the registry tells already", "2026-09-17", "overdue", "2026-09-16", func(w *world, o *model.OrderWindow) {
			o.Placed[0].Confirmed = date("2026-09-15")
			o.Placed = append(o.Placed, second)
			w.record(model.FactConfirmed, "order-window/w", "2026-09-15", nil)
		}},
		{"no time agreed on", "2026-12-01", "waiting", "", func(_ *world, o *model.OrderWindow) { o.Confirmation.Within = civil.Period{} }},
		{"called off", "2026-09-16", "", "", func(w *world, _ *model.OrderWindow) { w.record(model.FactWaived, "order-window/w", "2026-09-15", nil) }},
		{"not placed", "2026-09-16", "", "", func(_ *world, o *model.OrderWindow) { o.Placed = nil }},
		{"none wanted", "2026-09-16", "", "", func(_ *world, o *model.OrderWindow) { o.Confirmation = nil }},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			c.edit(w, w.confirmedOrder(moment("2026-09-11")))
			row := w.row(t, model.DeadlineOrderConfirm, c.day, opens)
			if row == nil {
				row = &model.Deadline{}
			}
			same(t, "state", row.State, c.state)
			same(t, "due", text(row.Due), c.due)
			same(t, "settled", row.Settled, c.state == "confirmed")
			same(t, "raised", w.finding(t, "order-unconfirmed", c.day) != nil, c.state == "overdue")
			w.facts = nil
			same(t, "raised without facts", w.finding(t, "order-unconfirmed", c.day) != nil, false)
		})
	}
}

func TestPartialOrderIsNotConfirmed(t *testing.T) {
	w := newWorld(t)
	o := w.confirmedOrder(moment("2026-09-11"))
	o.Placed = append(o.Placed, model.Placed{Window: date("2026-09-01"), At: moment("2026-09-14"), Confirmed: date("2026-09-15")})
	same(t, "state", w.row(t, model.DeadlineOrderWindow, "2026-09-20", "2026-09-01").State, "placed")
	o.Placed[0].Confirmed = date("2026-09-15")
	same(t, "state", w.row(t, model.DeadlineOrderWindow, "2026-09-20", "2026-09-01").State, "confirmed")
}

// A confirmation that comes after the window has closed is about the order that waits for it, not about the next year's.
func TestLateConfirmationIsAboutTheOldestOpenOrder(t *testing.T) {
	w := newWorld(t)
	o := w.confirmedOrder(moment("2026-09-29"))
	w.record(model.FactConfirmed, "order-window/w", "2026-10-05", nil)
	w.raised(t, "order-unconfirmed", nil, []string{"2026-10-06"})
	same(t, "state of this year", w.row(t, model.DeadlineOrderWindow, "2026-10-06", "2026-09-01").State, "confirmed")
	same(t, "state of the next", w.row(t, model.DeadlineOrderWindow, "2026-10-06", "2027-09-01").State, "upcoming")
	// A second one finds nothing open and is about the window that comes.
	w.record(model.FactConfirmed, "order-window/w", "2026-10-06", nil)
	same(t, "state of the next", w.row(t, model.DeadlineOrderWindow, "2026-10-07", "2027-09-01").State, "confirmed")
	// So is one that names an order of it.
	w.forget()
	o.Placed = append(o.Placed, model.Placed{Window: date("2027-09-01"), At: moment("2026-10-01"), Reference: "PO-2027"})
	w.record(model.FactConfirmed, "order-window/w", "2026-10-05", map[string]string{"reference": "PO-2027"})
	same(t, "state of this year", w.row(t, model.DeadlineOrderWindow, "2026-10-06", "2026-09-01").State, "placed")
	same(t, "state of the next", w.row(t, model.DeadlineOrderWindow, "2026-10-06", "2027-09-01").State, "confirmed")
}

func TestConfirmationOfAWindowThatNeverOpensAgain(t *testing.T) {
	w := newWorld(t)
	o := w.confirmedOrder(moment("2026-09-29"))
	o.Dates = civil.Once(date("2026-09-01"), date("2026-09-30"))
	w.raised(t, "order-unconfirmed", []string{"2026-10-02", "2027-09-30"}, []string{"2027-10-02"})
	o.Since = civil.Date{}
	w.raised(t, "order-unconfirmed", []string{"2026-12-30"}, []string{"2026-12-31"})
	o.Since = date("2026-01-01")
	w.record(model.FactConfirmed, "order-window/w", "2026-10-05", nil)
	w.raised(t, "order-unconfirmed", nil, []string{"2026-10-06"})
}

// TestUnconfirmedIsWhatItsRowSays is said of a confirmation and what its row says never differ.
func TestUnconfirmedIsWhatItsRowSays(t *testing.T) {
	named := map[model.DeadlineKind]string{model.DeadlineOrderConfirm: "order-unconfirmed", model.DeadlineDelivery: "delivery-unconfirmed"}
	rapid.Check(t, func(rt *rapid.T) {
		w := drawWorld(rt, t)
		day := drawDate(rt).String()
		said := map[string]model.Finding{}
		for _, f := range w.evaluate(day) {
			if f.Rule == "order-unconfirmed" || f.Rule == "delivery-unconfirmed" || f.Rule == "delivery-to-confirm" {
				said[f.Supplier+f.Subject.String()+f.Occurrence] = f
			}
		}
		for _, d := range rules.Deadlines(w.Registry, w.facts, noon(day)) {
			rule, late := named[d.Kind], d.State == "overdue"
			if rule == "" {
				continue
			}
			f, ok := said[d.Supplier+d.Subject.String()+d.Occurrence]
			delete(said, d.Supplier+d.Subject.String()+d.Occurrence)
			ours := f.Rule == "delivery-to-confirm"
			if late && !ok || ok && f.Due != d.Due || ok && !late && !ours || ok && !ours && f.Rule != rule || ok && !f.ExpiresOn.IsZero() && f.ExpiresOn.Before(date(day)) {
				rt.Fatalf("row %+v, finding %+v", d, f)
			}
		}
		if len(said) > 0 {
			rt.Fatalf("no row says %v", said)
		}
	})
}
