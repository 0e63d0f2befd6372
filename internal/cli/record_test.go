package cli_test

import (
	"bytes"
	"context"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"supplierwatch/internal/cli"
	"supplierwatch/internal/model"
	"supplierwatch/internal/store/sqlite"
)

const recordRegistry = `version: 1
calendars: {munich: {timezone: Europe/Berlin, holidays: [DE-BY]}}
teams: {buying: {email: buying@buyer.example, members: [jane.doe@buyer.example, ola.berg@buyer.example], calendar: munich}}
mailboxes: {confirmations: {address: confirmations@buyer.example, purpose: order-confirmation}}
suppliers:
  - id: acme
    was: [acme-old]
    name: ACME
    tier: critical
    contacts:
      - {role: orders, email: orders@acme.example, phone: "+49 89 1234567"}
    contracts:
      - {id: msa, starts: 2021-04-01, term: 48 months, renewal: automatic, renewal_term: 12 months, notice: 3 months}
      - {id: lease, ends: 2027-03-31, renewal: manual}
    order_windows:
      - {id: yearly, yearly: {opens: 09-01, closes: 09-30}, since: 2026-01-01, confirmation: {mailbox: confirmations, within: 2 business days}}
    deliveries:
      - {id: weekly, schedule: {rrule: "FREQ=WEEKLY;BYDAY=MO", from: 2026-01-05}, since: 2026-09-01, confirmation: {by: us, before: 2 business days}}
`

