package web

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/web/content"
)

// pagesOf reads a list page by page and returns its items in their order.
func pagesOf(t *testing.T, address, list, query string) (items []map[string]any, pages int) {
	t.Helper()
	next := ""
	for {
		status, body, _ := ask(t, http.MethodGet, address+"/api/v1/"+list+"?"+query+next, "")
		var doc map[string]any
		if err := json.Unmarshal([]byte(body), &doc); err != nil || status != http.StatusOK {
			t.Fatalf("%s?%s%s: %d %v\n%s", list, query, next, status, err, body)
		}
		for _, item := range doc[list].([]any) {
			items = append(items, item.(map[string]any))
		}
		pages++
		cursor, known := doc["next"]
		if !known {
			t.Fatalf("%s has no next:\n%.300s", list, body)
		}
		if cursor == nil {
			return items, pages
		}
		next = "&cursor=" + cursor.(string)
	}
}

func valuesOf(items []map[string]any, key string) []string {
	var values []string
	for _, item := range items {
		values = append(values, item[key].(string))
	}
	return values
}

// manyAlerts returns alerts of all states, severities, exposures and days, in the order in which they are listed.
func manyAlerts(n int) []apidoc.StatusAlert {
	alerts := map[string]model.Alert{}
	for i := range n {
		a := model.Alert{
			ID: fmt.Sprintf("a%05d", i), Key: fmt.Sprint("key", i%7), State: model.AlertStates[i%len(model.AlertStates)], Route: model.RoutePage,
			Severity: []model.Severity{model.Critical, model.Warning, model.Info}[i%3], Since: instant, Message: "They take no mail.",
		}
		if i%2 == 0 {
			a.Exposure = &model.Money{Hundredths: int64(i % 5 * 100), Currency: "EUR"}
		}
		if i%4 > 0 {
			a.Due = civil.NewDate(2026, 12, 1+i%20)
		}
		alerts[a.ID] = a
	}
	return apidoc.NewStatus(alerts, instant).Alerts
}

func TestAlertsAreServedPageByPage(t *testing.T) {
	x := shown()
	x.Alerts.Alerts = manyAlerts(211)
	server := serve(t, func(o *Options) { o.Snapshot = func() content.Snapshot { return x } })
	var open, all []string
	for _, a := range x.Alerts.Alerts {
		if all = append(all, a.ID); a.State.Open() {
			open = append(open, a.ID)
		}
	}
	for _, limit := range []int{1, 7, 100, 5000} {
		for query, want := range map[string][]string{"": open, "state=open&": open, "state=all&": all} {
			items, pages := pagesOf(t, server.URL, "alerts", query+fmt.Sprint("limit=", limit))
			if got := valuesOf(items, "id"); !slices.Equal(got, want) || pages != (len(want)+limit-1)/limit {
				t.Errorf("%s limit %d: %d items on %d pages, want %d items", query, limit, len(got), pages, len(want))
			}
		}
	}
}

func TestFindingsAndDeadlinesAreServedPageByPage(t *testing.T) {
	x := shown()
	for i := range 57 {
		f := x.Findings.Findings[0]
		f.Supplier, f.Occurrence, f.Severity = fmt.Sprint("s", i%5), fmt.Sprint(i%9), []model.Severity{model.Critical, model.Warning, model.Info}[i%3]
		x.Findings.Findings = append(x.Findings.Findings, f)
		d := x.Deadlines.Deadlines[0]
		d.Supplier, d.Occurrence, d.Due = fmt.Sprint("s", i%5), fmt.Sprint(i%3), civil.NewDate(2026, 12, 1+i%6)
		if i%7 == 0 {
			d.Due = civil.Date{}
		}
		x.Deadlines.Deadlines = append(x.Deadlines.Deadlines, d)
	}
	slices.SortFunc(x.Findings.Findings, func(f, g model.Finding) int { return f.Compare(&g) })
	slices.SortFunc(x.Deadlines.Deadlines, func(d, e model.Deadline) int { return d.Compare(&e) })
	server := serve(t, func(o *Options) { o.Snapshot = func() content.Snapshot { return x } })
	for list, n := range map[string]int{"findings": len(x.Findings.Findings), "deadlines": len(x.Deadlines.Deadlines)} {
		whole, _ := pagesOf(t, server.URL, list, "")
		for _, limit := range []int{1, 10} {
			items, pages := pagesOf(t, server.URL, list, fmt.Sprint("limit=", limit))
			if !reflect.DeepEqual(items, whole) || len(items) != n || pages != (n+limit-1)/limit {
				t.Errorf("%s, limit %d: %d items on %d pages, want %d", list, limit, len(items), pages, n)
			}
		}
	}
}

