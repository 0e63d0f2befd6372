package app

import (
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/watch"
)

func TestFactsFromOutsideMustBeWhole(t *testing.T) {
	o := newOffice(t)
	good := watch.Fact{Supplier: "acme", Subject: "contact/orders", Kind: watch.FactVerified, ObservedAt: o.now, Actor: "jane@buyer.example"}
	for name, c := range map[string]struct {
		spoil func(*watch.Fact)
		want  string
	}{
		"without a subject":  {func(f *watch.Fact) { f.Subject = "" }, "subject is missing"},
		"without a kind":     {func(f *watch.Fact) { f.Kind = "" }, "kind is missing"},
		"without a time":     {func(f *watch.Fact) { f.ObservedAt = time.Time{} }, "observed_at is missing"},
		"of tomorrow":        {func(f *watch.Fact) { f.ObservedAt = o.now.AddDate(0, 0, 1) }, "has not come yet"},
		"without an actor":   {func(f *watch.Fact) { f.Actor = "" }, "actor is missing"},
		"in our own name":    {func(f *watch.Fact) { f.Actor = watch.ActorWatchdog }, "actor is missing"},
		"of a probe":         {func(f *watch.Fact) { f.Kind = watch.FactProbeOK }, "a probe of ours"},
		"of our own mail":    {func(f *watch.Fact) { f.Kind = watch.FactDelivery }, "a probe of ours leaves, or our mail"},
		"about an alert":     {func(f *watch.Fact) { f.Subject, f.Kind = "alert/a3f09c", watch.FactAck }, "/api/v1/alerts/ID/ack"},
		"about nobody":       {func(f *watch.Fact) { f.Supplier = "acmee" }, `no supplier "acmee"`},
		"with a long id":     {func(f *watch.Fact) { f.ID = strings.Repeat("x", 201) }, "200 are the most"},
		"of a probe, failed": {func(f *watch.Fact) { f.Kind = watch.FactProbeFailed }, "a probe of ours"},
	} {
		bad := good
		c.spoil(&bad)
		if _, err := (standing{o.Daemon}).Tell(t.Context(), []watch.Fact{good, bad}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
	o.expect()
	good.ID = "erp-1"
	for range 2 { // told twice, it is recorded once
		if told, err := (standing{o.Daemon}).Tell(t.Context(), []watch.Fact{good}); err != nil || len(told) != 1 || told[0].RecordedAt.IsZero() {
			t.Fatal(told, err)
		}
	}
	other := good
	other.Evidence = "something else"
	if _, err := (standing{o.Daemon}).Tell(t.Context(), []watch.Fact{other}); err == nil || !strings.Contains(err.Error(), "another fact") {
		t.Errorf("another fact under the same id: %v", err)
	}
	o.expect("verified acme/contact/orders jane@buyer.example")
	doc, err := standing{o.Daemon}.Facts(t.Context(), "acme", "contact/orders")
	if err != nil || len(doc.Facts) != 1 || doc.Facts[0].Source != "api" || doc.Facts[0].ID == "" {
		t.Errorf("facts %+v, %v", doc.Facts, err)
	}
}

func TestAMailboxStandsAsItWasSeenLast(t *testing.T) {
	o := newOffice(t)
	subject := "mailbox/confirmations"
	at := func(f watch.Fact) watch.Fact {
		f.ID, f.Subject, f.ObservedAt, f.RecordedAt, f.Actor = "given-"+string(f.Kind), subject, o.now, o.now, watch.ActorWatchdog
		return f
	}
	mailbox := func() watch.MailboxStatus {
		t.Helper()
		doc, err := standing{o.Daemon}.Mailboxes(t.Context())
		if err != nil || len(doc.Mailboxes) != 1 {
			t.Fatalf("mailboxes %+v, %v", doc, err)
		}
		return doc.Mailboxes[0]
	}
	if m := mailbox(); m.Login != "unknown" || m.Looked || m.Used != nil || m.RoundTrip != nil || m.OldestUnread != nil {
		t.Errorf("before anybody looked it stands %+v", m)
	}
	o.commit(watch.Change{Facts: []watch.Fact{
		at(watch.Fact{Kind: watch.FactProbeFailed, Evidence: "login refused"}),
		at(watch.Fact{Kind: watch.FactUnread, Data: map[string]string{watch.DataOldest: "2026-09-10T08:00:00Z", watch.DataAddress: "a@acme.example"}}),
		at(watch.Fact{Kind: watch.FactQuota, Data: map[string]string{watch.DataUsed: "90", watch.DataLimit: "100"}}),
		at(watch.Fact{Kind: watch.FactRoundTripLanded}),
	}})
	m := mailbox()
	if m.Login != "failed" || m.LoginSays != "login refused" || m.UnreadFrom != "a@acme.example" || m.OldestUnread == nil || m.Used == nil || *m.Used != 0.9 || m.RoundTrip == nil {
		t.Errorf("it stands %+v", m)
	}
}

func TestASupplierIsTold(t *testing.T) {
	o := newOffice(t)
	doc, err := standing{o.Daemon}.Suppliers(t.Context())
	if err != nil || len(doc.Suppliers) != 1 || doc.Suppliers[0].ID != "acme" || doc.Suppliers[0].Owner != "buying" {
		t.Errorf("suppliers %+v, %v", doc.Suppliers, err)
	}
	if _, known, err := (standing{o.Daemon}).Supplier(t.Context(), "nobody"); known || err != nil {
		t.Errorf("nobody is known: %t, %v", known, err)
	}
}
