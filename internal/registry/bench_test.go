package registry

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// many writes n suppliers, 100 a file, that use most of the model.
func many(tb testing.TB, n int) string {
	tb.Helper()
	dir := tb.TempDir()
	head := "version: 1\nteams:\n  buying: {email: buying@works.example, members: [a@works.example, b@works.example]}\n" +
		"mailboxes:\n  confirmations: {address: confirmations@works.example}\ndefaults: {country: DE}\n"
	files := map[string]*strings.Builder{"teams.yaml": {}}
	files["teams.yaml"].WriteString(head)
	for i := range n {
		name := fmt.Sprintf("suppliers-%03d.yaml", i/100)
		if files[name] == nil {
			files[name] = &strings.Builder{}
			files[name].WriteString("version: 1\nsuppliers:\n")
		}
		fmt.Fprintf(files[name], supplierTemplate, i, i, i, i)
	}
	for name, b := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(b.String()), 0o644); err != nil {
			tb.Fatal(err)
		}
	}
	return dir
}

const supplierTemplate = `  - id: supplier-%d
    name: Supplier %d GmbH
    tier: important
    owner: buying
    customer_number: "88231"
    identifiers: {erp: "100234", duns: "312345678"}
    they_know: [{mailbox: confirmations, on: 2026-06-01}]
    supplies:
      - {id: resin, item: resin, time_to_recover: 120 days, lead_time: 90 days, stock: {on_hand: 14, unit: kg, daily_usage: 0.11, as_of: 2026-11-01}}
    contacts:
      - id: orders
        role: orders
        email: orders@supplier-%d.example
        phone: "+49 89 1234567"
        hours: "07:00-17:00"
        backup: duty
        verified: [{on: 2026-09-01, by: buying, how: reply}, {on: 2026-09-03, by: a@works.example, how: call}]
      - {id: duty, role: escalation, email: duty@supplier-%d.example, phone: 089 1234599, hours: 24/7}
    endpoints:
      - {id: portal, kind: http, target: "https://portal.supplier.example/login", team: buying}
    contracts:
      - {title: Supply, supplies: resin, starts: 2021-04-01, term: 48 months, renewal: automatic, renewal_term: 12 months, notice: 3 months, decide_within: 10 business days}
    order_windows:
      - {title: allocation, supplies: resin, yearly: {opens: 09-01, closes: 09-30}, approval: 10 business days, confirmation: {mailbox: confirmations, within: 2 business days, subject: [order confirmation]}}
    deliveries:
      - {schedule: {rrule: "FREQ=WEEKLY;BYDAY=MO", from: 2026-01-05}, confirmation: {mailbox: confirmations, before: 2 business days}}
`

func BenchmarkLoad(b *testing.B) {
	for _, n := range []int{100, 1_000, 10_000} {
		b.Run(fmt.Sprintf("suppliers=%d", n), func(b *testing.B) {
			dir := many(b, n)
			for b.Loop() {
				if _, problems := Load([]string{dir}); len(problems) > 0 {
					b.Fatal(problems[0])
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/supplier")
		})
	}
}

// BenchmarkReload loads again what has not changed, and what has changed in one file.
func BenchmarkReload(b *testing.B) {
	dir := many(b, 10_000)
	var l Loader
	b.Run("unchanged", func(b *testing.B) {
		for b.Loop() {
			l.Load([]string{dir})
		}
	})
	b.Run("one file", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			content := fmt.Sprintf("version: 1 # changed %d times\n", i)
			if err := os.WriteFile(filepath.Join(dir, "extra.yaml"), []byte(content), 0o644); err != nil {
				b.Fatal(err)
			}
			l.Load([]string{dir})
		}
	})
}
