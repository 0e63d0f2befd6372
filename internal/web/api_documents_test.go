package web

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/exposure"
	"supplierwatch/internal/model"
	"supplierwatch/internal/web/content"
	"supplierwatch/internal/web/response"
)

// fakeReadModel has documents about one supplier and two mailboxes. It records facts too.
type fakeReadModel struct{ recorded *[]model.Fact }

func (fakeReadModel) Edition(context.Context) (any, error) { return nil, nil }

func (fakeReadModel) Suppliers(context.Context, string, int) (apidoc.SuppliersDocument, error) {
	return apidoc.SuppliersDocument{Version: 1, AsOf: instant, Suppliers: []apidoc.SupplierStatus{{ID: "acme", Name: "ACME", Ways: 2, Reachability: 0.949}}}, nil
}

func (fakeReadModel) Supplier(_ context.Context, id string) (doc apidoc.SupplierDocument, known bool, err error) {
	if id != "acme" {
		return doc, false, nil
	}
	return apidoc.SupplierDocument{
		Version: 1, AsOf: instant, Supplier: apidoc.SupplierStatus{ID: "acme", Name: "ACME <b>Resist</b> GmbH", Tier: "critical", Ways: 1},
		Alerts: shown().Alerts.Alerts,
		Deadlines: []model.Deadline{
			{Supplier: "acme", Subject: model.KindContract.Subject("plant"), Kind: model.DeadlineContractNotice, State: "open", Due: civil.NewDate(2032, 12, 9), HolidaysKnownUntil: civil.NewDate(2032, 12, 31)},
			{Supplier: "acme", Subject: model.KindContract.Subject("office"), Kind: model.DeadlineContractNotice, State: "open", Due: civil.NewDate(2027, 12, 9)},
		},
		Contacts: []apidoc.ContactStatus{
			{ID: "orders", Name: "Order desk", Roles: []model.Role{model.RoleOrders}, Email: "orders@acme.example", State: apidoc.ContactChanged, Says: "is said to have changed; NOT confirmed by a call", AwayUntil: civil.NewDate(2026, 12, 24), History: []model.Fact{
				{Kind: model.FactChanged, ObservedAt: instant, Actor: "orders@acme.example", Evidence: "names another address", Data: map[string]string{"reply": "<script>alert(1)</script>"}},
			}},
			{ID: "duty", Name: "Duty", Roles: []model.Role{model.RoleEscalation}, Phone: "+49 89 1234599", State: apidoc.ContactVerified, Says: "verified on 2026-09-03", PhoneUntil: civil.NewDate(2027, 1, 1)},
		},
	}, true, nil
}

func (m fakeReadModel) SupplierDetail(ctx context.Context, id string) (detail content.SupplierDetail, known bool, err error) {
	detail.SupplierDocument, known, err = m.Supplier(ctx, id)
	for _, c := range detail.Contacts {
		call := content.Call{Contact: c, Open: c.ID == "duty"}
		call.Way.Name, call.Way.Phone, call.Way.Tel, call.Way.Email, call.Way.Mailto = c.Name, c.Phone, "+49891234599", c.Email, c.Email
		detail.Calls = append(detail.Calls, call)
		for _, f := range c.History {
			detail.History = append(detail.History, content.HistoryEntry{Kind: f.Kind, At: f.ObservedAt, Subject: f.Subject, By: f.Actor, Text: f.Evidence, Reply: f.Reply()})
		}
	}
	detail.Probes = []content.ProbeTrail{{Subject: model.KindDomain.Subject("acme.example"), Failures: 3, Since: instant, Last: instant, Lines: "dns: SERVFAIL <b>"}}
	return detail, known, err
}

func (fakeReadModel) Coverage() *exposure.CoverageHistory { return covered(2) }

func (fakeReadModel) Service(context.Context) content.Service {
	return content.Service{
		Took: 1234567 * time.Microsecond, VantageAt: instant, VantageSays: "no route to <host>",
		Relays: []content.RelayState{
			{Name: "mx1.buyer.example:587", Accepted: instant},
			{Name: "mx2.buyer.example:587", Down: true, Failed: instant, Error: "dial tcp: <refused>"},
			{Name: "var/outbox"},
			{Name: "var/other", Accepted: instant, Written: true},
			{Name: "mx3.buyer.example:587", Accepted: instant, Failed: instant, Error: "432 4.3.2 not now"},
		},
		Folders: []content.FolderState{
			{Account: "corp", Name: "INBOX", Read: instant}, {Account: "corp", Name: "Orders", Read: instant, Failed: instant.Add(time.Minute), Error: "login <failed>"}, {Account: "edi", Name: "INBOX"},
		},
		SkippedKnown: true, Skipped: []content.Skipped{{What: "Probe dns", Count: 12, Why: "never run yet"}},
	}
}