// TestACursorOutlivesTheNextEvaluation has alerts end, begin and get worse between two pages. Those that stay as they are, are served once.
func TestACursorOutlivesTheNextEvaluation(t *testing.T) {
	x := shown()
	x.Alerts.Alerts = manyAlerts(300)
	evaluation := 0
	server := serve(t, func(o *Options) {
		o.Snapshot = func() content.Snapshot {
			evaluation++
			y := x
			y.Alerts.Alerts = nil
			for i, a := range x.Alerts.Alerts {
				if i%3 == 0 && (i+evaluation)%2 == 0 {
					continue // it comes and goes
				}
				y.Alerts.Alerts = append(y.Alerts.Alerts, a)
			}
			return y
		}
	})
	items, _ := pagesOf(t, server.URL, "alerts", "state=all&limit=11")
	served := map[string]int{}
	for _, id := range valuesOf(items, "id") {
		served[id]++
	}
	for i, a := range x.Alerts.Alerts {
		if n := served[a.ID]; n > 1 || i%3 != 0 && n != 1 {
			t.Errorf("alert %d is served %d times", i, n)
		}
	}
}

// TestAKeyIsAllThatAListIsSortedBy compares items with what their cursors keep of them.
func TestAKeyIsAllThatAListIsSortedBy(t *testing.T) {
	alerts := manyAlerts(200)
	rapid.Check(t, func(rt *rapid.T) {
		one, other := rapid.SampledFrom(alerts).Draw(rt, "a"), rapid.SampledFrom(alerts).Draw(rt, "b")
		a, b := &one, &other
		f := func(a *apidoc.StatusAlert) *model.Finding {
			return &model.Finding{Severity: a.Severity, Exposure: a.Exposure, Due: a.Due, Supplier: a.ID[4:], Subject: model.KindContract.Subject(a.ID[3:4]), Rule: a.Key, Occurrence: a.Message}
		}
		d := func(a *apidoc.StatusAlert) *model.Deadline {
			return &model.Deadline{Due: a.Due, Supplier: a.ID[4:], Subject: model.KindContract.Subject(a.Key), Kind: model.DeadlineKind(a.State), Channel: a.ID, Occurrence: a.ID}
		}
		m := func(a *apidoc.StatusAlert) apidoc.MailboxStatus { return apidoc.MailboxStatus{ID: a.ID} }
		for what, same := range map[string]bool{
			"alerts":    alertOrder.Compare(a, alertOrder.Item(alertOrder.Key(b))) == alertOrder.Compare(a, b),
			"findings":  findingOrder.Compare(f(a), findingOrder.Item(findingOrder.Key(f(b)))) == findingOrder.Compare(f(a), f(b)),
			"deadlines": deadlineOrder.Compare(d(a), deadlineOrder.Item(deadlineOrder.Key(d(b)))) == deadlineOrder.Compare(d(a), d(b)),
			"mailboxes": mailboxOrder.Compare(m(a), mailboxOrder.Item(mailboxOrder.Key(m(b)))) == mailboxOrder.Compare(m(a), m(b)),
		} {
			if !same {
				rt.Errorf("%s: %v and %v are sorted otherwise than by their keys", what, a, b)
			}
		}
	})
}

var apiLists = []string{"alerts", "findings", "deadlines", "suppliers", "mailboxes", "facts"}