// besideDaemon makes a configuration with a registry and a state, and returns the configuration's file and the state's URL.
func besideDaemon(t *testing.T, registry string) (config, url string) {
	t.Helper()
	folder := t.TempDir()
	if registry != "" {
		registry = "registry: [r.yaml]\n"
	}
	for name, text := range map[string]string{"r.yaml": recordRegistry, "sw.yaml": registry + "state: sqlite:sw.db\nsmtp: [{directory: out}]\n"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	url = "sqlite:" + filepath.Join(folder, "sw.db")
	db, err := sqlite.Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(folder, "sw.yaml"), url
}

// run runs one command.
func run(ctx context.Context, args ...string) (code int, out, errs string) {
	var stdout, stderr bytes.Buffer
	code = cli.Main(ctx, args, cli.Streams{Out: &stdout, Err: &stderr})
	return code, stdout.String(), stderr.String()
}

// lastFact gives the fact that was recorded last.
func lastFact(t *testing.T, url string) model.Fact {
	t.Helper()
	db, err := sqlite.OpenExisting(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	facts, err := db.FactsAfter(t.Context(), 0)
	if err != nil || len(facts) == 0 {
		t.Fatalf("%v, %v", facts, err)
	}
	return facts[len(facts)-1]
}

// TestRecordIntoTheState records every kind, one after the other, and holds the facts and the answers.
func TestRecordIntoTheState(t *testing.T) {
	config, url := besideDaemon(t, "with")
	for _, tt := range []struct {
		now, args, subject string
		data               map[string]string
		observed, answer   string
	}{
		{
			"2026-09-07T08:00:00Z", "requested acme-old/order-window/yearly --reference PR-1 --by jane.doe@buyer.example", "order-window/yearly",
			map[string]string{"window": "2026-09-01", "reference": "PR-1", "by": "jane.doe@buyer.example"},
			"2026-09-07T08:00:00Z",
			"acme/order-window/yearly@2026-09-01: requested, on 2026-09-07, by jane.doe@buyer.example, reference PR-1; was open, is requested; settles order-window-open",
		},
		{
			"2026-09-18T08:00:00Z", "placed acme/order-window/yearly --on 2026-09-17T14:00:00+02:00", "order-window/yearly",
			map[string]string{"window": "2026-09-01"},
			"2026-09-17T12:00:00Z", "was requested, is placed",
		},
		{
			"2026-10-20T08:00:00Z", "confirmed acme/order-window/yearly --on 2026-10-19", "order-window/yearly",
			map[string]string{"window": "2026-09-01", "on": "2026-10-19"},
			"2026-10-19T10:00:00Z", "was placed, is confirmed; settles order-unconfirmed",
		},
		{
			"2026-10-20T08:00:00Z", "waived acme/order-window/yearly@2027-09-01 --because stocked", "order-window/yearly",
			map[string]string{"window": "2027-09-01", "because": "stocked", "on": "2026-10-20"},
			"2026-10-20T08:00:00Z", "was upcoming, is waived",
		},
		{
			"2026-10-20T22:30:00Z", "confirmed acme/delivery/weekly", "delivery/weekly",
			map[string]string{"window": "2026-10-19", "on": "2026-10-21"},
			"2026-10-20T22:30:00Z", "acme/delivery/weekly@2026-10-19: confirmed",
		},
		{
			"2026-12-05T08:00:00Z", "keep acme/contract/msa --because no.other", "contract/msa",
			map[string]string{"until": "2027-03-31", "because": "no.other", "on": "2026-12-05"},
			"2026-12-05T08:00:00Z",
			"was open, is kept; settles contract-notice-approaching",
		},
		{
			"2026-12-05T08:00:00Z", "notice-given acme/contract/msa --on 2026-12-01", "contract/msa",
			map[string]string{"on": "2026-12-01"},
			"2026-12-01T11:00:00Z", "was kept, is terminating",
		},
		{
			"2027-03-01T08:00:00Z", "renewed acme/contract/lease --until 2028-03-31", "contract/lease",
			map[string]string{"until": "2028-03-31", "on": "2027-03-01"},
			"2027-03-01T08:00:00Z", "settles contract-expiring",
		},
		{
			"2027-03-01T08:00:00Z", "verified acme/contact/orders --how session", "contact/orders",
			map[string]string{"how": "session", "on": "2027-03-01"},
			"2027-03-01T08:00:00Z", "settles contact-unverified",
		},
		{
			"2027-03-02T08:00:00Z", "no-answer acme/contact/orders", "contact/orders",
			map[string]string{"on": "2027-03-02", "phone": "+49 89 1234567"},
			"2027-03-02T08:00:00Z", "no deadline or alert changes",
		},
		{
			"2027-03-02T08:00:00Z", "wrong-number acme/contact/orders", "contact/orders",
			map[string]string{"on": "2027-03-02", "phone": "+49 89 1234567"},
			"2027-03-02T08:00:00Z", "raises contact-unreachable",
		},
		{
			"2027-03-02T08:00:00Z", "changed acme/contact/orders --phone +4989765 --name Desk --how call", "contact/orders",
			map[string]string{"on": "2027-03-02", "phone": "+4989765", "name": "Desk", "how": "call"},
			"2027-03-02T08:00:00Z", "raises contact-changed",
		},
		{
			"2027-03-02T08:00:00Z", "told acme --mailbox confirmations", "supplier",
			map[string]string{"on": "2027-03-02", "mailbox": "confirmations"},
			"2027-03-02T08:00:00Z", "settles not-told",
		},
		{
			"2027-03-02T08:00:00Z", "session-held acme --on 2027-02-26", "session",
			map[string]string{"on": "2027-02-26"},
			"2027-02-26T11:00:00Z", "acme/session: session-held, on 2027-02-26; was never, is valid",
		},
		{
			"2027-03-02T08:00:00Z", "reviewed acme/supplier --by ola.berg@buyer.example", "supplier",
			map[string]string{"on": "2027-03-02", "by": "ola.berg@buyer.example"},
			"2027-03-02T08:00:00Z", "was never, is valid",
		},
	} {
		args := append([]string{"record"}, strings.Fields(tt.args)...)
		code, out, errs := run(t.Context(), append(args, "--config", config, "--now", tt.now)...)
		if code != 0 || !strings.Contains(out, tt.answer) || strings.Count(out, "\n") != 1 {
			t.Errorf("%s: code %d\n%s%s", tt.args, code, out, errs)
			continue
		}
		if !strings.HasSuffix(errs, "supplierwatch: recorded; a running daemon acts on it within a minute\n") {
			t.Errorf("%s: %s", tt.args, errs)
		}
		f := lastFact(t, url)
		if string(f.Kind) != args[1] || f.Supplier != "acme" || f.Subject != model.ParseSubject(tt.subject) || !maps.Equal(f.Data, tt.data) || f.Source != "shell" {
			t.Errorf("%s: recorded %+v", tt.args, f)
		}
		if got := f.ObservedAt.Format("2006-01-02T15:04:05Z07:00"); got != tt.observed {
			t.Errorf("%s: observed at %s, want %s", tt.args, got, tt.observed)
		}
	}
}

// TestRecordActsOnCheck holds that what is recorded is what the judge reads.
func TestRecordActsOnCheck(t *testing.T) {
	config, _ := besideDaemon(t, "with")
	registry := filepath.Join(filepath.Dir(config), "r.yaml")
	check := func() string {
		_, out, _ := run(t.Context(), "check", registry, "--config", config, "--now", "2026-09-20T10:00:00Z", "--rule", "order-window-closing", "--format", "json")
		return out
	}
	if !strings.Contains(check(), `"occurrence": "2026-09-01"`) {
		t.Fatal("nothing to settle")
	}
	code, _, errs := run(t.Context(), "record", "placed", "acme/order-window/yearly", "--config", config, "--now", "2026-09-20T09:00:00Z")
	if code != 0 || strings.Contains(check(), `"occurrence": "2026-09-01"`) {
		t.Errorf("not settled: %d %s", code, errs)
	}
}

// TestRecordWithoutARegistry records by form alone, and says so; a registry can be named.
func TestRecordWithoutARegistry(t *testing.T) {
	config, url := besideDaemon(t, "")
	code, out, errs := run(t.Context(), "record", "placed", "nobody/order-window/x@2026-09-01", "--config", config, "--now", "2026-09-20T09:00:00Z")
	if code != 0 || out != "nobody/order-window/x@2026-09-01: placed, on 2026-09-20\n" || !strings.Contains(errs, "so the subject was not checked; name it with --config FILE or --registry PATH") {
		t.Errorf("%d\n%s%s", code, out, errs)
	}
	if f := lastFact(t, url); f.Supplier != "nobody" || f.Data["window"] != "2026-09-01" {
		t.Errorf("%+v", f)
	}
	code, _, errs = run(t.Context(), "record", "placed", "nobody/order-window/x", "--config", config, "--registry", filepath.Join(filepath.Dir(config), "r.yaml"))
	if code != 2 || !strings.Contains(errs, `there is no supplier "nobody"; the only one is "acme"`) {
		t.Errorf("%d %s", code, errs)
	}
}

// TestRecordWithoutAState says what makes one.
func TestRecordWithoutAState(t *testing.T) {
	t.Chdir(t.TempDir())
	code, _, errs := run(t.Context(), "record", "reviewed", "acme")
	if code != 2 || !strings.Contains(errs, "made by the first `supplierwatch run`") {
		t.Errorf("%d %s", code, errs)
	}
	if left, _ := os.ReadDir("."); len(left) > 0 {
		t.Errorf("made: %v", left)
	}
}

// TestRecordKeepNeedsARenewal holds that nobody is told that a contract is kept which ends all the same.
func TestRecordKeepNeedsARenewal(t *testing.T) {
	config, _ := besideDaemon(t, "with")
	code, _, errs := run(t.Context(), "record", "keep", "acme/contract/lease", "--config", config, "--now", "2026-12-05T08:00:00Z")
	if code != 2 || !strings.Contains(errs, `contract "lease" of acme is ending: it ends on 2027-03-31 and does not renew, so that there is nothing to keep`) {
		t.Errorf("%d %s", code, errs)
	}
}

// TestRecordSaysWhenANoticeEndsTheContract holds that a notice which came too late for one end counts for the next.
func TestRecordSaysWhenANoticeEndsTheContract(t *testing.T) {
	for on, end := range map[string]string{"2026-12-31": "2027-03-31", "2027-01-01": "2028-03-31"} {
		config, _ := besideDaemon(t, "with")
		code, _, errs := run(t.Context(), "record", "notice-given", "acme/contract/msa", "--on", on, "--config", config, "--now", "2027-01-05T08:00:00Z")
		if code != 0 || !strings.Contains(errs, "this notice ends the contract on "+end) {
			t.Errorf("notice of %s: %d %s", on, code, errs)
		}
	}
}

// TestRecordWantsTheDayOfReceipt holds that sent is not received: nobody is supposed to have a notice on the day on which it is recorded.
func TestRecordWantsTheDayOfReceipt(t *testing.T) {
	config, _ := besideDaemon(t, "with")
	code, _, errs := run(t.Context(), "record", "notice-given", "acme/contract/msa", "--config", config, "--now", "2026-12-05T08:00:00Z")
	if want := "`notice-given` needs --on: the day on which the supplier received our notice, such as 2026-09-12\n"; code != 2 || !strings.HasSuffix(errs, want) {
		t.Errorf("%d %s", code, errs)
	}
}

// TestRecordWantsTheNewLastDay holds that a renewal without its day is asked for that day, and not for the end of a kept contract, which the same flag names.
func TestRecordWantsTheNewLastDay(t *testing.T) {
	config, _ := besideDaemon(t, "with")
	code, _, errs := run(t.Context(), "record", "renewed", "acme/contract/msa", "--config", config, "--now", "2026-12-05T08:00:00Z")
	if want := "`renewed` needs --until: the new last day of the contract, such as 2028-03-31\n"; code != 2 || !strings.HasSuffix(errs, want) {
		t.Errorf("%d %s", code, errs)
	}
}
