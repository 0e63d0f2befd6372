package web

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/web/response"
)

// desk is a standing with one supplier and two mailboxes, and a recorder.
type desk struct{ told *[]model.Fact }

func (desk) Edition(context.Context) (any, error) { return nil, nil }

func (desk) Suppliers(context.Context) (apidoc.SuppliersDocument, error) {
	return apidoc.SuppliersDocument{Version: 1, AsOf: instant, Suppliers: []apidoc.SupplierStatus{{ID: "acme", Name: "ACME", Ways: 2, Reachability: 0.949}}}, nil
}

func (desk) Supplier(_ context.Context, id string) (doc apidoc.SupplierDocument, known bool, err error) {
	if id != "acme" {
		return doc, false, nil
	}
	return apidoc.SupplierDocument{
		Version: 1, AsOf: instant, Supplier: apidoc.SupplierStatus{ID: "acme", Name: "ACME <b>Resist</b> GmbH", Tier: "critical", Ways: 1},
		Alerts: shown().Alerts.Alerts,
		Contacts: []apidoc.ContactStatus{
			{ID: "orders", Name: "Order desk", Roles: []model.Role{model.RoleOrders}, Email: "orders@acme.example", State: apidoc.ContactChanged, Says: "is said to have changed; NOT confirmed by a call", AwayUntil: civil.NewDate(2026, 12, 24), History: []model.Fact{
				{Kind: model.FactChanged, ObservedAt: instant, Actor: "orders@acme.example", Evidence: "names another address", Data: map[string]string{"reply": "<script>alert(1)</script>"}},
			}},
			{ID: "duty", Name: "Duty", Roles: []model.Role{model.RoleEscalation}, Phone: "+49 89 1234599", State: apidoc.ContactVerified, Says: "found right on 2026-09-03", PhoneUntil: civil.NewDate(2027, 1, 1)},
		},
	}, true, nil
}

func (desk) Mailboxes(context.Context) (apidoc.MailboxesDocument, error) {
	used := 0.91
	return apidoc.MailboxesDocument{Version: 1, AsOf: instant, Mailboxes: []apidoc.MailboxStatus{
		{ID: "confirmations", Address: "confirmations@buyer.example", Purpose: model.PurposeOrderConfirmation, Login: "ok", LoginAt: &instant, Looked: true, OldestUnread: &instant, UnreadFrom: "orders@acme.example", Used: &used},
		{ID: "notices", Address: "notices@buyer.example", Purpose: model.PurposeNotices, Login: "unknown"},
	}}, nil
}

func (desk) Facts(_ context.Context, supplier string, subject model.Subject) (apidoc.FactsDocument, error) {
	return apidoc.FactsDocument{Version: 1, Facts: []model.Fact{{ID: "1", Supplier: supplier, Subject: subject, Kind: model.FactSeen, ObservedAt: instant}}}, nil
}

func (d desk) Record(_ context.Context, facts []model.Fact) ([]model.Fact, error) {
	if facts[0].Actor == "" {
		return nil, response.Refuse(http.StatusUnprocessableEntity, "read fact: actor is missing")
	}
	*d.told = append(*d.told, facts...)
	return facts, nil
}

// seated serves with that desk and records what it was told.
func seated(t *testing.T, writeToken string) (url string, told *[]model.Fact) {
	t.Helper()
	told = &[]model.Fact{}
	server := serve(t, func(o *Options) { o.ReadModel, o.Recorder, o.WriteToken = desk{told}, desk{told}, writeToken })
	return server.URL, told
}

func TestWhatMachinesReadOfSuppliersAndMailboxes(t *testing.T) {
	url, _ := seated(t, "")
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
	url, _ := seated(t, "")
	_, body, _ := ask(t, "GET", url+"/api/v1/mailboxes", "")
	if !strings.Contains(body, `"login": "unknown"`) || strings.Count(body, `"used": null`) != 1 {
		t.Errorf("a mailbox that nobody looked into is told as\n%s", body)
	}
}

