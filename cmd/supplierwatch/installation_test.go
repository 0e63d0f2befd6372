package main

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/testkit"
)

// installation is a folder with what a company writes: a registry, and the
// configuration of its daemon.
type installation struct {
	folder   string
	config   string // the configuration's path
	registry string // the registry's folder
	state    string // the daemon's database
}

// newInstallation makes an empty one.
func newInstallation(t testing.TB) *installation {
	t.Helper()
	folder := t.TempDir()
	o := &installation{
		folder: folder, config: filepath.Join(folder, "supplierwatch.yaml"),
		registry: filepath.Join(folder, "registry"), state: filepath.Join(folder, "state.db"),
	}
	o.write(t, "write.tok", writeToken)
	return o
}

// writeToken is what acting over the page takes.
const writeToken = "open sesame"

// write puts a file into the folder, in place of the one before.
func (o *installation) write(t testing.TB, name, text string) {
	t.Helper()
	path := filepath.Join(o.folder, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// configure writes the configuration: a relay as a flow mapping, and whatever
// else there is to say, a line each.
func (o *installation) configure(t testing.TB, relay string, more ...string) {
	t.Helper()
	lines := append([]string{
		`registry: [registry]`,
		`state: sqlite:state.db`,
		`schedule: {probe: "* * * * *", mailboxes: "* * * * *"}`,
		`identity: {organization: Buyer AG, domains: [buyer.test], from: "Supplier Watch <watchdog@buyer.test>"}`,
		`smtp: [` + relay + `]`,
		`alerts: {operators: operators, group_wait: 1 second, max_per_recipient_per_hour: 1000}`,
		`http: {listen: "127.0.0.1:0", write_token: {file: write.tok}}`,
		`run: {shutdown_timeout: 3 seconds}`,
	}, more...)
	o.write(t, "supplierwatch.yaml", strings.Join(lines, "\n")+"\n")
}

// noNetwork is for a registry in which nothing is to be probed.
const noNetwork = `vantage: {names: []}`

// openRelay is a server at addr that wants neither TLS nor a login.
func openRelay(t testing.TB, addr string) string {
	t.Helper()
	host, port := split(t, addr)
	return fmt.Sprintf("{host: %s, port: %s, tls: none}", host, port)
}

func split(t testing.TB, addr string) (host, port string) {
	t.Helper()
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		t.Fatal(err)
	}
	return host, port
}

// company is our side: teams that work at the time of the test, every day. The policies
// define how they are notified.
func company(teams, policies string) string {
	return `version: 1
calendars:
  always: {timezone: UTC, weekend: [], hours: "` + testkit.OpenNow() + `"}
defaults: {country: DE, calendar: always, owner: oncall}
teams:
` + teams + `escalation_policies:
` + policies + `tiers:
  critical: {escalation: story, probe_every: 1 second}
`
}

// crew is a team with one address.
func crew(id string) string {
	return fmt.Sprintf("  %s: {email: %s@buyer.test, members: [a.li@buyer.test, b.roy@buyer.test], calendar: always}\n", id, id)
}

// undecided is a supplier with a contract whose notice has to be decided about
// today, and who has no address that could be probed. What has been
// decided is written behind the contract.
func undecided(id, decided string) string {
	return fmt.Sprintf(`version: 1
suppliers:
  - id: %[1]s
    name: %[1]s chemicals
    tier: critical
    contacts:
      - {role: orders, phone: "+49 89 1234567"}
      - {role: escalation, phone: "+49 89 1234599"}
    contracts:
      - {id: msa, title: Agreement with %[1]s, ends: %[2]s, renewal: automatic, renewal_term: 12 months, notice: 30 days, decide_within: 10 days%[3]s}
`, id, contractEnd(), decided)
}

// today is looked up once: a test that runs over midnight means one day all the
// same.
var today = time.Now().UTC()

// contractEnd leaves five days until notice of 30 days must have been received,
// and so lies five days behind the day to decide by.
func contractEnd() string { return today.AddDate(0, 0, 35).Format(time.DateOnly) }

// contractEndInWords writes that day as a receipt names it.
func contractEndInWords() string {
	end := today.AddDate(0, 0, 35)
	if end.Year() != today.Year() {
		return end.Format("Mon 2 Jan 2006")
	}
	return end.Format("Mon 2 Jan")
}

// kept is what is written behind a contract that is to go on.
func kept() string {
	return fmt.Sprintf(", kept: [{until: %s, on: %s}]", contractEnd(), today.Format(time.DateOnly))
}

// simple fills an installation with one supplier whose contract is undecided, and a
// relay over which its on-call team is notified, once.
func simple(t testing.TB, relay string) *installation {
	t.Helper()
	o := newInstallation(t)
	o.configure(t, relay, noNetwork)
	o.write(t, "registry/company.yaml", company(crew("oncall")+crew("operators"), toldOnce))
	o.write(t, "registry/acme.yaml", undecided("acme", ""))
	return o
}

// toldOnce notifies the owner and then, within the time of a test, nobody.
const toldOnce = "  story: {steps: [{notify: [owner]}], repeat: 1 day, quiet_hours: ignore}\n"
