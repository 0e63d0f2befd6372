package testkit

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// largeSupplier is the template of one supplier, with a deadline of each kind.
const largeSupplier = `  - id: supplier-%[1]d
    name: Supplier %[1]d GmbH
    tier: %[2]s
    owner: buying-%[3]d
    country: DE
    they_know: [{mailbox: confirmations, on: 2026-06-01}]
    reviewed: {on: 2026-05-01, by: buying}
    supplies:
      - {id: resin, item: resin, time_to_recover: 120 days, lead_time: 90 days, stock: {on_hand: %[4]d, unit: kg, daily_usage: 1, as_of: 2026-11-01}}
    contacts:
      - {id: orders, role: orders, email: orders@supplier-%[1]d.example, phone: "+49 89 1234567", verified: [{on: 2026-09-01, by: buying, how: reply}]}
      - {id: duty, role: escalation, email: duty@supplier-%[1]d.example, phone: 089 1234599, hours: 24/7}
    contracts:
      - {title: Supply, supplies: resin, starts: 2021-%02[5]d-01, term: 48 months, renewal: automatic, renewal_term: 12 months, notice: 3 months, decide_within: 10 business days}
    order_windows:
      - {title: allocation, supplies: resin, yearly: {opens: %02[5]d-01, closes: %02[5]d-28}, approval: 10 business days}
`

// LargeRegistry writes a registry of many suppliers, and returns its folder.
func LargeRegistry(tb testing.TB, n int) string {
	dir := tb.TempDir()
	var b strings.Builder
	b.WriteString("version: 1\ncalendars: {munich: {timezone: Europe/Berlin, hours: \"08:00-17:00\"}}\nmailboxes:\n  confirmations: {address: confirmations@works.example}\nteams:\n")
	for i := range 10 {
		fmt.Fprintf(&b, "  buying-%[1]d: {email: buying%[1]d@works.example, members: [a@works.example, b@works.example], calendar: munich}\n", i)
	}
	b.WriteString("suppliers:\n")
	for i := range n {
		fmt.Fprintf(&b, largeSupplier, i, []string{"critical", "important", "standard"}[i%3], i%10, 50+i%400, 1+i%12)
	}
	if err := os.WriteFile(filepath.Join(dir, "registry.yaml"), []byte(b.String()), 0o600); err != nil {
		tb.Fatal(err)
	}
	return dir
}