func (fakeReadModel) EscalationPaths(context.Context, int, int) (content.EscalationPaths, error) {
	path := content.EscalationPath{Policy: "production-stop", Tiers: []string{"critical"}, Steps: []content.EscalationStep{
		{Number: 1, Teams: []content.EscalationTeam{{Name: "Procurement", Why: "owner of the supplier", Phone: "+49 89 1", Size: 4, People: []content.EscalationPerson{
			{Address: "oncall@buyer.example", Mailed: true, LastMail: instant, Failed: instant, FailedWhy: "550 <no such user>", Drill: content.PersonDrill{Sent: instant}},
			{
				Address: "jane@buyer.example", LastAnswer: instant, Drill: content.PersonDrill{Answered: true, Took: 245 * time.Second},
				Absence: content.Absence{Reported: instant, Until: civil.NewDate(2026, 12, 4), Subject: "Automatic reply: <ACME>", StandIn: "joe@buyer.example"},
			},
			{Address: "joe@buyer.example", Absence: content.Absence{Reported: instant}},
		}}}},
		{Number: 2, After: "4 hours", Teams: []content.EscalationTeam{{Name: "Leads"}}},
	}}
	answered := path
	answered.Policy, answered.Drill = "service", content.PathDrill{Sent: instant, Done: instant, By: "joe@buyer.example", Took: 3 * time.Minute, Answered: 1, Called: 3}
	return content.EscalationPaths{Paths: []content.EscalationPath{path, answered}, Entries: 200}, nil
}

func (fakeReadModel) Mailboxes(context.Context) (apidoc.MailboxesDocument, error) {
	used := 0.91
	return apidoc.MailboxesDocument{Version: 1, AsOf: instant, Mailboxes: []apidoc.MailboxStatus{
		{ID: "confirmations", Address: "confirmations@buyer.example", Purpose: model.PurposeOrderConfirmation, Login: "ok", LoginAt: &instant, Looked: true, OldestUnread: &instant, UnreadFrom: "orders@acme.example", Used: &used},
		{ID: "notices", Address: "notices@buyer.example", Purpose: model.PurposeNotices, Login: "unknown"},
	}}, nil
}

func (fakeReadModel) Facts(_ context.Context, wanted content.FactQuery) (apidoc.FactsDocument, error) {
	return apidoc.FactsDocument{Version: 1, Facts: []model.Fact{{ID: "1", Supplier: wanted.Supplier, Subject: wanted.Subject, Kind: model.FactSeen, ObservedAt: instant}}}, nil
}

func (m fakeReadModel) Record(_ context.Context, facts []model.Fact) ([]model.Fact, error) {
	if facts[0].Actor == "" {
		return nil, response.Refuse(http.StatusUnprocessableEntity, "read fact: actor is missing")
	}
	*m.recorded = append(*m.recorded, facts...)
	return facts, nil
}

// serveSuppliers serves the documents of fakeReadModel, and returns the facts that it records.
func serveSuppliers(t *testing.T, writeToken string) (url string, recorded *[]model.Fact) {
	t.Helper()
	recorded = &[]model.Fact{}
	server := serve(t, func(o *Options) {
		o.ReadModel, o.Recorder, o.WriteToken = fakeReadModel{recorded}, fakeReadModel{recorded}, writeToken
	})
	return server.URL, recorded
}

func TestWhatMachinesReadOfSuppliersAndMailboxes(t *testing.T) {
	url, _ := serveSuppliers(t, "")
	for path, want := range map[string]string{
		"suppliers":      "suppliers",
		"suppliers/acme": "contacts",
		"mailboxes":      "mailboxes",
		"facts?supplier=acme&subject=contact/orders": "facts",
	} {
		status, body, header := ask(t, "GET", url+"/api/v1/"+path, "")
		var doc map[string]any
		if err := json.Unmarshal([]byte(body), &doc); err != nil || status != http.StatusOK || header.Get("Content-Type") != "application/json" {
			t.Errorf("%s: %d, %v", path, status, err)
		}
		if list, ok := doc[want].([]any); !ok || len(list) == 0 || doc["version"] != 1.0 {
			t.Errorf("%s lacks %s or its version:\n%s", path, want, body)
		}
	}
	for path, want := range map[string]int{"suppliers/nobody": http.StatusNotFound, "facts": http.StatusOK} {
		if status, _, _ := ask(t, "GET", url+"/api/v1/"+path, ""); status != want {
			t.Errorf("%s: %d, want %d", path, status, want)
		}
	}
}

func TestWhatIsNotKnownIsNull(t *testing.T) {
	url, _ := serveSuppliers(t, "")
	_, body, _ := ask(t, "GET", url+"/api/v1/mailboxes", "")
	if !strings.Contains(body, `"login": "unknown"`) || strings.Count(body, `"used": null`) != 1 {
		t.Errorf("a mailbox that nobody looked into is told as\n%s", body)
	}
}
