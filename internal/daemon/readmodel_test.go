package daemon

import (
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/model"
	"supplierwatch/internal/web/content"
)

func TestFactsFromOutsideMustBeWhole(t *testing.T) {
	o := newMailFixture(t)
	good := model.Fact{Supplier: "acme", Subject: model.KindContact.Subject("orders"), Kind: model.FactVerified, ObservedAt: o.now, Actor: "jane@buyer.example"}
	for name, c := range map[string]struct {
		spoil func(*model.Fact)
		want  string
	}{
		"without a subject":  {func(f *model.Fact) { f.Subject = model.Subject{} }, "subject is missing"},
		"without a kind":     {func(f *model.Fact) { f.Kind = "" }, "kind is missing"},
		"without a time":     {func(f *model.Fact) { f.ObservedAt = time.Time{} }, "observed_at is missing"},
		"of tomorrow":        {func(f *model.Fact) { f.ObservedAt = o.now.AddDate(0, 0, 1) }, "has not come yet"},
		"without an actor":   {func(f *model.Fact) { f.Actor = "" }, "actor is missing"},
		"in our own name":    {func(f *model.Fact) { f.Actor = model.ActorWatchdog }, `the name "watchdog" is reserved`},
		"of a probe":         {func(f *model.Fact) { f.Kind = model.FactProbeOK }, "recorded by our probes"},
		"of our own mail":    {func(f *model.Fact) { f.Kind = model.FactDelivery }, "recorded by our probes and our mail only"},
		"about an alert":     {func(f *model.Fact) { f.Subject, f.Kind = model.KindAlert.Subject("a3f09c"), model.FactAck }, "/api/v1/alerts/ID/ack"},
		"about nobody":       {func(f *model.Fact) { f.Supplier = "acmee" }, `no supplier "acmee"`},
		"with a long id":     {func(f *model.Fact) { f.ID = strings.Repeat("x", 201) }, "200 are the most"},
		"of a probe, failed": {func(f *model.Fact) { f.Kind = model.FactProbeFailed }, "recorded by our probes"},
	} {
		bad := good
		c.spoil(&bad)
		if _, err := o.daemon.page.documents.Record(t.Context(), []model.Fact{good, bad}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
	o.expect()
	good.ID = "erp-1"
	for range 2 { // told twice, it is recorded once
		if told, err := o.daemon.page.documents.Record(t.Context(), []model.Fact{good}); err != nil || len(told) != 1 || told[0].RecordedAt.IsZero() {
			t.Fatal(told, err)
		}
	}
	other := good
	other.Evidence = "something else"
	if _, err := o.daemon.page.documents.Record(t.Context(), []model.Fact{other}); err == nil || !strings.Contains(err.Error(), "another fact") {
		t.Errorf("another fact under the same id: %v", err)
	}
	o.expect("verified acme/contact/orders jane@buyer.example")
	doc, err := o.daemon.page.documents.Facts(t.Context(), content.FactQuery{Supplier: "acme", Subject: model.KindContact.Subject("orders"), Limit: 10})
	if err != nil || len(doc.Facts) != 1 || doc.Facts[0].Source != "api" || doc.Facts[0].ID == "" {
		t.Errorf("facts %+v, %v", doc.Facts, err)
	}
}

func TestAMailboxIsShownAsItWasSeenLast(t *testing.T) {
	o := newMailFixture(t)
	if _, err := o.daemon.engine.Facts(t.Context()); err != nil {
		t.Fatal(err)
	}
	subject := "mailbox/confirmations"
	at := func(f model.Fact) model.Fact {
		f.ID, f.Subject, f.ObservedAt, f.RecordedAt, f.Actor = "given-"+string(f.Kind), model.ParseSubject(subject), o.now, o.now, model.ActorWatchdog
		return f
	}
	mailbox := func() apidoc.MailboxStatus {
		t.Helper()
		doc, err := o.daemon.page.documents.Mailboxes(t.Context())
		if err != nil || len(doc.Mailboxes) != 1 {
			t.Fatalf("mailboxes %+v, %v", doc, err)
		}
		return doc.Mailboxes[0]
	}
	if m := mailbox(); m.Login != "unknown" || m.Looked || m.Used != nil || m.RoundTrip != nil || m.OldestUnread != nil {
		t.Errorf("before anybody looked it stands %+v", m)
	}
	o.commit(model.Change{Facts: []model.Fact{
		at(model.Fact{Kind: model.FactProbeFailed, Evidence: "login refused"}),
		at(model.Fact{Kind: model.FactUnread, Data: map[string]string{"oldest": "2026-09-10T08:00:00Z", "address": "a@acme.example"}}),
		at(model.Fact{Kind: model.FactQuota, Data: map[string]string{"used": "90", "limit": "100"}}),
		at(model.Fact{Kind: model.FactRoundTripLanded}),
	}})
	m := mailbox()
	if m.Login != "failed" || m.LoginSays != "login refused" || m.UnreadFrom != "a@acme.example" || m.OldestUnread == nil || m.Used == nil || *m.Used != 0.9 || m.RoundTrip == nil {
		t.Errorf("it stands %+v", m)
	}
}

func TestASupplierIsInformed(t *testing.T) {
	o := newMailFixture(t)
	if _, err := o.daemon.engine.Facts(t.Context()); err != nil {
		t.Fatal(err)
	}
	doc, err := o.daemon.page.documents.Suppliers(t.Context(), "", 10)
	if err != nil || len(doc.Suppliers) != 1 || doc.Suppliers[0].ID != "acme" || doc.Suppliers[0].Owner != "buying" {
		t.Errorf("suppliers %+v, %v", doc.Suppliers, err)
	}
	if _, known, err := o.daemon.page.documents.Supplier(t.Context(), "nobody"); known || err != nil {
		t.Errorf("nobody is known: %t, %v", known, err)
	}
}
