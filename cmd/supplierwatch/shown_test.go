package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"supplierwatch/internal/testkit"
	"supplierwatch/internal/testkit/shown"
)

// outcome is how a command ends and what it prints.
type outcome struct {
	code   int
	prints string
}

// outcomes are those of the documented lines, by their beginning; the longest one counts.
var outcomes = map[string]outcome{
	"supplierwatch init":               {prints: `my-suppliers`},
	"supplierwatch reload":             {prints: `^The registry was reloaded: 1 supplier\.$`},
	"supplierwatch status":             {prints: `contract-notice-due`},
	"supplierwatch ack":                {prints: `: Acknowledged until `},
	"supplierwatch snooze":             {prints: `: Snoozed until `},
	"supplierwatch not-mine":           {prints: `: Escalated by .* Notified next, .*: Oncall\.$`},
	"supplierwatch drill":              {prints: `^1 of 1 answered`},
	"supplierwatch drill --no-wait":    {prints: `drill [0-9a-f]+ requested`},
	"supplierwatch drill --plan":       {prints: `^  oncall@buyer\.test: would be mailed at once`},
	"supplierwatch record placed":      {prints: `^acme/order-window/annual@\d{4}-\d\d-\d\d: placed, .*reference 4500012345; .*settles order-window-closing$`},
	"supplierwatch record verified":    {prints: `^acme/contact/orders: verified, .*by jane\.doe@buyer\.example, how call`},
	"supplierwatch record keep":        {prints: `^acme/contract/msa: keep, .*written to registry/acme\.yaml.*settles contract-notice-due$`},
	"supplierwatch verify":             {prints: `^orders@acme\.test  question in en and de`},
	"supplierwatch read":               {prints: `^bounce\.eml: bounce, gone$`},
	"supplierwatch read --format json": {prints: `"file": "answers/bounce\.eml"`},
	"supplierwatch state backup":       {prints: `^Backup written and checked: .*/backup/supplierwatch-\d{4}-\d\d-\d\d\.db`},
	"supplierwatch state check":        {prints: `supplierwatch\.db is undamaged: [1-9]\d* facts?, [1-9]\d* alerts?`},
	"supplierwatch check --config":     {code: 1, prints: `^  ok +smtp\[0\] directory`},
	nagios:                             {code: 2, prints: `^SUPPLIERWATCH CRITICAL - 1 supplier`},
	"docker exec supplierwatch /":      {prints: `contract-notice-due`},
}

// nagios ends as a plugin does: with 2 where a finding is critical.
const nagios = "supplierwatch check --config supplierwatch.yaml --format nagios"

// TestCommandsBesideADaemon runs the documented lines that need more than a registry, each in the folder of a company of its own, whose daemon
// runs and whose mails go into a folder.
func TestCommandsBesideADaemon(t *testing.T) {
	t.Parallel()
	program(t)
	documents, err := shown.Documents("../..")
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range documents {
		for _, line := range shown.Commands(text) {
			if !shown.RunsBesideADaemon(line) || name == "CHANGELOG.md" || name == "docs/tutorial.md" || name == "docs/quickstart.md" || name == "docs/reliability.md" {
				continue
			}
			t.Run(line, func(t *testing.T) {
				t.Parallel()
				openDesk(t, text).run(t, line)
			})
		}
	}
}

// desk is the folder in which a reader of the documents works.
type desk struct {
	*installation
	document string // the text that shows the commands
	daemon   *daemon
	dir      string // where the next line runs
}

