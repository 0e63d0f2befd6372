package rules_test

import (
	"strings"
	"testing"

	"supplierwatch/internal/model"
)

// Each sign of fraud makes a change an alert that is sent once; without any it is a task.
func TestASignOfFraudPagesOnce(t *testing.T) {
	for flags, pages := range map[string]bool{
		"": false, "other-domain": true, "look-alike": true, "free-mail": true, "failed-dmarc": true, "unauthenticated": true, "bank-details": true,
	} {
		w := newWorld(t)
		w.record(model.FactChanged, desk, "2026-06-09", map[string]string{"email": "orders@acme-sales.example", "flags": flags})
		f := w.finding(t, "contact-changed", quiet)
		checkWording(t, f)
		same(t, "pages with "+flags, f.Route == model.RoutePage, pages)
		same(t, "once with "+flags, f.NotifyOnce, pages)
	}
}

// A later change without any sign does not take back what an earlier one makes suspicious; only a call does.
func TestALaterChangeDoesNotHideAnAlarm(t *testing.T) {
	w := newWorld(t)
	w.record(model.FactChanged, desk, "2026-06-07", map[string]string{"flags": "bank-details"})
	w.record(model.FactChanged, desk, "2026-06-08", map[string]string{"email": "sales@acme.example"})
	f := w.finding(t, "contact-changed", quiet)
	same(t, "pages", f.Route, model.RoutePage)
	same(t, "says why", strings.Contains(f.Message, "it contains bank details that are new or announced as changed"), true)
	w.record(model.FactVerified, desk, "2026-06-08", map[string]string{"how": "call"})
	same(t, "once somebody has called", w.finding(t, "contact-changed", quiet) != nil, false)
	w.record(model.FactChanged, desk, "2026-06-09", map[string]string{"email": "sales@acme.example"})
	same(t, "a change after the call", w.finding(t, "contact-changed", quiet).Route, model.RouteWork)
}

func TestTheFirstBankDetailsAreATask(t *testing.T) {
	w := newWorld(t)
	answer := map[string]string{"address": "orders@acme.example", "flags": "bank-details-unchecked", "reply": "Yes. [account number]"}
	w.record(model.FactReplied, desk, "2026-06-08", answer)
	f := w.finding(t, "contact-changed", quiet)
	checkWording(t, f)
	same(t, "route", f.Route, model.RouteWork)
	same(t, "message", f.Message, "A reply about orders at ACME Photoresist GmbH, received on 2026-06-08, contains bank details; compare them with the vendor master by phone.")
	w.record(model.FactConfirmed, desk, "2026-06-09", nil)
	same(t, "an answer by mail does not settle it", w.finding(t, "contact-changed", quiet) != nil, true)
	w.record(model.FactVerified, desk, "2026-06-09", map[string]string{"how": "call"})
	same(t, "a call does", w.finding(t, "contact-changed", quiet) != nil, false)
}

func TestBankDetailsThatWereConfirmedByACallLeaveNothingToDo(t *testing.T) {
	w := newWorld(t)
	w.record(model.FactChanged, desk, "2026-06-07", map[string]string{"flags": "bank-details", "accounts": "aa"})
	same(t, "can be accepted", w.finding(t, "contact-changed", quiet).Advice.Accept, true)
	w.record(model.FactChanged, desk, "2026-06-08", map[string]string{"how": "call", "accounts": "aa"})
	same(t, "once accepted", w.finding(t, "contact-changed", quiet) != nil, false)
}
