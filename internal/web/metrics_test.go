package web

import (
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus/testutil/promlint"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/model"
	"supplierwatch/internal/web/content"
)

// scrape returns the metrics of a snapshot an hour after it was taken.
func scrape(t *testing.T, counters *Metrics, x content.Snapshot) string {
	t.Helper()
	server := serve(t, func(o *Options) {
		o.Snapshot, o.Metrics = func() content.Snapshot { return x }, counters
	})
	status, body, _ := ask(t, http.MethodGet, server.URL+"/metrics", "")
	if status != http.StatusOK {
		t.Fatalf("%d %s", status, body)
	}
	return body
}

// TestMetricsAreThoseOfTheDocumentation holds names and labels against the table in docs/operations.md and the other way round.
func TestMetricsAreThoseOfTheDocumentation(t *testing.T) {
	counters := NewMetrics("1.2.3", "abc", "go1")
	counters.Mail(model.MailAlert, model.MailAccepted, "ok")
	counters.Probe("dns", "failed", "null-mx")
	counters.ObserveEvaluation(time.Second)
	counters.Scanned("watchdog/INBOX", instant)
	body := scrape(t, counters, shown())
	served := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^(supplierwatch_\w+?)(?:_bucket|_sum|_count)?(?:\{(.*)\})? `).FindAllStringSubmatch(body, -1) {
		var labels []string
		for _, l := range regexp.MustCompile(`(\w+)="`).FindAllStringSubmatch(m[2], -1) {
			if l[1] != "le" {
				labels = append(labels, l[1])
			}
		}
		served[m[1]+"{"+sorted(labels)+"}"] = true
	}
	documented := documentedMetrics(t)
	for name := range served {
		if !documented[name] {
			t.Errorf("%s is served and not documented", name)
		}
	}
	for name := range documented {
		if !served[name] && !strings.HasPrefix(name, "supplierwatch_leases") { // a store on one machine has none
			t.Errorf("%s is documented and not served", name)
		}
	}
	for _, collected := range []string{"go_goroutines", "process_cpu_seconds_total", "process_resident_memory_bytes"} {
		if !strings.Contains(body, "\n"+collected+" ") {
			t.Errorf("%s is missing", collected)
		}
	}
}

func TestMetricsPassTheirLinter(t *testing.T) {
	counters := NewMetrics("1.2.3", "abc", "go1")
	counters.Mail(model.MailAlert, model.MailAccepted, "ok")
	counters.Probe("dns", "failed", "null-mx")
	counters.Scanned("watchdog/INBOX", instant)
	problems, err := promlint.New(strings.NewReader(scrape(t, counters, shown()))).Lint()
	if err != nil || len(problems) > 0 {
		t.Errorf("%v %v", problems, err)
	}
}

// TestTheOldestUnacknowledgedAlertIsOneThatSomebodyMustAnswer has alerts that nobody needs to answer, all of them older.
func TestTheOldestUnacknowledgedAlertIsOneThatSomebodyMustAnswer(t *testing.T) {
	x := shown()
	old := instant.Add(-100 * time.Hour)
	x.Alerts.Alerts = []apidoc.StatusAlert{
		{State: model.StateFiring, Route: model.RouteWork, Severity: model.Critical, Since: old},
		{State: model.StateFiring, Route: model.RoutePage, Severity: model.Info, Since: old},
	}
	for _, state := range model.AlertStates {
		if state != model.StateFiring {
			x.Alerts.Alerts = append(x.Alerts.Alerts, apidoc.StatusAlert{State: state, Route: model.RoutePage, Severity: model.Critical, Since: old})
		}
	}
	const name = "\nsupplierwatch_oldest_unacknowledged_seconds "
	if body := scrape(t, NewMetrics("", "", ""), x); strings.Contains(body, name) {
		t.Error("nobody has to answer anything, and the oldest alert has an age")
	}
	x.Alerts.Alerts = append(x.Alerts.Alerts,
		apidoc.StatusAlert{State: model.StateFiring, Route: model.RouteOperators, Severity: model.Warning, Since: instant.Add(-time.Hour)},
		apidoc.StatusAlert{State: model.StateFiring, Route: model.RoutePage, Severity: model.Critical, Since: instant},
	)
	if body := scrape(t, NewMetrics("", "", ""), x); !strings.Contains(body, name+"7200\n") {
		t.Errorf("want the age of the alert of the operators:\n%s", body)
	}
	x.Alerts.Alerts = x.Alerts.Alerts[len(x.Alerts.Alerts)-1:]
	x.Alerts.Alerts[0].Since = instant.Add(5 * time.Hour)
	if body := scrape(t, NewMetrics("", "", ""), x); !strings.Contains(body, name+"0\n") {
		t.Error("after the clock was set back an alert has a negative age")
	}
}

