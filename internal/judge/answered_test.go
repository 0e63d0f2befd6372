package judge_test

import (
	"strings"
	"testing"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/judge"
	"supplierwatch/internal/watch"
)

const window = "order-window/w"

// says is the data of a mail that answers an order: what it says, the order that it names by machine, and what its text may name.
func says(r watch.Response, reference, references string) map[string]string {
	return map[string]string{"response": string(r), "reference": reference, "references": references}
}

// heard gives the state of the confirmation of the order placed in September.
func (w *world) heard(t *testing.T, day string) string {
	t.Helper()
	return w.row(t, watch.DeadlineOrderConfirm, day, "2026-09-01").State
}

func TestWhatAMailSaysOfAnOrder(t *testing.T) {
	const accepted, refused, changed = watch.ResponseAccepted, watch.ResponseRefused, watch.ResponseChanged
	const due, late = "2026-09-16", "2026-09-17"
	cases := []struct {
		name  string
		mails func(*world)
		day   string
		want  string
	}{
		{"nothing came", func(*world) {}, due, "waiting"},
		{"nothing came in time", func(*world) {}, late, "overdue"},
		{"accepted without naming it", func(w *world) { w.record(watch.FactConfirmation, window, "2026-09-14", says(accepted, "", "")) }, late, "confirmed"},
		{"accepted late", func(w *world) { w.record(watch.FactConfirmation, window, "2026-09-20", says(accepted, "", "")) }, "2026-09-21", "confirmed"},
		{"its number in the text", func(w *world) {
			w.record(watch.FactConfirmation, window, "2026-09-14", says(accepted, "", "12.9 4500012345"))
		}, late, "confirmed"},
		{"another number by machine", func(w *world) {
			w.record(watch.FactConfirmation, window, "2026-09-14", says(accepted, "4500099999", ""))
		}, late, "overdue"},
		{"a mail that came before the order went out", func(w *world) {
			w.record(watch.FactConfirmation, window, "2026-09-08", says(accepted, "", ""))
		}, late, "overdue"},
		{"one that named it even then", func(w *world) {
			w.record(watch.FactConfirmation, window, "2026-09-08", says(accepted, "4500012345", ""))
		}, late, "confirmed"},
		{"received only", func(w *world) {
			w.record(watch.FactConfirmation, window, "2026-09-14", says(watch.ResponseReceived, "4500012345", ""))
		}, due, "waiting"},
		{"received only, and no more in time", func(w *world) {
			w.record(watch.FactConfirmation, window, "2026-09-14", says(watch.ResponseReceived, "4500012345", ""))
		}, late, "overdue"},
		{"a part of it", func(w *world) {
			w.record(watch.FactConfirmation, window, "2026-09-14", says(watch.ResponsePartial, "4500012345", ""))
		}, due, "partial"},
		{"refused", func(w *world) {
			w.record(watch.FactConfirmation, window, "2026-09-14", says(refused, "4500012345", ""))
		}, due, "refused"},
		{"changed", func(w *world) {
			w.record(watch.FactConfirmation, window, "2026-09-14", says(changed, "4500012345", ""))
		}, late, "changed"},
		{"refused, then accepted", func(w *world) {
			w.record(watch.FactConfirmation, window, "2026-09-14", says(refused, "4500012345", ""))
			w.record(watch.FactConfirmation, window, "2026-09-15", says(accepted, "4500012345", ""))
		}, late, "confirmed"},
		{"accepted, then refused", func(w *world) {
			w.record(watch.FactConfirmation, window, "2026-09-14", says(accepted, "4500012345", ""))
			w.record(watch.FactConfirmation, window, "2026-09-15", says(refused, "4500012345", ""))
		}, late, "refused"},
		{"refused, then a person says that it is confirmed", func(w *world) {
			w.record(watch.FactConfirmation, window, "2026-09-14", says(refused, "4500012345", ""))
			w.record(watch.FactConfirmed, window, "2026-09-15", map[string]string{"reference": "4500012345"})
		}, late, "confirmed"},
		{"a mail that names the order of another window", func(w *world) {
			other := *w.acme.OrderWindows[0]
			other.ID, other.Placed = "other", []watch.Placed{{Window: date("2026-09-01"), At: moment("2026-09-10"), Reference: "PO-7"}}
			w.acme.OrderWindows = append(w.acme.OrderWindows, &other)
			w.record(watch.FactConfirmation, window, "2026-09-14", says(accepted, "", "PO-7"))
		}, late, "overdue"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			w.confirmedOrder(moment("2026-09-12T14:00:00+02:00"))
			c.mails(w)
			var got string
			for _, d := range judge.Deadlines(w.Registry, w.facts, noon(c.day)) {
				if d.Kind == watch.DeadlineOrderConfirm && d.Subject == window {
					got = d.State
				}
			}
			same(t, "state", got, c.want)
		})
	}
}

