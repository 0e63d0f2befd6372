package rules_test

import (
	"strings"
	"testing"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/rules"
)

func TestContactUnreachable(t *testing.T) {
	call := func(how string) map[string]string { return map[string]string{"how": how} }
	cases := []struct {
		name string
		edit func(*world)
		want bool
	}{
		{"nobody called", func(*world) {}, false},
		{"one call that nobody answered", func(w *world) { w.record(model.FactNoAnswer, desk, "2026-06-08", nil) }, false},
		{"two", func(w *world) {
			w.record(model.FactNoAnswer, desk, "2026-06-08", nil)
			w.record(model.FactNoAnswer, desk, "2026-06-09", nil)
		}, true},
		{"two of different contacts", func(w *world) {
			w.record(model.FactNoAnswer, desk, "2026-06-08", nil)
			w.record(model.FactNoAnswer, "contact/duty", "2026-06-09", nil)
		}, false},
		{"a wrong number", func(w *world) { w.record(model.FactWrongNumber, desk, "2026-06-09", nil) }, true},
		{"answered in between", func(w *world) {
			w.record(model.FactNoAnswer, desk, "2026-06-07", nil)
			w.record(model.FactVerified, desk, "2026-06-08", call("call"))
			w.record(model.FactNoAnswer, desk, "2026-06-09", nil)
		}, false},
		{"answered since", func(w *world) {
			w.record(model.FactWrongNumber, desk, "2026-06-08", nil)
			w.record(model.FactVerified, desk, "2026-06-09", call("session"))
		}, false},
		{"answered earlier", func(w *world) {
			w.record(model.FactWrongNumber, desk, "2026-06-09", nil)
			w.record(model.FactVerified, desk, "2026-06-10", map[string]string{"how": "call", "on": "2026-06-08"})
		}, true},
		{"recorded after a later answer", func(w *world) {
			w.record(model.FactVerified, desk, "2026-06-09", call("call"))
			w.record(model.FactWrongNumber, desk, "2026-06-10", map[string]string{"on": "2026-06-08"})
		}, false},
		{"an answer to a mail says nothing of the phone", func(w *world) {
			w.record(model.FactWrongNumber, desk, "2026-06-08", nil)
			w.record(model.FactVerified, desk, "2026-06-09", call("reply"))
		}, true},
		{"the registry tells of an answer", func(w *world) {
			w.record(model.FactWrongNumber, desk, "2026-06-08", nil)
			w.acme.Contacts[0].Verified = append(w.acme.Contacts[0].Verified, model.Verified{On: date("2026-06-08"), How: model.HowCall})
		}, false},
		{"the registry tells of an earlier one", func(w *world) {
			w.record(model.FactWrongNumber, desk, "2026-06-08", nil)
			w.acme.Contacts[0].Verified = append(w.acme.Contacts[0].Verified, model.Verified{On: date("2026-06-07"), How: model.HowCall})
		}, true},
		{"another number stands there now", func(w *world) {
			w.record(model.FactWrongNumber, desk, "2026-06-08", map[string]string{"phone": "+49 89 7654321"})
		}, false},
		{"the same number, written otherwise", func(w *world) {
			w.record(model.FactWrongNumber, desk, "2026-06-08", map[string]string{"phone": "+49 (89) 1234567"})
		}, true},
		{"no phone any more", func(w *world) {
			w.record(model.FactWrongNumber, desk, "2026-06-08", nil)
			w.acme.Contacts[0].Phone, w.acme.Contacts[0].Number, w.acme.Contacts[0].PhoneKind = "", "", model.PhoneNone
		}, false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			c.edit(w)
			f := w.finding(t, "contact-unreachable", quiet)
			same(t, "raised", f != nil, c.want)
			checkWording(t, f)
		})
	}
}

func TestUnreachableWordsAndSeverity(t *testing.T) {
	for id, want := range map[string]model.Severity{"critical": model.Critical, "important": model.Critical, "standard": model.Warning} {
		w := newWorld(t)
		w.acme.Tier = w.Registry.Tiers[id]
		w.record(model.FactNoAnswer, "contact/orders", "2026-06-08", nil)
		w.record(model.FactNoAnswer, "contact/orders", "2026-06-09", nil)
		f := w.finding(t, "contact-unreachable", quiet)
		same(t, "severity in "+id, f.Severity, want)
		same(t, "route", f.Route, model.RouteWork)
		same(t, "key", f.Key(), "acme/contact/orders/contact-unreachable")
		same(t, "message", f.Message, "The contact orders at ACME Photoresist GmbH cannot be reached by phone: nobody answered 2 calls, the last of them on 2026-06-09.")
		w.record(model.FactWrongNumber, "contact/orders", "2026-06-10", map[string]string{"by": "jane.doe@buyer.example"})
		same(t, "message", w.finding(t, "contact-unreachable", quiet).Message, "The contact orders at ACME Photoresist GmbH cannot be reached by phone: "+
			"the number is wrong, as jane.doe@buyer.example reported on 2026-06-10.")
	}
}