func TestAWrongQueryIsRefused(t *testing.T) {
	address, _ := serveSuppliers(t, "")
	for _, list := range apiLists {
		for query, want := range map[string]string{
			"limit=5001": `limit is "5001"; expected a number from 1 to 5000`, "offset=7": `unknown parameter "offset"; expected limit`,
			"limit=1&limit=1": "2 times", "cursor=abc": "cursor is not valid here", "limit=%zz": "the query is not valid",
		} {
			status, body, header := ask(t, http.MethodGet, address+"/api/v1/"+list+"?"+query, "")
			if status != http.StatusBadRequest || !strings.Contains(errorOf(t, body), want) || header.Get("Content-Type") != "application/json" {
				t.Errorf("%s?%s: %d %s", list, query, status, body)
			}
		}
	}
	if status, body, _ := ask(t, http.MethodGet, address+"/api/v1/alerts?state=closed", ""); status != http.StatusBadRequest || errorOf(t, body) != `state is "closed"; expected open or all` {
		t.Errorf("%d %s", status, body)
	}
	for _, document := range []string{"suppliers/acme", "config", "openapi.json"} {
		if status, body, _ := ask(t, http.MethodGet, address+"/api/v1/"+document+"?limit=1", ""); status != http.StatusBadRequest || !strings.Contains(errorOf(t, body), "takes no parameters") {
			t.Errorf("%s: %d %s", document, status, body)
		}
	}
}

// TestACursorOfOneListIsNotOneOfAnother takes the cursor of each list to all others.
func TestACursorOfOneListIsNotOneOfAnother(t *testing.T) {
	x := shown()
	x.Alerts.Alerts = manyAlerts(20)
	x.Deadlines.Deadlines = slices.Repeat(x.Deadlines.Deadlines[:1], 3)
	server := serve(t, func(o *Options) {
		o.Snapshot, o.ReadModel = func() content.Snapshot { return x }, fakeReadModel{}
	})
	for _, from := range []string{"alerts", "alerts?state=all", "deadlines", "mailboxes"} {
		at, err := url.Parse(server.URL + "/api/v1/" + from)
		if err != nil {
			t.Fatal(err)
		}
		query := at.Query()
		query.Set("limit", "1")
		at.RawQuery = query.Encode()
		_, body, _ := ask(t, http.MethodGet, at.String(), "")
		var doc struct{ Next string }
		if err := json.Unmarshal([]byte(body), &doc); err != nil || doc.Next == "" {
			t.Fatalf("%s: %v\n%s", from, err, body)
		}
		for _, list := range append(apiLists, "alerts?state=all") {
			to := server.URL + "/api/v1/" + list + map[bool]string{true: "&", false: "?"}[strings.Contains(list, "?")] + "cursor=" + doc.Next
			status, body, _ := ask(t, http.MethodGet, to, "")
			if want := map[bool]int{true: http.StatusOK, false: http.StatusBadRequest}[list == from]; status != want {
				t.Errorf("the cursor of %s in %s: %d, want %d\n%s", from, list, status, want, body)
			}
		}
	}
}

func TestAListThatIsKnownIsNotSentAgain(t *testing.T) {
	address, _ := serveSuppliers(t, "")
	for _, list := range append(apiLists, "openapi.json", "config", "suppliers/acme") {
		_, _, header := ask(t, http.MethodGet, address+"/api/v1/"+list, "")
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address+"/api/v1/"+list, nil)
		if err != nil {
			t.Fatal(err)
		}
		if cache := header.Get("Cache-Control"); slices.Contains(apiLists, list) && cache != "private, no-cache" {
			t.Errorf("%s may be kept by %q", list, cache)
		}
		request.Header.Set("If-None-Match", header.Get("ETag"))
		if status, body := sent(t, request); status != http.StatusNotModified || body != "" || !strings.Contains(header.Get("Vary"), "Accept-Encoding") {
			t.Errorf("%s: %d %.100s %v", list, status, body, header)
		}
	}
}

// TestListsOfTenThousandSuppliersAreShort serves a page from as many alerts as ten thousand suppliers have.
func TestListsOfTenThousandSuppliersAreShort(t *testing.T) {
	x := shown()
	x.Alerts.Alerts = manyAlerts(45_000)
	server := serve(t, func(o *Options) { o.Snapshot = func() content.Snapshot { return x } })
	if status, body, _ := ask(t, http.MethodGet, server.URL+"/api/v1/alerts", ""); status != http.StatusOK || len(body) > 5_000_000 {
		t.Errorf("%d with %d bytes", status, len(body))
	}
}
