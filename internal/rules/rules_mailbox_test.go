package rules_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/model"
)

// boxed adds our mailbox that the critical supplier was told of.
func boxed(t *testing.T) (*world, *model.Mailbox) {
	t.Helper()
	w := newWorld(t)
	m := &model.Mailbox{ID: "logistics", Address: "logistics@buyer.example", Purpose: model.PurposeLogistics, Team: w.owner, AttendedWithin: business(2)}
	w.Registry.Mailboxes = []*model.Mailbox{m}
	w.acme.TheyKnow = []model.MailboxNotice{{Mailbox: m, On: date("2026-06-01")}}
	return w, m
}

// tell adds a fact about the mailbox at an hour of the quiet day.
func (w *world) tell(kind model.FactKind, at time.Time, data map[string]string) {
	w.facts.Add(model.Fact{Seq: w.facts.Seq() + 1, Subject: model.KindMailbox.Subject("logistics"), Kind: kind, ObservedAt: at, RecordedAt: at, Data: data})
}

func TestMailboxUnattended(t *testing.T) {
	now := noon(quiet) // a Wednesday
	for _, c := range []struct {
		name, within string
		oldest       string // what is unread since; empty: nothing
		want         bool
	}{
		{"nothing is unread", "", "", false},
		{"unread since this morning", "", "2026-06-10T06:00:00Z", false},
		{"since Monday noon, two working days ago", "", "2026-06-08T12:00:00Z", false},
		{"since Monday morning", "", "2026-06-08T06:00:00Z", true},
		{"since Friday evening, over a weekend", "", "2026-06-05T20:00:00Z", true},
		{"nobody agreed on a time", "none", "2026-06-01T06:00:00Z", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			w, m := boxed(t)
			if c.within == "none" {
				m.AttendedWithin = days(0)
			}
			w.tell(model.FactUnread, now, map[string]string{"oldest": c.oldest, "address": "orders@acme.example"})
			f := w.finding(t, "mailbox-unattended", quiet)
			same(t, "raised", f != nil, c.want)
			checkWording(t, f)
			if f != nil {
				same(t, "severity", f.Severity, model.Critical)
				same(t, "route", f.Route, model.RoutePage)
			}
		})
	}
}

func TestAMailboxThatWasReadIsAttended(t *testing.T) {
	w, _ := boxed(t)
	w.tell(model.FactUnread, noon(quiet).Add(-time.Hour), map[string]string{"oldest": "2026-06-01T06:00:00Z"})
	w.tell(model.FactUnread, noon(quiet), nil)
	same(t, "raised", w.finding(t, "mailbox-unattended", quiet) != nil, false)
}

func TestMailboxNearlyFull(t *testing.T) {
	for used, want := range map[string]bool{"899": false, "900": true, "1000": true, "": false} {
		w, _ := boxed(t)
		w.Registry.Limits.Thresholds = map[string]model.Threshold{"mailbox-nearly-full": {Share: 0.9}}
		w.tell(model.FactQuota, noon(quiet), map[string]string{"used": used, "limit": "1000"})
		f := w.finding(t, "mailbox-nearly-full", quiet)
		same(t, "raised at "+used, f != nil, want)
		checkWording(t, f)
	}
}

func TestRoundTripLost(t *testing.T) {
	now := noon(quiet)
	ago := func(minutes int) time.Time { return now.Add(-time.Duration(minutes) * time.Minute) }
	mail := func(id string) map[string]string { return map[string]string{"mail": id} }
	cases := []struct {
		name string
		edit func(*world)
		want bool
	}{
		{"never sent", func(*world) {}, false},
		{"on its way", func(w *world) { w.tell(model.FactRoundTripSent, ago(59), mail("a")) }, false},
		{"an hour and a minute", func(w *world) { w.tell(model.FactRoundTripSent, ago(61), mail("a")) }, true},
		{"arrived", func(w *world) {
			w.tell(model.FactRoundTripSent, ago(61), mail("a"))
			w.tell(model.FactRoundTripLanded, ago(60), mail("a"))
		}, false},
		{"another one arrived later", func(w *world) {
			w.tell(model.FactRoundTripSent, ago(2000), mail("a"))
			w.tell(model.FactRoundTripSent, ago(61), mail("b"))
			w.tell(model.FactRoundTripLanded, ago(60), mail("b"))
		}, false},
		{"the next one is on its way and says nothing yet", func(w *world) {
			w.tell(model.FactRoundTripSent, ago(2000), mail("a"))
			w.tell(model.FactRoundTripSent, ago(5), mail("b"))
		}, true},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			w, _ := boxed(t)
			c.edit(w)
			f := w.finding(t, "mailbox-round-trip-lost", quiet)
			same(t, "raised", f != nil, c.want)
			checkWording(t, f)
		})
	}
}

func TestUnknownSenders(t *testing.T) {
	w, _ := boxed(t)
	from := func(address string) map[string]string { return map[string]string{"address": address} }
	w.record(model.FactSenderUnknown, "supplier", "2026-06-01", from("erp@acme.example"))
	w.record(model.FactSenderUnknown, "supplier", "2026-06-02", from("ERP@acme.example"))
	w.record(model.FactSenderUnknown, "supplier", "2026-06-02", from("duty@acme.example"))
	w.record(model.FactSenderUnknown, "supplier", "2026-01-02", from("old@acme.example"))
	f := w.finding(t, "sender-unknown", quiet)
	checkWording(t, f)
	same(t, "message", f.Message, "ACME Photoresist GmbH writes to us from addresses that are not in its entry: erp@acme.example.")
	same(t, "severity", f.Severity, model.Info)

	for i := range 300 {
		w.record(model.FactSenderUnknown, "supplier", "2026-06-03", from(fmt.Sprintf("u%d@acme.example", i)))
	}
	same(t, "named", strings.HasSuffix(w.finding(t, "sender-unknown", quiet).Message, "u2@acme.example, u3@acme.example and 296 more."), true)

	w.tell(model.FactSupplierUnknown, noon(quiet), map[string]string{"domain": "nobody.example"})
	w.tell(model.FactSupplierUnknown, noon(quiet), map[string]string{"domain": "acme.example"})
	f = w.finding(t, "supplier-unknown", quiet)
	checkWording(t, f)
	same(t, "message", f.Message, "Order confirmations from nobody.example reach our mailbox logistics, but the registry lists no such supplier.")
	same(t, "severity", f.Severity, model.Info)
	same(t, "nobody pages", strings.Contains(string(f.Route), "page"), false)
}
