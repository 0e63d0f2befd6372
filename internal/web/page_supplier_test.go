package web

import (
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

func TestThePageOfASupplierShowsTheStatesOfItsContacts(t *testing.T) {
	url, _ := serveSuppliers(t, "")
	status, body, _ := ask(t, "GET", url+"/suppliers/acme", "")
	for _, want := range []string{
		"ACME &lt;b&gt;Resist&lt;/b&gt; GmbH", "nobody ever answered", "NOT confirmed by a call; away until 2026-12-24", "address never verified",
		"verified until 2027-01-01", "contract/plant<br>holidays known until", "contract/office</small>", "&lt;script&gt;", "names another address",
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

func TestThePagesOfSuppliersAndMailboxesFitAPhone(t *testing.T) {
	ctx := browser(t)
	url, _ := serveSuppliers(t, "")
	do(t, ctx, chromedp.EmulateViewport(390, 900))
	for _, path := range []string{"/suppliers/acme", "/mailboxes"} {
		do(t, ctx, chromedp.Navigate(url+path))
		if needs := do(t, ctx, chromedp.Evaluate[int64](`document.documentElement.scrollWidth`)); needs > 390 {
			t.Errorf("%s needs %d of 390 pixels: it scrolls sideways", path, needs)
		}
	}
}