func TestFactsFromOutside(t *testing.T) {
	const fact = `{"version":1,"facts":[{"supplier":"acme","subject":"contact/orders","kind":"seen","observed_at":"2026-11-22T10:00:00Z","actor":"erp"}]}`
	post := func(url, token, body string) int {
		request, err := http.NewRequest(http.MethodPost, url+"/api/v1/facts", strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Authorization", "Bearer "+token)
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		return response.StatusCode
	}
	closed, _ := seated(t, "")
	if got := post(closed, "any", fact); got != http.StatusForbidden {
		t.Errorf("without a write token: %d", got)
	}
	url, told := seated(t, "open sesame")
	for _, c := range []struct {
		name, token, body string
		want              int
	}{
		{"wrong token", "guess", fact, http.StatusUnauthorized},
		{"no document", "open sesame", "hello", http.StatusBadRequest},
		{"an unknown key", "open sesame", `{"version":1,"fact":[]}`, http.StatusBadRequest},
		{"a fact that nobody observed", "open sesame", strings.Replace(fact, `,"actor":"erp"`, "", 1), http.StatusUnprocessableEntity},
		{"another version", "open sesame", strings.Replace(fact, `"version":1`, `"version":2`, 1), http.StatusBadRequest},
		{"no facts", "open sesame", `{"version":1,"facts":[]}`, http.StatusBadRequest},
		{"nothing", "open sesame", ``, http.StatusBadRequest},
		{"two documents", "open sesame", fact + fact, http.StatusBadRequest},
		{"too much", "open sesame", fact + strings.Repeat(" ", mostBytes), http.StatusRequestEntityTooLarge},
		{"a fact", "open sesame", fact, http.StatusOK},
	} {
		if got := post(url, c.token, c.body); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
	if len(*told) != 1 || (*told)[0].Actor != "erp" {
		t.Errorf("recorded %v, want the one fact", *told)
	}
}

func TestThePageOfASupplierShowsTheStatesOfItsContacts(t *testing.T) {
	url, _ := seated(t, "")
	status, body, _ := ask(t, "GET", url+"/suppliers/acme", "")
	for _, want := range []string{
		"ACME &lt;b&gt;Resist&lt;/b&gt; GmbH", "nobody ever answered", "NOT confirmed by a call; away until 2026-12-24", "address never verified",
		"verified until 2027-01-01", "&lt;script&gt;", "names another address",
	} {
		if !strings.Contains(body, want) {
			t.Errorf("%d: the page lacks %q:\n%s", status, want, body)
		}
	}
	if strings.Contains(body, "<script>") {
		t.Error("what a stranger wrote is markup")
	}
	if status, _, _ := ask(t, "GET", url+"/suppliers/nobody", ""); status != http.StatusNotFound {
		t.Errorf("a supplier that is not there: %d", status)
	}
}

func TestThePageOfOurMailboxes(t *testing.T) {
	url, _ := seated(t, "")
	_, body, _ := ask(t, "GET", url+"/mailboxes", "")
	for _, want := range []string{"readable</span> confirmations@buyer.example", "Oldest unread mail since Sun 22 Nov 2026 10:00 UTC, from orders@acme.example", "91 % full", "not known</span> notices@buyer.example"} {
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %q:\n%s", want, body)
		}
	}
}

func TestThePagesOfSuppliersAndMailboxesFitAPhone(t *testing.T) {
	ctx := browser(t)
	url, _ := seated(t, "")
	do(t, ctx, chromedp.EmulateViewport(390, 900))
	for _, path := range []string{"/suppliers/acme", "/mailboxes"} {
		do(t, ctx, chromedp.Navigate(url+path))
		if needs := do(t, ctx, chromedp.Evaluate[int64](`document.documentElement.scrollWidth`)); needs > 390 {
			t.Errorf("%s needs %d of 390 pixels: it scrolls sideways", path, needs)
		}
	}
}
