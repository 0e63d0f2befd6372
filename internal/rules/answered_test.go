package rules_test

import (
	"slices"
	"strings"
	"testing"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/rules"
)

const window = "order-window/w"

// says is the data of a mail that answers an order: what it says, the order that it names by machine, and what its text may name.
func says(r model.Response, reference, references string) map[string]string {
	return map[string]string{"response": string(r), "reference": reference, "references": references}
}

// heard returns the state of the confirmation of the order placed in September.
func (w *world) heard(t *testing.T, day string) string {
	t.Helper()
	return w.row(t, model.DeadlineOrderConfirm, day, "2026-09-01").State
}

func TestWhatAMailSaysOfAnOrder(t *testing.T) {
	const accepted, refused, changed = model.ResponseAccepted, model.ResponseRefused, model.ResponseChanged
	const due, late = "2026-09-16", "2026-09-17"
	cases := []struct {
		name  string
		mails func(*world)
		day   string
		want  string
	}{
		{"nothing came", func(*world) {}, due, "waiting"},
		{"nothing came in time", func(*world) {}, late, "overdue"},
		{"accepted without naming it", func(w *world) { w.record(model.FactConfirmation, window, "2026-09-14", says(accepted, "", "")) }, late, "confirmed"},
		{"accepted late", func(w *world) { w.record(model.FactConfirmation, window, "2026-09-20", says(accepted, "", "")) }, "2026-09-21", "confirmed"},
		{"its number in the text", func(w *world) {
			w.record(model.FactConfirmation, window, "2026-09-14", says(accepted, "", "12.9 4500012345"))
		}, late, "confirmed"},
		{"another number by machine", func(w *world) {
			w.record(model.FactConfirmation, window, "2026-09-14", says(accepted, "4500099999", ""))
		}, late, "overdue"},
		{"a mail that came before the order went out", func(w *world) {
			w.record(model.FactConfirmation, window, "2026-09-08", says(accepted, "", ""))
		}, late, "overdue"},
		{"one that named it even then", func(w *world) {
			w.record(model.FactConfirmation, window, "2026-09-08", says(accepted, "4500012345", ""))
		}, late, "confirmed"},
		{"received only", func(w *world) {
			w.record(model.FactConfirmation, window, "2026-09-14", says(model.ResponseReceived, "4500012345", ""))
		}, due, "waiting"},
		{"received only, and no more in time", func(w *world) {
			w.record(model.FactConfirmation, window, "2026-09-14", says(model.ResponseReceived, "4500012345", ""))
		}, late, "overdue"},
		{"a part of it", func(w *world) {
			w.record(model.FactConfirmation, window, "2026-09-14", says(model.ResponsePartial, "4500012345", ""))
		}, due, "partial"},
		{"refused", func(w *world) {
			w.record(model.FactConfirmation, window, "2026-09-14", says(refused, "4500012345", ""))
		}, due, "refused"},
		{"changed", func(w *world) {
			w.record(model.FactConfirmation, window, "2026-09-14", says(changed, "4500012345", ""))
		}, late, "changed"},
		{"refused, then accepted", func(w *world) {
			w.record(model.FactConfirmation, window, "2026-09-14", says(refused, "4500012345", ""))
			w.record(model.FactConfirmation, window, "2026-09-15", says(accepted, "4500012345", ""))
		}, late, "confirmed"},
		{"accepted, then refused", func(w *world) {
			w.record(model.FactConfirmation, window, "2026-09-14", says(accepted, "4500012345", ""))
			w.record(model.FactConfirmation, window, "2026-09-15", says(refused, "4500012345", ""))
		}, late, "refused"},
		{"refused, then a person says that it is confirmed", func(w *world) {
			w.record(model.FactConfirmation, window, "2026-09-14", says(refused, "4500012345", ""))
			w.record(model.FactConfirmed, window, "2026-09-15", map[string]string{"reference": "4500012345"})
		}, late, "confirmed"},
		{"a mail that calls another number our order", func(w *world) {
			w.record(model.FactConfirmation, window, "2026-09-14", map[string]string{"response": "accepted", "orders": "77", "proof": "proven"})
		}, late, "overdue"},
		{"another number of the same shape", func(w *world) {
			w.record(model.FactConfirmation, window, "2026-09-14", says(accepted, "", "4599999999"))
		}, late, "overdue"},
		{"a number of another shape", func(w *world) {
			w.record(model.FactConfirmation, window, "2026-09-14", says(accepted, "", "88231"))
		}, late, "confirmed"},
		{"ours beside another one", func(w *world) {
			w.record(model.FactConfirmation, window, "2026-09-14", map[string]string{"response": "accepted", "orders": "4599999999 PO-0004500012345/10", "proof": "not stamped"})
		}, late, "confirmed"},
		{"ours in groups", func(w *world) {
			w.record(model.FactConfirmation, window, "2026-09-14", map[string]string{"response": "accepted", "orders": "4500|4500012|4500012345", "proof": "not stamped"})
		}, late, "confirmed"},
		{"ours as the number of their confirmation", func(w *world) {
			w.record(model.FactConfirmation, window, "2026-09-14", map[string]string{"response": "accepted", "own": "4500012345", "proof": "not stamped"})
		}, late, "confirmed"},
		{"another number of their confirmation, of the same shape", func(w *world) {
			w.record(model.FactConfirmation, window, "2026-09-14", map[string]string{"response": "accepted", "own": "4599999999", "proof": "proven"})
		}, late, "confirmed"},
		{"no number, of a sender whom our server says nothing about", func(w *world) {
			w.record(model.FactConfirmation, window, "2026-09-14", map[string]string{"response": "accepted", "proof": "not stamped"})
		}, late, "overdue"},
		{"no number, with a token", func(w *world) {
			w.record(model.FactConfirmation, window, "2026-09-14", map[string]string{"response": "accepted", "proof": "token"})
		}, late, "confirmed"},
		{"by machine without a number, of an unknown sender", func(w *world) {
			w.record(model.FactConfirmation, window, "2026-09-14", map[string]string{"response": "refused", "proof": "not stamped"})
		}, due, "waiting"},
		{"by machine without a number, of a known sender", func(w *world) {
			w.record(model.FactConfirmation, window, "2026-09-14", map[string]string{"response": "refused", "proof": "proven"})
		}, due, "refused"},
		{"by machine in another spelling", func(w *world) {
			w.record(model.FactConfirmation, window, "2026-09-14", says(accepted, "0004500012345", ""))
		}, late, "confirmed"},
		{"a known order outside windows", func(w *world) {
			w.acme.Supplies = append(w.acme.Supplies, &model.Supply{ID: "resist"})
			w.record(model.FactPlaced, "supply/resist", "2026-09-11", map[string]string{"reference": "PO-9"})
			w.record(model.FactConfirmation, window, "2026-09-14", map[string]string{"response": "accepted", "orders": "9", "proof": "proven"})
		}, late, "overdue"},
		{"a mail that names the order of another window", func(w *world) {
			other := *w.acme.OrderWindows[0]
			other.ID, other.Placed = "other", []model.Placed{{Window: date("2026-09-01"), At: moment("2026-09-10"), Reference: "PO-7"}}
			w.acme.OrderWindows = append(w.acme.OrderWindows, &other)
			w.record(model.FactConfirmation, window, "2026-09-14", says(accepted, "", "PO-7"))
		}, late, "overdue"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			w.confirmedOrder(moment("2026-09-12T14:00:00+02:00"))
			c.mails(w)
			var got string
			for _, d := range rules.Deadlines(w.Registry, w.facts, noon(c.day)) {
				if d.Kind == model.DeadlineOrderConfirm && d.Subject == model.ParseSubject(window) {
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
	w.record(model.FactConfirmation, window, "2026-09-14", says(model.ResponseRefused, "4500012345", ""))
	f := w.finding(t, "order-unconfirmed", "2026-09-14")
	checkWording(t, f)
	same(t, "message", f.Message, `The order for "yearly allocation" (4500012345) that was placed on 2026-09-12 was refused in the supplier's reply of 2026-09-14.`)
	same(t, "headline", f.Advice.Headline, "Call about the refusal: 193 nm photoresist order (ACME)")
	same(t, "route", f.Route, model.RoutePage)
}

func TestAnOrderThatTheyOnlyReceivedIsUnconfirmed(t *testing.T) {
	w := newWorld(t)
	w.confirmedOrder(moment("2026-09-12T14:00:00+02:00"))
	w.record(model.FactConfirmation, window, "2026-09-14", says(model.ResponseReceived, "4500012345", ""))
	f := w.finding(t, "order-unconfirmed", "2026-09-17")
	same(t, "it says what they said", strings.HasSuffix(f.Message, "so far the supplier has only acknowledged receipt, on 2026-09-14."), true)
}

// A near miss stands beside the missing confirmation, never in its place.
func TestConfirmationNeverSeen(t *testing.T) {
	miss := map[string]string{"missed": `subject "Order acknowledgement"`}
	w := newWorld(t)
	w.confirmedOrder(moment("2026-09-12T14:00:00+02:00"))
	w.record(model.FactNearMiss, window, "2026-09-10", miss)
	same(t, "a mail before the order", w.finding(t, "confirmation-never-seen", "2026-09-17") == nil, true)
	w.record(model.FactNearMiss, window, "2026-09-14", miss)
	same(t, "in time", w.heard(t, "2026-09-16"), "waiting")
	same(t, "in time nothing is said", w.finding(t, "confirmation-never-seen", "2026-09-16") == nil, true)
	same(t, "late", w.heard(t, "2026-09-17"), "overdue")
	f := w.finding(t, "confirmation-never-seen", "2026-09-17")
	checkWording(t, f)
	same(t, "route", f.Route, model.RouteWork)
	same(t, "nearest miss", strings.HasPrefix(f.Advice.How[len(f.Advice.How)-1], "Near miss on 2026-09-14: "), true)
	same(t, "what did not match", strings.HasSuffix(f.Advice.How[len(f.Advice.How)-1], `what did not match: subject "Order acknowledgement".`), true)
	page := w.finding(t, "order-unconfirmed", "2026-09-17")
	checkWording(t, page)
	same(t, "the page tells of it", strings.HasSuffix(page.Message, "and none is recorded. A mail of 2026-09-14 does not count as the confirmation: "+
		"it does not match the patterns in the entry."), true)
	same(t, "route of the page", page.Route, model.RoutePage)

	w.record(model.FactConfirmation, window, "2025-09-14", says(model.ResponseAccepted, "PO-OLD", ""))
	same(t, "the patterns matched once", w.finding(t, "confirmation-never-seen", "2026-09-17") == nil, true)
	same(t, "the page stays", w.heard(t, "2026-09-17"), "overdue")
}

// Nothing of a mail whose sender is not known gets into an alert, and such a mail does not end the task about the patterns.
func TestNothingOfAnUnknownSenderIsQuoted(t *testing.T) {
	w := newWorld(t)
	w.confirmedOrder(moment("2026-09-12T14:00:00+02:00"))
	forged := map[string]string{"missed": `subject "CALL +1 900 555"`, "proof": "not stamped", "address": "orders@acme.example", "orders": "666999", "response": "accepted"}
	w.record(model.FactNearMiss, window, "2026-09-14", forged)
	w.record(model.FactConfirmation, window, "2026-09-14", forged)
	for _, rule := range []string{"order-unconfirmed", "confirmation-never-seen"} {
		f := w.finding(t, rule, "2026-09-17")
		if f == nil {
			t.Fatalf("%s is not raised", rule)
		}
		text := f.Message + strings.Join(f.Advice.How, " ") + f.Advice.Headline + f.Advice.Quote
		same(t, "something of the mail in "+rule, strings.Contains(text, "900") || strings.Contains(text, "666999"), false)
	}
}

func TestAMailConfirmsADelivery(t *testing.T) {
	const nitrogen = "delivery/nitrogen"
	w := newWorld(t)
	w.deliver(&model.Confirmation{Before: business(2)}).Since = date("2026-07-06")
	w.record(model.FactConfirmation, nitrogen, "2026-07-01", says(model.ResponseAccepted, "", ""))
	same(t, "the oldest one awaited", w.awaited("2026-07-02"), "(07-06 07-02 confirmed), 07-13 07-09 waiting")
	w.record(model.FactConfirmation, nitrogen, "2026-07-02", says(model.ResponseAccepted, "", "20.07.2026"))
	same(t, "the one it names", w.awaited("2026-07-02"), "(07-06 07-02 confirmed), 07-13 07-09 waiting, (07-20 07-16 confirmed)")
	w.record(model.FactConfirmation, nitrogen, "2026-07-03", says(model.ResponseRefused, "", "2026-07-13"))
	same(t, "refused", w.awaited("2026-07-03"), "(07-06 07-02 confirmed), 07-13 07-09 refused, (07-20 07-16 confirmed), 07-27 07-23 waiting")
	checkWording(t, w.finding(t, "delivery-unconfirmed", "2026-07-03"))
	w.record(model.FactConfirmation, nitrogen, "2026-07-04", says(model.ResponseAccepted, "", "2026-07-13"))
	same(t, "and accepted after all", strings.Contains(w.awaited("2026-07-04"), "(07-13 07-09 confirmed)"), true)
	w.record(model.FactNearMiss, nitrogen, "2026-07-22", map[string]string{"missed": "body"})
	same(t, "a near miss of patterns that have matched", strings.Contains(w.awaited("2026-07-24"), "07-27 07-23 overdue"), true)
}

// The everyday case of a supplier with two orders at once: a mail without a number is about nobody knows which.
func TestAMailWithoutANumberConfirmsTheOnlyOpenOrderAlone(t *testing.T) {
	proven := map[string]string{"response": "accepted", "proof": "proven"}
	w := newWorld(t)
	o := w.confirmedOrder(moment("2026-09-12T14:00:00+02:00"))
	other := *o
	other.ID, other.Placed = "other", []model.Placed{{Window: date("2026-09-01"), At: moment("2026-09-10"), Reference: "4500012346"}}
	w.acme.OrderWindows = append(w.acme.OrderWindows, &other)
	state := func() string {
		t.Helper()
		var all []string
		for _, d := range rules.Deadlines(w.Registry, w.facts, noon("2026-09-17")) {
			if d.Kind == model.DeadlineOrderConfirm {
				all = append(all, strings.TrimPrefix(d.Subject.String(), "order-window/")+" "+d.State)
			}
		}
		slices.Sort(all)
		return strings.Join(all, ", ")
	}
	w.record(model.FactConfirmation, window, "2026-09-14", proven)
	same(t, "two are open", state(), "other overdue, w overdue")
	f := w.finding(t, "order-unconfirmed", "2026-09-11")
	same(t, "nothing yet", f == nil || f.Subject != model.ParseSubject(window), true)
	for _, f := range w.evaluate("2026-09-17") {
		if f.Rule == "order-unconfirmed" && f.Subject == model.ParseSubject(window) {
			checkWording(t, &f)
			same(t, "they are listed", strings.HasSuffix(f.Message, "it names no order, and several are open (4500012345 and 4500012346)."), true)
		}
	}
	w.record(model.FactConfirmation, "order-window/other", "2026-09-15", says(model.ResponseAccepted, "4500012346", ""))
	same(t, "one is confirmed by its number", state(), "other confirmed, w overdue")
	w.record(model.FactConfirmation, window, "2026-09-16", proven)
	same(t, "one is open", state(), "other confirmed, w confirmed")
	w.record(model.FactConfirmation, window, "2026-09-16", map[string]string{"response": "refused", "reference": "4500012345", "proof": "not stamped"})
	same(t, "a refusal counts", state(), "other confirmed, w refused")
}

// What a person writes down later makes no confirmation of a mail that was none when it came.
func TestARecordOfOneOrderConfirmsNoOther(t *testing.T) {
	for _, day := range []string{"2026-09-14", "2026-09-16"} {
		w := newWorld(t)
		o := w.confirmedOrder(moment("2026-09-12T14:00:00+02:00"))
		o.Placed = append(o.Placed, model.Placed{Window: date("2026-09-01"), At: moment("2026-09-10"), Reference: "4500012346", Confirmed: date(day)})
		w.record(model.FactConfirmation, window, "2026-09-14", map[string]string{"response": "accepted", "proof": "proven"})
		same(t, "state with the other order confirmed on "+day, w.heard(t, "2026-09-17"), "overdue")
	}
}

func TestADeliveryIsNotConfirmedByAnotherOrder(t *testing.T) {
	const nitrogen = "delivery/nitrogen"
	answer := func(data map[string]string) func(*world) {
		return func(w *world) {
			data["response"] = "accepted"
			w.record(model.FactConfirmation, nitrogen, "2026-07-01", data)
		}
	}
	placed := func(w *world) {
		w.acme.OrderWindows = []*model.OrderWindow{{ID: "w", Dates: civil.Once(date("2026-06-01"), date("2026-06-30")), Placed: []model.Placed{
			{Window: date("2026-06-01"), At: moment("2026-06-20"), Reference: "4500012345"},
		}}}
	}
	for _, c := range []struct {
		name   string
		orders bool
		data   map[string]string
		want   bool
	}{
		{"a known sender", false, map[string]string{"proof": "proven"}, true},
		{"an unknown sender", false, map[string]string{"proof": "not stamped"}, false},
		{"some number, where no order is recorded", false, map[string]string{"proof": "proven", "orders": "4711"}, true},
		{"some number of an unknown sender, where no order is recorded", false, map[string]string{"proof": "not stamped", "orders": "4711"}, false},
		{"another order", true, map[string]string{"proof": "proven", "orders": "4599999999"}, false},
		{"our order", true, map[string]string{"proof": "not stamped", "orders": "4500012345"}, true},
		{"no number", true, map[string]string{"proof": "proven"}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			w.deliver(&model.Confirmation{Before: business(2)}).Since = date("2026-07-06")
			if c.orders {
				placed(w)
			}
			answer(c.data)(w)
			same(t, "confirmed", strings.Contains(w.awaited("2026-07-02"), "(07-06 07-02 confirmed)"), c.want)
		})
	}
}

// A mail that is the confirmation of an order is not that of a delivery as well, unless it names a day of one.
func TestTheConfirmationOfAnOrderIsNotThatOfADelivery(t *testing.T) {
	for references, want := range map[string]bool{"": false, "06.07.2026": true} {
		w := newWorld(t)
		w.acme.OrderWindows = []*model.OrderWindow{{ID: "w", Dates: civil.Once(date("2026-06-01"), date("2026-06-30")), Confirmation: &model.Confirmation{}, Placed: []model.Placed{
			{Window: date("2026-06-01"), At: moment("2026-06-20"), Reference: "4500012345"},
		}}}
		w.deliver(&model.Confirmation{Before: business(2)}).Since = date("2026-07-06")
		data := map[string]string{"response": "accepted", "proof": "proven", "orders": "4500012345", "references": references, "message_id": "1@acme.example"}
		w.record(model.FactConfirmation, window, "2026-07-01", data)
		w.record(model.FactConfirmation, "delivery/nitrogen", "2026-07-01", data)
		same(t, "confirmed with "+references, strings.Contains(w.awaited("2026-07-02"), "(07-06 07-02 confirmed)"), want)
	}
}

func TestAnUnconfirmedOrderIsAwaitedAsLongAsItsFindingLasts(t *testing.T) {
	w := newWorld(t)
	o := w.confirmedOrder(moment("2026-12-20"))
	o.Dates = civil.Once(date("2026-09-01"), date("2026-09-30"))
	f := w.finding(t, "order-unconfirmed", "2027-01-15")
	same(t, "ends", f.ExpiresOn.String(), "2027-09-30")
	same(t, "raised on its last day", w.finding(t, "order-unconfirmed", f.ExpiresOn.String()) != nil, true)
	same(t, "and not after it", w.finding(t, "order-unconfirmed", f.ExpiresOn.AddDays(1).String()) != nil, false)
}