func TestTheLastWorkingWayPages(t *testing.T) {
	for id, want := range map[string]model.Route{"critical": model.RoutePage, "important": model.RoutePage, "standard": model.RouteWork} {
		w := newWorld(t)
		w.acme.Tier = w.Registry.Tiers[id]
		w.record(model.FactWrongNumber, "contact/orders", "2026-06-08", nil)
		duty := w.acme.Contacts[1]
		duty.Email, duty.Domain = "", ""
		for i := range 3 {
			w.probe("acme", "domain/acme.example", 20*i-60, model.FactProbeFailed, why("nxdomain"))
		}
		same(t, "with a phone left in "+id, w.finding(t, "contact-unreachable", quiet).Route, model.RouteWork)
		duty.PhoneKind = model.PhoneTollFree
		same(t, "with none left in "+id, w.finding(t, "contact-unreachable", quiet).Route, want)
		w.probe("acme", "domain/acme.example", 10, model.FactProbeOK, nil)
		same(t, "with mail again in "+id, w.finding(t, "contact-unreachable", quiet).Route, model.RouteWork)
		w.acme.Contacts[0].Domain = "acme.invalid"
		same(t, "with a domain that cannot exist in "+id, w.finding(t, "contact-unreachable", quiet).Route, want)
	}
}

func TestContactChanged(t *testing.T) {
	changed := map[string]string{"email": "Sales@acme.example", "phone": "+49 89 7654321"}
	w := newWorld(t)
	w.raised(t, "contact-changed", nil, []string{quiet})
	w.record(model.FactChanged, desk, "2026-06-08", changed)
	f := w.finding(t, "contact-changed", quiet)
	same(t, "message", f.Message, "Unconfirmed change: orders at ACME Photoresist GmbH has changed to Sales@acme.example, +49 89 7654321, according to a report of 2026-06-08; "+
		"nobody has called back to confirm it.")
	same(t, "severity", f.Severity, model.Critical)
	same(t, "first step", f.Advice.Do[0], "Call the contact on a number that was on file before, not on a new one.")
	checkWording(t, f)

	w.acme.Tier = w.Registry.Tiers["important"]
	same(t, "severity", w.finding(t, "contact-changed", quiet).Severity, model.Warning)
	w.acme.Tier = w.Registry.Tiers["critical"]

	c := w.acme.Contacts[0]
	c.Email = "sales@acme.example"
	w.raised(t, "contact-changed", []string{quiet}, nil)
	c.Phone, c.Number = "089 7654321", "+49897654321"
	w.raised(t, "contact-changed", nil, []string{quiet})
}

func TestContactChangedAndCalledBack(t *testing.T) {
	call := map[string]string{"how": "call"}
	w := newWorld(t)
	w.record(model.FactChanged, desk, "2026-06-08", map[string]string{"email": "sales@acme.example"})
	w.record(model.FactVerified, desk, "2026-06-08", map[string]string{"how": "reply"})
	w.raised(t, "contact-changed", []string{quiet}, nil)
	w.record(model.FactVerified, desk, "2026-06-09", call)
	w.raised(t, "contact-changed", nil, []string{quiet})

	w = newWorld(t)
	w.record(model.FactChanged, desk, "2026-06-08", nil)
	w.raised(t, "contact-changed", []string{quiet}, nil)
	c := w.acme.Contacts[0]
	c.Verified = append(c.Verified, model.Verified{On: date("2026-06-08"), How: model.HowCall})
	w.raised(t, "contact-changed", []string{quiet}, nil)
	c.Verified = append(c.Verified, model.Verified{On: date("2026-06-09"), How: model.HowCall})
	w.raised(t, "contact-changed", nil, []string{quiet})

	// What was confirmed by a call remains until the registry says so.
	w = newWorld(t)
	w.record(model.FactChanged, desk, "2026-06-08", map[string]string{"name": "Erika Huber"})
	w.record(model.FactChanged, desk, "2026-06-09", map[string]string{"name": "Erika Huber", "how": "call", "by": "jane.doe@buyer.example"})
	w.record(model.FactVerified, desk, "2026-06-10", call)
	f := w.finding(t, "contact-changed", quiet)
	same(t, "message", f.Message, "The contact orders at ACME Photoresist GmbH has changed to Erika Huber, confirmed by jane.doe@buyer.example on 2026-06-09; "+
		"the registry still has the old details.")
	same(t, "severity", f.Severity, model.Warning)
	checkWording(t, f)
	w.acme.Contacts[0].Name = "Erika Huber"
	w.raised(t, "contact-changed", nil, []string{quiet})
}

// What people record counts wherever the registry would.
func TestRecordsCountAsTheRegistryDoes(t *testing.T) {
	w := newWorld(t)
	w.mailboxes()
	c := w.acme.Contacts[0]
	c.Verified, c.VerifyEvery = nil, civil.Period{}
	w.acme.Reviewed = &model.Reviewed{On: date("2025-01-01")}
	w.acme.Sessions = &model.Sessions{Held: []model.Session{{On: date("2025-01-01")}}}
	before := strings.Join(w.rules(quiet), " ")
	same(t, "before", before, "contact-unverified entry-review-due not-told session-overdue")
	w.record(model.FactVerified, "contact/orders", quiet, map[string]string{"how": "session"})
	w.record(model.FactReviewed, "supplier", quiet, nil)
	w.record(model.FactSessionHeld, "session", quiet, nil)
	w.record(model.FactTold, "supplier", quiet, map[string]string{"mailbox": "order-confirmation"})
	if got := w.rules(quiet); len(got) > 0 {
		t.Errorf("raised are %v", got)
	}
	rows := map[model.DeadlineKind]string{}
	for _, d := range rules.Deadlines(w.Registry, w.facts, noon(quiet)) {
		rows[d.Kind] = text(d.Due)
	}
	same(t, "review", rows[model.DeadlineReview], "2027-06-10")
	same(t, "session", rows[model.DeadlineSession], "2026-12-10")
}
