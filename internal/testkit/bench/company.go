package bench

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"text/template"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/testkit"
)

// supplier is one record of about 1.5 KB.
var supplier = template.Must(template.New("supplier").Parse(`  - id: {{.ID}}
    name: "Supplier {{.Number}} Industrial Components GmbH"
    tier: {{.Tier}}
    owner: {{.Team}}
    country: DE
    {{with .Known}}reviewed: {on: {{.}}, by: ann@buyer.test}
    they_know: [{mailbox: confirmations, on: {{.}}}]{{end}}
    supplies:
      - {id: housing, item: "bearing housing, cast, machined", lead_time: {{.LeadTime}} days, time_to_recover: 200 days, stock: {on_hand: 5000, unit: kg, daily_usage: 10, as_of: {{.Today}}}}
      - {id: seals, item: "seal kit, nitrile"}
    contracts:
      - {id: agreement, title: "Supply agreement C-{{.Number}}", supplies: [housing], starts: 2024-01-15, ends: {{.Ends}}, {{if .Manual}}renewal: manual{{else}}notice: 90 days, renewal: automatic, renewal_term: 12 months{{end}}}
    order_windows:
      - {id: spring, title: spring call-off, supplies: seals, yearly: {opens: 02-01, closes: 02-28}}
      - {id: autumn, title: autumn call-off, supplies: seals, yearly: {opens: 08-01, closes: 08-31}}
    contacts:
      - {id: orders, role: orders, name: Alex Example {{.Number}}, email: orders.{{.Number}}@{{.ID}}.test, phone: "+49 30 5550{{.Phone}}"{{with .Known}}, verified: {on: {{.}}, by: ann, how: call}{{end}}}
      - {id: duty, role: escalation, name: Sam Sample {{.Number}}, email: postmaster@{{.ID}}.test, phone: "+49 30 5551{{.Phone}}", hours: "24/7"{{with .Known}}, verified: {on: {{.}}, by: ann, how: call}{{end}}}
    endpoints:
      - {id: portal, kind: http, target: "https://www.{{.ID}}.test/portal", team: {{.Team}}}
      - {id: edi, kind: tcp, target: "edi.{{.ID}}.test:5000", team: {{.Team}}}
    notes: |
      Sole source for the cast housing; the tooling is ours and stored on their site.
      Last audit 2025-11, no findings. Prices are indexed each quarter.
`))

// company is our side of a registry. No mail waits for the morning.
const company = `version: 1
calendars: {always: {timezone: UTC, weekend: [], hours: "%s"}}
defaults: {calendar: always, country: DE}
mailboxes:
  confirmations: {address: confirmations@buyer.test, team: buying-0%s}
escalation_policies:
  at-once: {steps: [{notify: [owner]}], repeat: 1 day, quiet_hours: ignore}
tiers: {critical: {escalation: at-once}, important: {escalation: at-once}, standard: {escalation: at-once}}
`

// companyFiles describes a registry to be written. By itself everybody is verified and nothing is due.
type companyFiles struct {
	Suppliers, Teams int
	PerFile          int    // suppliers in one file; 0: all in one
	Expiring         bool   // every contract ends in ten days and nobody has renewed it
	Neglected        bool   // nobody has verified a contact or reviewed a supplier
	Account          string // with which the daemon reads our mailbox for confirmations; empty: it does not
}

// record is what the template of a supplier shows.
type record struct {
	Number, ID, Tier, Team, Phone string
	LeadTime                      int
	Today, Ends                   civil.Date
	Known                         string // the day on which everything was verified
	Manual                        bool
}

// write writes the registry into a folder.
func (c companyFiles) write(folder string) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	if err := writeFile(filepath.Join(folder, "company.yaml"), c.writeTeams); err != nil {
		return err
	}
	perFile := c.PerFile
	if perFile == 0 {
		perFile = c.Suppliers
	}
	today := civil.DateOf(time.Now().UTC())
	for from := 0; from < c.Suppliers; from += perFile {
		some := func(w *bufio.Writer) error { return c.writeSuppliers(w, from, min(from+perFile, c.Suppliers), today) }
		if err := writeFile(supplierFile(folder, from/perFile), some); err != nil {
			return err
		}
	}
	return nil
}

// supplierFile returns the path of one of the files with suppliers.
func supplierFile(folder string, i int) string {
	return filepath.Join(folder, fmt.Sprintf("suppliers-%06d.yaml", i))
}

func (c companyFiles) writeTeams(w *bufio.Writer) error {
	account := ""
	if c.Account != "" {
		account = ", purpose: order-confirmation, account: " + c.Account
	}
	fmt.Fprintf(w, company+"teams:\n", testkit.OpenNow(), account)
	for i := range max(c.Teams, 1) {
		fmt.Fprintf(w, "  buying-%[1]d: {email: buying-%[1]d@buyer.test, phone: \"+49 30 555900\", members: [ann-%[1]d@buyer.test, bob-%[1]d@buyer.test], calendar: always}\n", i)
	}
	return nil // the writer keeps its first error for Flush
}

func (c companyFiles) writeSuppliers(w *bufio.Writer, from, to int, today civil.Date) error {
	fmt.Fprint(w, "version: 1\nsuppliers:\n")
	for i := from; i < to; i++ {
		if err := supplier.Execute(w, c.record(i, today)); err != nil {
			return err
		}
	}
	return nil
}

func (c companyFiles) record(i int, today civil.Date) record {
	r := record{
		Number: fmt.Sprintf("%06d", i), ID: fmt.Sprintf("sup-%06d", i), Tier: []string{"critical", "important", "standard"}[i%3],
		Team: fmt.Sprintf("buying-%d", i%max(c.Teams, 1)), Phone: fmt.Sprintf("%05d", i%100_000), LeadTime: 7 + i%90, Today: today,
		Ends: civil.NewDate(today.Year()+2, time.Month(1+i%12), 1+i%28),
	}
	if !c.Neglected {
		r.Known = today.String()
	}
	if c.Expiring {
		r.Ends, r.Manual = today.AddDays(10), true
	}
	return r
}

// writeFile writes a file through a buffer.
func writeFile(path string, write func(*bufio.Writer) error) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	w := bufio.NewWriterSize(f, 1<<20)
	if err := write(w); err != nil {
		return err
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return f.Close()
}