func TestARefusalPagesAtOnceAndSaysSo(t *testing.T) {
	w := newWorld(t)
	w.confirmedOrder(moment("2026-09-12T14:00:00+02:00"))
	w.record(watch.FactConfirmation, window, "2026-09-14", says(watch.ResponseRefused, "4500012345", ""))
	f := w.finding(t, "order-unconfirmed", "2026-09-14")
	checkWording(t, f)
	same(t, "message", f.Message, `The order for "yearly allocation" (4500012345) that was placed on 2026-09-12 was refused by their answer of 2026-09-14.`)
	same(t, "headline", f.Advice.Headline, "Call today: 193 nm photoresist order (ACME), refused")
	same(t, "route", f.Route, watch.RoutePage)
}

func TestAnOrderThatTheyOnlyReceivedIsUnconfirmed(t *testing.T) {
	w := newWorld(t)
	w.confirmedOrder(moment("2026-09-12T14:00:00+02:00"))
	w.record(watch.FactConfirmation, window, "2026-09-14", says(watch.ResponseReceived, "4500012345", ""))
	f := w.finding(t, "order-unconfirmed", "2026-09-17")
	same(t, "it says what they said", strings.HasSuffix(f.Message, "they only said on 2026-09-14 that it has come."), true)
}

func TestConfirmationNeverSeen(t *testing.T) {
	miss := map[string]string{"missed": `subject "Order acknowledgement"`}
	w := newWorld(t)
	w.confirmedOrder(moment("2026-09-12T14:00:00+02:00"))
	w.record(watch.FactNearMiss, window, "2026-09-10", miss)
	same(t, "a mail before the order", w.heard(t, "2026-09-17"), "overdue")
	w.record(watch.FactNearMiss, window, "2026-09-14", miss)
	same(t, "in time", w.heard(t, "2026-09-16"), "waiting")
	same(t, "late", w.heard(t, "2026-09-17"), "never-seen")
	f := w.finding(t, "confirmation-never-seen", "2026-09-17")
	checkWording(t, f)
	same(t, "route", f.Route, watch.RouteWork)
	same(t, "nobody is paged", w.finding(t, "order-unconfirmed", "2026-09-17") == nil, true)
	same(t, "nearest miss", strings.HasPrefix(f.Advice.How[len(f.Advice.How)-1], "Near on 2026-09-14: "), true)
	same(t, "what did not match", strings.HasSuffix(f.Advice.How[len(f.Advice.How)-1], `what did not match: subject "Order acknowledgement".`), true)

	w.record(watch.FactConfirmation, window, "2025-09-14", says(watch.ResponseAccepted, "PO-OLD", ""))
	same(t, "the patterns matched once", w.heard(t, "2026-09-17"), "overdue")
}

func TestAMailConfirmsADelivery(t *testing.T) {
	const nitrogen = "delivery/nitrogen"
	w := newWorld(t)
	w.deliver(&watch.Confirmation{Before: business(2)}).Since = date("2026-07-06")
	w.record(watch.FactConfirmation, nitrogen, "2026-07-01", says(watch.ResponseAccepted, "", ""))
	same(t, "the oldest one awaited", w.awaited("2026-07-02"), "(07-06 07-02 confirmed), 07-13 07-09 waiting")
	w.record(watch.FactConfirmation, nitrogen, "2026-07-02", says(watch.ResponseAccepted, "", "20.07.2026"))
	same(t, "the one it names", w.awaited("2026-07-02"), "(07-06 07-02 confirmed), 07-13 07-09 waiting, (07-20 07-16 confirmed)")
	w.record(watch.FactConfirmation, nitrogen, "2026-07-03", says(watch.ResponseRefused, "", "2026-07-13"))
	same(t, "refused", w.awaited("2026-07-03"), "(07-06 07-02 confirmed), 07-13 07-09 refused, (07-20 07-16 confirmed), 07-27 07-23 waiting")
	checkWording(t, w.finding(t, "delivery-unconfirmed", "2026-07-03"))
	w.record(watch.FactConfirmation, nitrogen, "2026-07-04", says(watch.ResponseAccepted, "", "2026-07-13"))
	same(t, "and accepted after all", strings.Contains(w.awaited("2026-07-04"), "(07-13 07-09 confirmed)"), true)
	w.record(watch.FactNearMiss, nitrogen, "2026-07-22", map[string]string{"missed": "body"})
	same(t, "a near miss of patterns that have matched", strings.Contains(w.awaited("2026-07-24"), "07-27 07-23 overdue"), true)
}

func TestAnUnconfirmedOrderIsAwaitedAsLongAsItsOccasionIsTold(t *testing.T) {
	w := newWorld(t)
	o := w.confirmedOrder(moment("2026-12-20"))
	o.Dates = civil.Once(date("2026-09-01"), date("2026-09-30"))
	f := w.finding(t, "order-unconfirmed", "2027-01-15")
	same(t, "ends", f.Ends.String(), "2027-09-30")
	same(t, "raised on its last day", w.finding(t, "order-unconfirmed", f.Ends.String()) != nil, true)
	same(t, "and not after it", w.finding(t, "order-unconfirmed", f.Ends.AddDays(1).String()) != nil, false)
}
