package rules_test

import (
	"slices"
	"strings"
	"testing"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/rules"
)

// deliver adds a delivery every Monday from 5 January 2026 on, judged since June.
func (w *world) deliver(c *model.Confirmation) *model.Delivery {
	d := &model.Delivery{
		ID: "nitrogen", Title: "weekly nitrogen", Schedule: recurrence("FREQ=WEEKLY;BYDAY=MO"), Since: date("2026-06-01"), Confirmation: c,
		Pos: model.Position{File: "acme.yaml", Line: 90, Column: 9},
	}
	w.acme.Deliveries = append(w.acme.Deliveries, d)
	return d
}

// awaited returns the rows of a kind on a day: day, due and state, those that are settled in brackets.
func (w *world) awaited(day string) string {
	var all []string
	for _, d := range rules.Deadlines(w.Registry, w.facts, noon(day)) {
		if d.Kind != model.DeadlineDelivery {
			continue
		}
		line := d.Occurrence[5:] + " " + d.Due.String()[5:] + " " + d.State
		if d.Settled {
			line = "(" + line + ")"
		}
		all = append(all, line)
	}
	return strings.Join(all, ", ")
}

func TestDeliveryRows(t *testing.T) {
	w := newWorld(t)
	w.deliver(&model.Confirmation{Before: business(2)})
	// The thirteenth of July is a Monday; two business days before it is Thursday the ninth.
	same(t, "before the first", w.awaited("2026-05-20"), "06-01 05-28 waiting")
	same(t, "on the day it is due", w.awaited("2026-07-09"), "07-06 07-02 overdue, 07-13 07-09 waiting")
	same(t, "the day after", w.awaited("2026-07-10"), "07-06 07-02 overdue, 07-13 07-09 overdue, 07-20 07-16 waiting")
	same(t, "on the day of delivery", w.awaited("2026-07-13"), "07-13 07-09 overdue, 07-20 07-16 waiting")
	same(t, "then", w.awaited("2026-07-14"), "07-13 07-09 overdue, 07-20 07-16 waiting")

	w.record(model.FactConfirmed, "delivery/nitrogen", "2026-07-08", map[string]string{"window": "2026-07-13"})
	same(t, "confirmed", w.awaited("2026-07-10"), "07-06 07-02 overdue, (07-13 07-09 confirmed), 07-20 07-16 waiting")
	same(t, "past and confirmed", w.awaited("2026-07-14"), "(07-13 07-09 confirmed), 07-20 07-16 waiting")
	same(t, "a year later", strings.Contains(w.awaited("2027-07-13"), "(07-13 07-09 confirmed)"), true)
	same(t, "and a day", strings.Contains(w.awaited("2027-07-14"), "(07-13 07-09 confirmed)"), false)

	w.record(model.FactWaived, "delivery/nitrogen", "2026-07-08", map[string]string{"window": "2026-07-20"})
	same(t, "the next is waived", w.awaited("2026-07-14"), "(07-13 07-09 confirmed), 07-27 07-23 waiting")
	w.record(model.FactConfirmed, "delivery/nitrogen", "2026-07-08", map[string]string{"window": "2026-07-14"})
	same(t, "no day of delivery", w.awaited("2026-07-14"), "(07-13 07-09 confirmed), 07-27 07-23 waiting")
	w.acme.Deliveries[0].Confirmation = nil
	same(t, "none wanted", w.awaited("2026-07-14"), "")
}

func TestDeliveryUnconfirmed(t *testing.T) {
	w := newWorld(t)
	w.deliver(&model.Confirmation{Before: business(2)}).Since = date("2026-07-13")
	w.raised(t, "delivery-unconfirmed", []string{"2026-07-10", "2026-07-16"}, []string{"2026-07-09"})
	f := w.finding(t, "delivery-unconfirmed", "2026-07-10")
	same(t, "message", f.Message, `The confirmation of the delivery "weekly nitrogen" of 2026-07-13 was due on 2026-07-09, and none is recorded.`)
	same(t, "headline", f.Advice.Headline, "Chase the confirmation: weekly nitrogen of 13 Jul (ACME)")
	same(t, "how", strings.Join(f.Advice.How, " "), "Confirmation due 2026-07-09 = 2 business days (calendar munich) before the delivery on 2026-07-13.")
	same(t, "key", f.Key(), "acme/delivery/nitrogen/delivery-unconfirmed/2026-07-13")
	same(t, "due", f.Due.String(), "2026-07-09")
	same(t, "ends", f.ExpiresOn.String(), "2026-07-19")
	if f.Route != model.RoutePage || !slices.Equal(f.KeyDates, []civil.Date{date("2026-07-13")}) || f.String() != "acme.yaml:90:9" {
		t.Errorf("finding is %+v", f)
	}
	checkWording(t, f)
	w.record(model.FactConfirmed, "delivery/nitrogen", "2026-07-10", map[string]string{"window": "2026-07-13"})
	w.raised(t, "delivery-unconfirmed", nil, []string{"2026-07-10"})
}

func TestOnlyFactsShowUnconfirmedDeliveries(t *testing.T) {
	w := newWorld(t)
	w.deliver(&model.Confirmation{Before: business(2)}).Since = date("2026-07-13")
	w.facts = nil
	w.raised(t, "delivery-unconfirmed", nil, []string{"2026-07-15"})
	same(t, "state", w.row(t, model.DeadlineDelivery, "2026-07-15", "2026-07-13").State, "overdue")
	w.acme.Deliveries[0].Confirmation.ByUs = true
	w.raised(t, "delivery-to-confirm", []string{"2026-07-09"}, []string{"2026-07-08"})
}