// openDesk starts the daemon of a company with the supplier, the dates and the mails of the documents.
func openDesk(t *testing.T, document string) *desk {
	t.Helper()
	d := &desk{installation: newInstallation(t), document: document}
	d.dir = d.folder
	d.state = filepath.Join(d.folder, "var", "supplierwatch.db")
	names := testkit.StartDNS(t)
	names.Set(t, "mx.test", "A 127.0.0.1")
	names.Set(t, "acme.test", "MX 10 mx.test.")
	d.configure(t, intoFolder, fmt.Sprintf(`probe: {resolver: %q}`, names.Addr), `vantage: {names: [acme.test]}`,
		`verification: {mode: ask, from: "Buyer AG Purchasing <watchdog@buyer.test>", reply_to: watchdog@buyer.test}`)
	change(t, d.config, "sqlite:state.db", "sqlite:var/supplierwatch.db")
	change(t, d.config, "mailboxes: \"* * * * *\"", "verify: \"* * * * *\"")
	d.write(t, "registry/company.yaml", `version: 1
calendars: {always: {timezone: UTC, weekend: [], holidays: [], hours: "`+testkit.OpenNow()+`"}}
defaults: {country: DE, calendar: always, owner: oncall}
teams: {oncall: {email: oncall@buyer.test, members: [jane.doe@buyer.example, b.roy@buyer.test]}, operators: {email: operators@buyer.test}}
`)
	d.write(t, "registry/acme.yaml", d.acme())
	d.write(t, "backup/.keep", "")
	d.writeMails(t)
	d.daemon = startReady(t, "--config", d.config)
	return d
}

// acme is the supplier of the documents, with an order to be placed this month and a notice to be decided about.
func (d *desk) acme() string {
	return fmt.Sprintf(`version: 1
suppliers:
  - id: acme
    name: ACME
    tier: critical
    customer_number: "88231"
    contacts:
      - {role: orders, name: Order desk, email: orders@acme.test, phone: "+49 89 1234567"}
      - {role: escalation, phone: "+49 89 1234599"}
    contracts:
      - {id: msa, title: Supply agreement, ends: %s, renewal: automatic, renewal_term: 12 months, notice: 30 days, decide_within: 10 days}
    order_windows:
      - {id: annual, opens: %s, closes: %s}
`, contractEnd(), today.AddDate(0, 0, -20).Format(time.DateOnly), today.AddDate(0, 0, 2).Format(time.DateOnly))
}

// writeMails puts the mails of docs/read.md beside the registry.
func (d *desk) writeMails(t *testing.T) {
	t.Helper()
	script, err := txtar.ParseFile("../../internal/cli/testdata/script/read.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range script.Files {
		if filepath.Ext(f.Name) == ".eml" {
			text := strings.ReplaceAll(string(f.Data), "ACME.example", "acme.example")
			d.write(t, f.Name, text)
			d.write(t, "answers/"+f.Name, text)
		}
	}
}

// run does what a line says, and wants the command to end and to print as it should.
func (d *desk) run(t *testing.T, line string) {
	t.Helper()
	switch {
	case strings.HasPrefix(line, "supplierwatch run --config"):
		d.runDaemon(t, line)
	case strings.HasPrefix(line, "supplierwatch drill"):
		d.runDrill(t, line)
	default:
		d.shell(t, line)
	}
	if pattern := mailAfter[strings.Join(strings.Fields(line)[:2], " ")]; pattern != "" {
		d.awaitMail(t, pattern)
	}
	if state := stateAfter[strings.Join(strings.Fields(line)[:2], " ")]; state != "" {
		// The daemon acts at its next evaluation, which is up to a minute away.
		untilWithin(t, aMinute, "the alert is "+state, func() bool { return d.daemon.alert(t, "contract-notice-due").State == state })
	}
}

// mailAfter has what the daemon mails after a command, and stateAfter what becomes of the alert about the contract.
var (
	mailAfter = map[string]string{
		"supplierwatch verify": "*-verification-orders-*.eml", "supplierwatch not-mine": "*-alert-oncall-*.eml",
	}
	stateAfter = map[string]string{
		"supplierwatch ack": "acknowledged", "supplierwatch snooze": "snoozed",
	}
)

func (d *desk) awaitMail(t *testing.T, pattern string) {
	t.Helper()
	untilWithin(t, aMinute, pattern, func() bool { return len(d.mails(t, pattern)) > 0 })
}

