package web

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/web/content"
)

var instant = time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)

// shown is a snapshot with one of everything.
func shown() content.Snapshot {
	up, by := true, "jane@buyer.example"
	left := 17
	tier := &model.Tier{ID: "critical"}
	registry := &model.Registry{Hash: "abc", Suppliers: []*model.Supplier{{ID: "acme", Name: "ACME <b>Resist</b> GmbH", Tier: tier}}}
	return content.Snapshot{
		Registry: registry, EvaluatedAt: instant, Vantage: &up,
		Ready: content.Verdict{OK: true, Why: "ready"}, Healthy: content.Verdict{OK: true, Why: "healthy"},
		Reload: content.Reload{OK: true, At: instant}, Outbox: &content.Outbox{Pending: 2, Oldest: instant}, Withheld: 3,
		Findings: apidoc.CheckDocument{
			Version: 1, AsOf: instant, Summary: &apidoc.Summary{Suppliers: 1, Warning: 1, Exposure: apidoc.Estimate{Of: 1}}, Errors: []model.Problem{},
			Findings: []model.Finding{{Rule: "fallback-missing", Severity: model.Warning, Route: model.RouteWork, Supplier: "acme", Subject: model.SubjectSupplier, Message: "No fallback is written down.", Position: model.Position{File: "registry/acme.yaml", Line: 42, Column: 9}}},
		},
		Deadlines: apidoc.DeadlinesDocument{Version: 1, AsOf: instant, Deadlines: []model.Deadline{
			{Supplier: "acme", Subject: model.KindContract.Subject("msa"), Kind: model.DeadlineContractNotice, State: "open", Due: civil.NewDate(2026, 12, 9), DaysLeft: &left},
			{Supplier: "acme", Subject: model.KindContract.Subject("far"), Kind: model.DeadlineContractNotice, State: "open", Due: civil.NewDate(2028, 12, 9), DaysLeft: &left},
		}},
		Alerts: apidoc.StatusDocument{Version: 1, AsOf: instant, Alerts: []apidoc.StatusAlert{
			{ID: "a3f09c", Rule: "domain-no-mail", Severity: model.Critical, Route: model.RoutePage, Supplier: "acme", Subject: model.KindDomain.Subject("acme.example"), State: model.StateFiring, Since: instant, Message: "acme.example takes no mail."},
			{ID: "b3f09c", Rule: "contract-notice-due", Severity: model.Critical, Route: model.RoutePage, Supplier: "acme", Subject: model.KindContract.Subject("msa"), State: model.StateAcknowledged, Since: instant, AcknowledgedBy: &by, Message: "Decide."},
		}},
	}
}

// snapshotVerdicts returns the verdicts of a snapshot.
type snapshotVerdicts struct{ snapshot func() content.Snapshot }

func (v snapshotVerdicts) ReadyVerdict() content.Verdict  { return v.snapshot().Ready }
func (v snapshotVerdicts) HealthVerdict() content.Verdict { return v.snapshot().Healthy }

func serve(t *testing.T, change func(*Options)) *httptest.Server {
	t.Helper()
	options := Options{
		Snapshot: shown, ReadModel: fakeReadModel{}, Metrics: NewMetrics("1.2.3", "abc", "go1"), Log: slog.New(slog.DiscardHandler),
		Reload: func(context.Context, bool) []model.Problem { return nil },
		Clock:  func() time.Time { return instant.Add(time.Hour) },
	}
	if change != nil {
		change(&options)
	}
	options.Verdicts = snapshotVerdicts{options.Snapshot}
	server := httptest.NewServer(New(options))
	t.Cleanup(server.Close)
	return server
}

