package web

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/web/content"
)

func TestThePageOfASupplierShowsTheStatesOfItsContacts(t *testing.T) {
	url, _ := serveSuppliers(t, "")
	status, body, _ := ask(t, "GET", url+"/suppliers/acme", "")
	for _, want := range []string{
		"ACME &lt;b&gt;Resist&lt;/b&gt; GmbH", "Nobody has ever replied or answered a call.", "NOT confirmed by a call; out of office until Thu 24 Dec 2026.", "Email never verified.",
		"Phone verified until Fri 1 Jan 2027.", "verified on Thu 3 Sep.", "Verified contacts: 1 of 2.", "<small>Renewal decision; holidays known until Fri 31 Dec 2032</small>", "&lt;script&gt;", "names another address",
		`<a class="call" href="tel:&#43;49891234599">`, `<a href="mailto:orders@acme.example">`, "domain/acme.example: failed 3 times since Sun 22 Nov, 10:00 UTC", "dns: SERVFAIL &lt;b&gt;",
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

func TestEachPageFitsAPhone(t *testing.T) {
	ctx := browser(t)
	url, _ := serveSuppliers(t, "")
	do(t, ctx, chromedp.EmulateViewport(360, 900))
	for _, path := range []string{"/", "/suppliers", "/suppliers/acme", "/alerts/a3f09c", "/ahead", "/tasks", "/escalation", "/mailboxes", "/status", "/nothing"} {
		do(t, ctx, chromedp.Navigate(url+path))
		if needs := do(t, ctx, chromedp.Evaluate[int64](`document.documentElement.scrollWidth`)); needs > 360 {
			t.Errorf("%s needs %d of 360 pixels: it scrolls sideways", path, needs)
		}
	}
}

// stated is a supplier with deadlines of some states.
type stated struct{ fakeReadModel }

func (stated) SupplierDetail(context.Context, string) (detail content.SupplierDetail, known bool, err error) {
	detail.Supplier.ID = "acme"
	add := func(kind model.DeadlineKind, state string) {
		detail.Deadlines = append(detail.Deadlines, model.Deadline{Supplier: "acme", Kind: kind, State: state, Subject: model.SubjectSupplier})
	}
	add(model.DeadlineVerification, "never")
	add(model.DeadlineVerification, "valid")
	add(model.DeadlineSession, "never")
	add(model.DeadlineReview, "never")
	add(model.DeadlineDelivery, "act-now")
	for _, state := range []string{"ending", "terminating"} {
		add(model.DeadlineContractEnd, state)
		detail.Deadlines[len(detail.Deadlines)-1].ContractDates = &model.ContractDates{CurrentEnd: civil.NewDate(2027, 1, 31)}
	}
	return detail, true, nil
}

// TestAStateIsWordedForWhatIsDue checks that no state of a deadline is a bare "never".
func TestAStateIsWordedForWhatIsDue(t *testing.T) {
	_, body, _ := ask(t, "GET", serve(t, func(o *Options) { o.ReadModel = stated{} }).URL+"/suppliers/acme", "")
	for _, want := range []string{", never verified</li>", ", verified</li>", ", no session held yet</li>", ", never reviewed</li>", ", act now</li>", ">no notice needed</td>", ">notice given</td>"} {
		if strings.Count(body, want) != 1 {
			t.Errorf("no %q in\n%s", want, body)
		}
	}
}