// mails returns the paths of the mails whose names match a pattern.
func (d *desk) mails(t *testing.T, pattern string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(d.folder, "outbox", pattern))
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// runDaemon starts a daemon with the configuration of a line. That of a starter does not exist yet, and has a port that others use.
func (d *desk) runDaemon(t *testing.T, line string) {
	t.Helper()
	d.daemon.stop(t)
	config := filepath.Join(d.folder, strings.Fields(line)[3])
	if starter := filepath.Dir(config); starter != d.folder {
		if a := shell(t, "init", starter); a.code != 0 {
			t.Fatalf("init ended with %d:\n%s", a.code, a.err)
		}
		change(t, config, "127.0.0.1:8080", "127.0.0.1:0")
		add(t, config, "probe: {resolver: \"127.0.0.1:1\"}\nvantage: {names: []}\n")
	}
	startReady(t, "--config", config).stop(t)
}

var drillAnswer = regexp.MustCompile(`supplierwatch ack drill-[0-9a-f]+-\d+`)

// runDrill holds a drill. Where the command waits for answers, the test alert is answered by the command that it names.
func (d *desk) runDrill(t *testing.T, line string) {
	t.Helper()
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		d.shell(t, line)
	}()
	if !strings.Contains(line, "--plan") {
		d.awaitMail(t, "*-drill-oncall-*.eml")
		raw, err := os.ReadFile(d.mails(t, "*-drill-oncall-*.eml")[0])
		if err != nil {
			t.Fatal(err)
		}
		answer := drillAnswer.FindString(strings.Join(strings.Fields(testkit.ParseMessage(raw).Text), " "))
		if out, err := d.command(t, answer).CombinedOutput(); err != nil {
			t.Errorf("%q: %v\n%s", answer, err, out)
		}
	}
	select {
	case <-ended:
	case <-time.After(aMinute):
		t.Errorf("%s has not ended", line)
	}
}

// shell runs a line as a shell does, in the folder of the company, and compares how it ends.
func (d *desk) shell(t *testing.T, line string) {
	t.Helper()
	cmd := d.command(t, line)
	out, err := cmd.CombinedOutput()
	want := outcomeOf(line)
	if cmd.ProcessState == nil || cmd.ProcessState.ExitCode() != want.code {
		t.Errorf("%s: %v, want exit code %d\n%s", line, err, want.code, out)
	}
	if !regexp.MustCompile("(?m)" + want.prints).Match(out) {
		t.Errorf("%s prints\n%swant %s", line, out, want.prints)
	}
	if strings.HasPrefix(line, "supplierwatch read bounce.eml") && !strings.Contains(d.document, "```text\n"+string(out)+"```") {
		t.Errorf("%s prints what its document does not show:\n%s", line, out)
	}
}

// outcomeOf returns the outcome that a line should have.
func outcomeOf(line string) outcome {
	best := ""
	for beginning := range outcomes {
		if strings.HasPrefix(line, beginning) && len(beginning) > len(best) {
			best = beginning
		}
	}
	return outcomes[best]
}

// command takes a line with the paths, the user and the alert of this company in place of those of the document.
func (d *desk) command(t *testing.T, line string) *exec.Cmd {
	t.Helper()
	line = strings.TrimPrefix(line, "docker exec supplierwatch /")
	line = strings.Replace(d.here(line), "chown supplierwatch:", "chown $(id -un):", 1)
	if strings.Contains(line, "a3f09c") {
		line = strings.ReplaceAll(line, "a3f09c", d.daemon.awaitState(t, "contract-notice-due", "firing").ID)
	}
	cmd := exec.CommandContext(t.Context(), "sh", "-c", line)
	cmd.Dir, cmd.Env = d.dir, append(os.Environ(), "PATH="+filepath.Dir(program(t))+":"+os.Getenv("PATH"))
	return cmd
}

// here returns a line with the folders of this company in place of those of a service.
func (d *desk) here(line string) string {
	return strings.NewReplacer("/etc/supplierwatch", d.folder, "/var/lib/supplierwatch", filepath.Dir(d.state), "/backup/", d.folder+"/backup/").Replace(line)
}