func ask(t *testing.T, method, url, token string) (int, string, http.Header) {
	t.Helper()
	request, err := http.NewRequest(method, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	if token != "" {
		request.Header.Set("Authorization", "Bearer "+token)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(body), response.Header
}

func TestPageShowsWhatIsFiringAndWhatIsComing(t *testing.T) {
	status, body, header := ask(t, "GET", serve(t, nil).URL+"/", "")
	if status != http.StatusOK || !strings.HasPrefix(header.Get("Content-Type"), "text/html") {
		t.Fatalf("page answers %d %s", status, header.Get("Content-Type"))
	}
	for _, want := range []string{
		"(1) Today", "acme.example takes no mail.", "supplierwatch ack a3f09c", "Acknowledged by jane@buyer.example",
		"Wed 9 Dec 2026", "in 17 days", "No fallback is written down.", "2 emails not sent yet", "3 replies were not answered today", "0 of 1 estimated",
	} {
		if !strings.Contains(body, want) {
			t.Errorf("page lacks %q", want)
		}
	}
	for _, bad := range []string{"<b>Resist", "contract/far", "<script", "http://", "https://"} {
		if strings.Contains(body, bad) {
			t.Errorf("page contains %q", bad)
		}
	}
	if csp := header.Get("Content-Security-Policy"); !strings.Contains(csp, "default-src 'none'") {
		t.Errorf("Content-Security-Policy = %q", csp)
	}
}

func TestGuarantee7UnknownIsNeverShownAsOK(t *testing.T) {
	server := serve(t, func(o *Options) {
		o.Snapshot = func() content.Snapshot { return content.Snapshot{Healthy: content.Verdict{OK: true}} }
	})
	_, body, _ := ask(t, "GET", server.URL+"/", "")
	if strings.Contains(body, "Nothing waits") || !strings.Contains(body, "nothing here is known") {
		t.Errorf("a page without an evaluation must say that nothing is known:\n%s", body)
	}
	for want, n := range map[string]int{"The first evaluation is running; 1 supplier read.": 1, `data-label="Alerts">unknown<`: 1, `data-label="Tasks">unknown<`: 1} {
		waiting := serve(t, func(o *Options) {
			o.Snapshot = func() content.Snapshot {
				return content.Snapshot{Registry: shown().Registry, Healthy: content.Verdict{OK: true}}
			}
		})
		if _, suppliers, _ := ask(t, "GET", waiting.URL+"/suppliers", ""); strings.Count(suppliers, want) != n {
			t.Errorf("the list of suppliers lacks %q:\n%s", want, suppliers)
		}
	}
	_, metrics, _ := ask(t, "GET", server.URL+"/metrics", "")
	for _, absent := range []string{"supplierwatch_vantage_up", "supplierwatch_last_cycle", "supplierwatch_outbox_pending", "supplierwatch_findings"} {
		if strings.Contains(metrics, absent) {
			t.Errorf("metric %s stands although it is not known", absent)
		}
	}
}

func TestDocuments(t *testing.T) {
	server := serve(t, nil)
	for path, key := range map[string]string{"alerts": "alerts", "findings": "findings", "deadlines": "deadlines"} {
		status, body, header := ask(t, "GET", server.URL+"/api/v1/"+path, "")
		var doc map[string]any
		if err := json.Unmarshal([]byte(body), &doc); err != nil || status != http.StatusOK || header.Get("Content-Type") != "application/json" {
			t.Fatalf("%s: %d %s: %v", path, status, header.Get("Content-Type"), err)
		}
		if list, ok := doc[key].([]any); !ok || len(list) == 0 || doc["version"] != float64(1) {
			t.Errorf("%s: %s", path, body)
		}
	}
}

func TestReadToken(t *testing.T) {
	server := serve(t, func(o *Options) { o.ReadToken, o.WriteToken = "read", "write" })
	for token, want := range map[string]int{"": 401, "wrong": 401, "read": 200, "write": 200} {
		if status, _, _ := ask(t, "GET", server.URL+"/api/v1/alerts", token); status != want {
			t.Errorf("alerts with token %q: %d, want %d", token, status, want)
		}
	}
	for _, path := range []string{"/metrics", "/-/healthy", "/-/ready"} {
		if status, _, _ := ask(t, "GET", server.URL+path, ""); status != http.StatusOK {
			t.Errorf("%s needs no token, answers %d", path, status)
		}
	}
}

func TestWritingNeedsTheWriteToken(t *testing.T) {
	if status, _, _ := ask(t, "POST", serve(t, nil).URL+"/-/reload", "any"); status != http.StatusForbidden {
		t.Errorf("reload without a configured token: %d, want 403", status)
	}
	reloads, forcedLast := 0, false
	server := serve(t, func(o *Options) {
		o.WriteToken = "write"
		o.Reload = func(_ context.Context, forced bool) []model.Problem {
			reloads++
			forcedLast = forced
			if reloads > 1 {
				return []model.Problem{{Position: model.Position{File: "a.yaml", Line: 3, Column: 5}, Message: "unknown key"}}
			}
			return nil
		}
	})
	if status, _, _ := ask(t, "POST", server.URL+"/-/reload", "read"); status != http.StatusUnauthorized || reloads != 0 {
		t.Errorf("reload with a wrong token: %d after %d reloads, want 401 after none", status, reloads)
	}
	if status, _, _ := ask(t, "GET", server.URL+"/-/reload", "write"); status == http.StatusOK || reloads != 0 {
		t.Errorf("GET acted: %d after %d reloads", status, reloads)
	}
	if status, body, _ := ask(t, "POST", server.URL+"/-/reload?force=true", "write"); status != http.StatusOK || reloads != 1 || !forcedLast {
		t.Errorf("reload by force: %d %s, forced %v", status, body, forcedLast)
	}
	if status, body, _ := ask(t, "POST", server.URL+"/-/reload", "write"); status == http.StatusOK || forcedLast || !strings.Contains(body, "a.yaml:3:5: unknown key") {
		t.Errorf("a refused reload answers %d %q", status, body)
	}
}

func TestMetrics(t *testing.T) {
	counters := NewMetrics("1.2.3", "abc", "go1")
	counters.Mail(model.MailAlert, model.MailAccepted, "ok")
	counters.Probe("dns", "failed", "null-mx")
	counters.ObserveEvaluation(20 * time.Millisecond)
	server := serve(t, func(o *Options) { o.Metrics = counters })
	_, body, _ := ask(t, "GET", server.URL+"/metrics", "")
	for _, want := range []string{
		`supplierwatch_build_info{goversion="go1",revision="abc",version="1.2.3"} 1`,
		`supplierwatch_registry_info{hash="abc"} 1`,
		`supplierwatch_registry_last_reload_successful 1`,
		`supplierwatch_findings{rule="fallback-missing",severity="warning"} 1`,
		`supplierwatch_alerts{route="page",severity="critical",state="firing"} 1`,
		`supplierwatch_alerts{route="page",severity="critical",state="acknowledged"} 1`,
		`supplierwatch_alerts{route="work",severity="warning",state="firing"} 0`,
		`supplierwatch_oldest_unacknowledged_seconds 3600`,
		`supplierwatch_outbox_oldest_seconds 3600`,
		`supplierwatch_mails_total{kind="alert",reason="ok",result="accepted"} 1`,
		`supplierwatch_probes_total{kind="dns",reason="null-mx",result="failed"} 1`,
		`supplierwatch_outbox_pending 2`,
		`supplierwatch_cycle_duration_seconds_count 1`,
		`supplierwatch_vantage_up 1`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("metrics lack %s", want)
		}
	}
	if strings.Contains(body, "acme") {
		t.Error("a metric names a supplier")
	}
}

func TestTheWordBeforeATokenMayBeWrittenInAnyCase(t *testing.T) {
	server := serve(t, func(o *Options) { o.ReadToken = "read" })
	for given, want := range map[string]int{"bearer read": 200, "BEARER read": 200, "Basic read": 401, "Bearer": 401, "Bearer  read": 401} {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+"/", nil)
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Authorization", given)
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		if response.StatusCode != want {
			t.Errorf("%q answers %d, want %d", given, response.StatusCode, want)
		}
	}
}