func TestAMailboxThatIsNoLongerReadHasNoTime(t *testing.T) {
	counters := NewMetrics("", "", "")
	for _, mailbox := range []string{"confirmations", "gone", "watchdog/INBOX"} {
		counters.Scanned(mailbox, instant)
	}
	x := shown()
	x.Registry.Mailboxes = []*model.Mailbox{{ID: "confirmations"}, {ID: "never"}}
	got := regexp.MustCompile(`mailbox_last_scan_timestamp_seconds\{mailbox="([^"]*)"\} (\S+)`).FindAllStringSubmatch(scrape(t, counters, x), -1)
	if len(got) != 2 || got[0][1] != "confirmations" || got[1][1] != "watchdog/INBOX" || got[0][2] != "1.7953416e+09" {
		t.Errorf("%v", got)
	}
}

// documentedMetrics returns the metrics of docs/operations.md with their labels.
func documentedMetrics(t *testing.T) map[string]bool {
	t.Helper()
	text, err := os.ReadFile("../../docs/operations.md")
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	for line := range strings.Lines(string(text)) {
		cell, _, _ := strings.Cut(strings.TrimPrefix(line, "|"), "|")
		for _, m := range regexp.MustCompile("`(supplierwatch_\\w+)(?:\\{([a-z,]*)\\})?`").FindAllStringSubmatch(cell, -1) {
			if strings.HasPrefix(line, "| `supplierwatch_") {
				found[m[1]+"{"+sorted(strings.Split(m[2], ","))+"}"] = true
			}
		}
	}
	return found
}

func sorted(labels []string) string {
	slices.Sort(labels)
	return strings.Trim(strings.Join(labels, ","), ",")
}

// TestAlertRulesAreThoseOfTheDocumentation holds the example rules against the metrics and the table of rules in docs/operations.md.
func TestAlertRulesAreThoseOfTheDocumentation(t *testing.T) {
	rules, err := os.ReadFile("../../examples/prometheus/supplierwatch.rules.yml")
	if err != nil {
		t.Fatal(err)
	}
	docs, err := os.ReadFile("../../docs/operations.md")
	if err != nil {
		t.Fatal(err)
	}
	var want, got []string
	for _, m := range regexp.MustCompile(`(?s)- alert: (\w+)\n.*?labels: \{severity: (\w+)\}`).FindAllStringSubmatch(string(rules), -1) {
		want = append(want, m[1]+" "+m[2])
	}
	for _, m := range regexp.MustCompile("(?m)^\\| `(Supplierwatch\\w+)` \\| (\\w+) \\|").FindAllStringSubmatch(string(docs), -1) {
		got = append(got, m[1]+" "+m[2])
	}
	if len(want) == 0 || !slices.Equal(got, want) {
		t.Errorf("documented are %v, the rules are %v", got, want)
	}
	known := map[string]bool{}
	for name := range documentedMetrics(t) {
		name, _, _ = strings.Cut(name, "{")
		known[name] = true
	}
	for _, name := range regexp.MustCompile(`supplierwatch_\w+`).FindAllString(string(rules), -1) {
		if !known[strings.TrimSuffix(strings.TrimSuffix(name, "_sum"), "_count")] {
			t.Errorf("a rule asks for %s, which is not documented", name)
		}
	}
}
