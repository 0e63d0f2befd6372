package web

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/model"
	"supplierwatch/internal/web/content"
)

// listed is a snapshot with four suppliers: one with an alert, one acknowledged, one with a task, one without a finding.
func listed() content.Snapshot {
	critical, standard := &model.Tier{ID: "critical"}, &model.Tier{ID: "standard"}
	buying := &model.Team{ID: "buying-emea"}
	fab := &model.Line{ID: "fab-2", Name: "Fab 2 lithography"}
	by := "jane@buyer.example"
	return content.Snapshot{
		EvaluatedAt: instant, Healthy: content.Verdict{OK: true}, Reload: content.Reload{OK: true},
		Registry: &model.Registry{Suppliers: []*model.Supplier{
			{ID: "acme", Name: "ACME Resist", Tier: critical, Owner: buying, CustomerNumber: "88231", Supplies: []*model.Supply{{ID: "r", Item: "193 nm photoresist", UsedIn: []model.UsedIn{{Line: fab}}}}},
			{ID: "brand", Name: "Brand Gases", Tier: standard, Was: []string{"brand-old"}},
			{ID: "calm", Name: "Calm Castings", Tier: standard, Contacts: []*model.Contact{{ID: "desk", Name: "Jana Nováková", Email: "desk@calm.example", Phone: "+420 221 555 010", Number: "+420221555010"}}},
			{ID: "delta", Name: "Delta Wafers", Tier: critical},
		}},
		Alerts: apidoc.StatusDocument{AsOf: instant, Alerts: []apidoc.StatusAlert{
			{ID: "a1", Supplier: "delta", State: model.StateFiring, Route: model.RoutePage, Severity: model.Warning},
			{ID: "a2", Supplier: "acme", State: model.StateAcknowledged, Route: model.RoutePage, Severity: model.Critical, AcknowledgedBy: &by},
			{ID: "a3", Supplier: "calm", State: model.StateResolved, Route: model.RoutePage, Severity: model.Critical},
		}},
		Findings: apidoc.CheckDocument{Findings: []model.Finding{
			{Rule: "fallback-missing", Severity: model.Warning, Route: model.RouteWork, Supplier: "brand"},
		}},
	}
}

var supplierLink = regexp.MustCompile(`<th scope="row"><a href="/suppliers/([a-z0-9-]+)">`)

func TestSuppliersAreFoundAndSortedByNeed(t *testing.T) {
	server := serve(t, func(o *Options) { o.Snapshot = listed })
	for query, want := range map[string]string{
		"":                              "delta acme brand calm",
		"?tier=critical":                "delta acme",
		"?owner=buying-emea":            "acme",
		"?line=fab-2":                   "acme",
		"?state=alert":                  "delta acme",
		"?state=task":                   "brand",
		"?state=none":                   "calm",
		"?tier=standard&state=alert":    "",
		"?q=a&tier=critical":            "delta acme",
		"?q=PHOTORESIST+193&tier=":      "-> /suppliers/acme",
		"?q=88231":                      "-> /suppliers/acme",
		"?q=brand-old":                  "-> /suppliers/brand",
		"?q=%2B420-221-555010":          "-> /suppliers/calm",
		"?q=nov%C3%A1kov%C3%A1":         "-> /suppliers/calm",
		"?q=nobody":                     "",
		"?q=castings&state=alert":       "",
		"?page=99":                      "delta acme brand calm",
		"?q=%3Cscript%3Ealert(1)":       "",
		"?tier=unheard-of":              "",
		"?q=+++":                        "delta acme brand calm",
		"?q=desk%40calm.example&tier=x": "",
	} {
		client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+"/suppliers"+query, nil)
		if err != nil {
			t.Fatal(err)
		}
		response, err := client.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		body := read(t, response)
		var got []string
		for _, found := range supplierLink.FindAllStringSubmatch(body, -1) {
			got = append(got, found[1])
		}
		if at := response.Header.Get("Location"); at != "" {
			got = []string{"-> " + at}
		}
		if strings.Join(got, " ") != want || strings.Contains(body, "<script") {
			t.Errorf("%s: %q, want %q", query, strings.Join(got, " "), want)
		}
	}
}

// TestTenThousandSuppliersAreAPage holds the size of every list at a scale that no telephone could show at once.
func TestTenThousandSuppliersAreAPage(t *testing.T) {
	x := listed()
	tier := &model.Tier{ID: "critical"}
	x.Registry.Suppliers = nil
	for i := range 10_000 {
		x.Registry.Suppliers = append(x.Registry.Suppliers, &model.Supplier{ID: fmt.Sprintf("s-%05d", i), Name: fmt.Sprintf("Supplier %05d GmbH", i), Tier: tier})
	}
	server := serve(t, func(o *Options) { o.Snapshot = func() content.Snapshot { return x } })
	_, body, _ := ask(t, "GET", server.URL+"/suppliers?page=200", "")
	if len(body) > 100_000 || !strings.Contains(body, "9951 to 10000 of 10000") || !strings.Contains(body, "Supplier 09999 GmbH") {
		t.Errorf("the last page has %d bytes", len(body))
	}
	pages := supplierLink.FindAllStringSubmatch(body, -1)
	if len(pages) != 50 || !slices.IsSortedFunc(pages, func(a, b []string) int { return strings.Compare(a[1], b[1]) }) {
		t.Errorf("%d suppliers are listed", len(pages))
	}
}