// A record that names no delivery is about the oldest one that waited for it.
func TestUnnamedConfirmationOfADelivery(t *testing.T) {
	w := newWorld(t)
	w.deliver(&model.Confirmation{Before: business(2)})
	w.record(model.FactConfirmed, "delivery/nitrogen", "2026-07-10", nil)
	same(t, "the sixth was open", w.awaited("2026-07-10"), "(07-06 07-02 confirmed), 07-13 07-09 overdue, 07-20 07-16 waiting")
	w.record(model.FactConfirmed, "delivery/nitrogen", "2026-07-10", nil)
	w.record(model.FactConfirmed, "delivery/nitrogen", "2026-07-10", nil)
	same(t, "then the next two", w.awaited("2026-07-10"),
		"(07-06 07-02 confirmed), (07-13 07-09 confirmed), (07-20 07-16 confirmed), 07-27 07-23 waiting")
	w = newWorld(t)
	w.deliver(&model.Confirmation{Before: business(2)}).Since = date("2026-07-13")
	w.record(model.FactConfirmed, "delivery/nitrogen", "2026-07-08", nil)
	same(t, "nothing is judged before", w.awaited("2026-07-10"), "(07-13 07-09 confirmed), 07-20 07-16 waiting")
}

func TestDeliveryWithoutSince(t *testing.T) {
	w := newWorld(t)
	d := w.deliver(&model.Confirmation{Before: days(10)})
	d.Since, d.Schedule = civil.Date{}, recurrence("FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=2")
	w.raised(t, "delivery-unconfirmed", []string{"2026-05-31"}, []string{"2026-06-01"})
	d.Since = date("2026-01-01")
	w.raised(t, "delivery-unconfirmed", []string{"2026-06-01", "2027-02-20"}, nil)
	d.Schedule = recurrence("FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=2;COUNT=1")
	f := w.finding(t, "delivery-unconfirmed", "2028-12-01")
	same(t, "ends", f.ExpiresOn.IsZero(), true)
}

// Where the next delivery follows at once, an overdue confirmation stands until people have been at work.
func TestDailyDeliveries(t *testing.T) {
	w := newWorld(t)
	d := w.deliver(&model.Confirmation{})
	d.Schedule, d.Since = recurrence("FREQ=DAILY"), date("2026-07-10")
	// Friday's confirmation was due that day; two business days end on Tuesday.
	same(t, "on Tuesday", w.awaited("2026-07-14"), "07-10 07-10 overdue, 07-11 07-11 overdue, 07-12 07-12 overdue, 07-13 07-13 overdue, 07-14 07-14 waiting")
	same(t, "on Wednesday", strings.HasPrefix(w.awaited("2026-07-15"), "07-11"), true)
	d.Confirmation.Before = days(2)
	same(t, "ahead", w.awaited("2026-07-08"), "07-10 07-08 waiting")
	same(t, "a day later", w.awaited("2026-07-09"), "07-10 07-08 overdue, 07-11 07-09 waiting")
}

func TestDeliveryConfirmedAfterwards(t *testing.T) {
	w := newWorld(t)
	w.deliver(&model.Confirmation{Within: business(1)}).Since = date("2026-07-13")
	same(t, "in time", w.awaited("2026-07-14"), "07-13 07-14 waiting, 07-20 07-21 waiting")
	same(t, "late", w.awaited("2026-07-15"), "07-13 07-14 overdue, 07-20 07-21 waiting")
	f := w.finding(t, "delivery-unconfirmed", "2026-07-15")
	same(t, "how", strings.Join(f.Advice.How, " "), "Confirmation due 2026-07-14 = 1 business day (calendar munich) after the delivery on 2026-07-13.")
}

func TestDeliveryToConfirm(t *testing.T) {
	w := newWorld(t)
	w.deliver(&model.Confirmation{ByUs: true, Before: days(1)}).Since = date("2026-07-13")
	// Due on Sunday; our last working day by then is Friday.
	w.raised(t, "delivery-to-confirm", []string{"2026-07-10", "2026-07-12", "2026-07-16"}, []string{"2026-07-09"})
	w.raised(t, "delivery-unconfirmed", nil, []string{"2026-07-15"})
	f := w.finding(t, "delivery-to-confirm", "2026-07-10")
	same(t, "message", f.Message, `Our confirmation of the delivery "weekly nitrogen" of 2026-07-13 to ACME Photoresist GmbH is due by `+
		`2026-07-12, and none is recorded.`)
	same(t, "headline", f.Advice.Headline, "Confirm by 12 Jul: weekly nitrogen of 13 Jul (ACME)")
	same(t, "key", f.Key(), "acme/delivery/nitrogen/delivery-to-confirm/2026-07-13")
	same(t, "due", f.Due.String(), "2026-07-12")
	same(t, "route", f.Route, model.RoutePage)
	checkWording(t, f)
	late := w.finding(t, "delivery-to-confirm", "2026-07-13")
	same(t, "late", strings.Contains(late.Message, "was due on 2026-07-12"), true)
	w.record(model.FactConfirmed, "delivery/nitrogen", "2026-07-10", map[string]string{"window": "2026-07-13"})
	w.raised(t, "delivery-to-confirm", nil, []string{"2026-07-10"})
}

func TestOrderToConfirm(t *testing.T) {
	w := newWorld(t)
	w.confirmedOrder(moment("2026-09-11")).Confirmation.ByUs = true
	w.raised(t, "delivery-to-confirm", []string{"2026-09-15", "2026-09-20"}, []string{"2026-09-14"})
	w.raised(t, "order-unconfirmed", nil, []string{"2026-09-20"})
	checkWording(t, w.finding(t, "delivery-to-confirm", "2026-09-16"))
}
