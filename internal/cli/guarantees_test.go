package cli_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"supplierwatch/internal/cli"
)

// sharedRegistry is what every registry below shares.
const sharedRegistry = `version: 1
calendars: {munich: {timezone: Europe/Berlin, holidays: [DE-BY], hours: "08:00-17:00"}, gulf: {timezone: Asia/Riyadh, weekend: [friday, saturday]}}
teams:
  purchasing: {email: purchasing@buyer.example, members: [a@buyer.example, b@buyer.example], calendar: munich}
  operations: {email: operations@buyer.example, members: [c@buyer.example]}
lines: {litho: {name: Lithography, team: operations, downtime_cost_per_day: {amount: 2700000, currency: EUR}}}
mailboxes: {orders: {address: orders@buyer.example, purpose: order-confirmation}}
defaults: {tier: critical, country: DE, owner: purchasing}
`

// drawSupplier writes a supplier about which there is something of every kind to say.
func drawSupplier(t *rapid.T, n int) string {
	day := func(label string) string {
		return fmt.Sprintf("20%02d-%02d-%02d", rapid.IntRange(24, 28).Draw(t, label+" year"), rapid.IntRange(1, 12).Draw(t, label+" month"), rapid.IntRange(1, 28).Draw(t, label))
	}
	return fmt.Sprintf(`  - id: s%d
    name: Supplier %d
    tier: %s
    calendar: %s
    reviewed: {on: %s}
    supplies: {id: x, item: resist, used_in: litho, time_to_recover: 120 days, lead_time: 60 days, stock: {on_hand: 50, daily_usage: 0.5, as_of: %s}}
    contacts:
      - {role: orders, email: orders@s%d.example, verified: {on: %s, by: purchasing, how: reply}}
      - {role: escalation, email: duty@s%d.example, phone: "089 1234567"}
    contracts:
      - {ends: %s, renewal: automatic, renewal_term: 12 months, notice: 3 months, notice_theirs: 1 month, decide_within: 10 business days}
      - {id: fixed, ends: %s, renewal: none}
    order_windows: {yearly: {opens: 11-01, closes: 01-31}, supplies: x, approval: 10 business days, need_by: %s}
    deliveries: {schedule: {rrule: FREQ=MONTHLY, from: %s}, confirmation: {by: us, before: 2 business days}}
`, n, n, rapid.SampledFrom([]string{"critical", "important", "standard"}).Draw(t, "tier"), rapid.SampledFrom([]string{"munich", "gulf"}).Draw(t, "calendar"),
		day("reviewed"), day("counted"), n, day("verified"), n, day("ends"), day("fixed"), day("needed"), day("from"))
}

const instant = "2026-11-22T10:00:00Z"

// say runs a command at an instant and gives all that it prints.
func say(t testing.TB, now string, args ...string) string {
	t.Helper()
	var out, problems bytes.Buffer
	code := cli.Main(t.Context(), append(args, "--now", now), cli.Streams{In: strings.NewReader(""), Out: &out, Err: &problems})
	if refused := code == cli.ExitUsage; refused != (problems.Len() > 0) || out.Len() == 0 {
		t.Fatalf("%v: %q, and says %s", args, out.String(), problems.String())
	}
	return out.String()
}

var answers = [][]string{
	{"check", "--all"}, {"check", "--format", "json"}, {"deadlines", "--within", "5 years"}, {"deadlines", "--format", "json", "--all"},
}

// rounds returns how often a test repeats its questions: a fifth as often with -short. A race between the readers of the files shows in any
// round; the rest look for answers that differ.
func rounds(most int) int {
	if testing.Short() {
		return most / 5
	}
	return most
}

// place is where something stands, which is all that may differ where suppliers change places.
var place = regexp.MustCompile(`(?m)"(line|column|file)": .*$|s[0-9]\.yaml:[0-9]+ |[a-z]\.yaml:[0-9]+ +`)

// TestTheOrderOfFilesAndOfSuppliersChangesNothing asks about the same suppliers, in files given in another order, and in other places.
func TestTheOrderOfFilesAndOfSuppliersChangesNothing(t *testing.T) {
	dir := t.TempDir()
	runs := 0
	rapid.Check(t, func(rt *rapid.T) {
		if runs++; runs > rounds(25) {
			return // each run asks twelve times
		}
		suppliers := []string{drawSupplier(rt, 0), drawSupplier(rt, 1), drawSupplier(rt, 2), drawSupplier(rt, 3)}
		write := func(name string, order []string) []string {
			files := map[string]string{"a": sharedRegistry, "b": "version: 1\nsuppliers:\n" + order[0] + order[1], "c": "version: 1\nsuppliers:\n" + order[2] + order[3]}
			var paths []string
			for _, f := range []string{"a", "b", "c"} {
				path := filepath.Join(dir, name, f+".yaml")
				if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
					rt.Fatal(err)
				}
				if err := os.WriteFile(path, []byte(files[f]), 0o600); err != nil {
					rt.Fatal(err)
				}
				paths = append(paths, path)
			}
			return paths
		}
		given := write("given", suppliers)
		moved := write("moved", rapid.Permutation(suppliers).Draw(rt, "suppliers"))
		turned := rapid.Permutation(given).Draw(rt, "files")
		for _, args := range answers {
			want := say(t, instant, append(args, given...)...)
			if got := say(t, instant, append(args, turned...)...); got != want {
				rt.Fatalf("%v: files in the order %v:\n%s\nwant\n%s", args, turned, got, want)
			}
			elsewhere := strings.ReplaceAll(say(t, instant, append(args, moved...)...), "/moved/", "/given/")
			if got, want := place.ReplaceAllString(elsewhere, ""), place.ReplaceAllString(want, ""); got != want {
				rt.Fatalf("%v: suppliers in other places:\n%s\nwant\n%s", args, got, want)
			}
		}
	})
}

// TestTheSameInstantGivesTheSameBytes asks again and again, with the instant written in other offsets.
func TestTheSameInstantGivesTheSameBytes(t *testing.T) {
	registry := "../../examples/quickstart/registry"
	for _, args := range append(answers, []string{"report"}, []string{"report", "--format", "json"}, []string{"report", "--format", "csv"}, []string{"calendar"}) {
		args = append(args, registry)
		want := say(t, instant, args...)
		for range rounds(5) {
			for _, now := range []string{instant, "2026-11-22T11:00:00+01:00", "2026-11-21T22:00:00-12:00"} {
				if got := say(t, now, args...); got != want {
					t.Errorf("%v at %s:\n%s\nwant\n%s", args, now, got, want)
				}
			}
		}
	}
}
