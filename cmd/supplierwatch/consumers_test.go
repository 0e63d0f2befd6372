//go:build consumers

package main

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The tests of this file feed every output format to the program that reads it. `make consumers` installs these programs and runs the tests.

// consume runs a consumer, which must accept what it is given on standard input or as a file.
func consume(t *testing.T, input, name string, args ...string) string {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir, cmd.Stdin = t.TempDir(), strings.NewReader(input)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Errorf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
	return string(out)
}

// python is Debian's, which has the modules that Debian's packages install; another one may come first in the path.
const python = "/usr/bin/python3"

// npm returns the path of a program that `make consumers` installed from npm.
func npm(t *testing.T, name string) string {
	t.Helper()
	path, err := filepath.Abs("../../.ci/consumers/node_modules/.bin/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// save writes a text to a file of its own and returns its path.
func save(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// printed returns what a command of the program prints.
func printed(t *testing.T, args ...string) string {
	t.Helper()
	said := shell(t, args...)
	if said.code > 1 || said.out == "" {
		t.Fatalf("supplierwatch %s: exit code %d\n%s", strings.Join(args, " "), said.code, said.err)
	}
	return said.out
}

// example returns the path of an example's registry.
func example(t *testing.T, name string) string {
	t.Helper()
	path, err := filepath.Abs("../../examples/" + name + "/registry")
	if err != nil {
		t.Fatal(err)
	}
	return path
}

func TestConsumersReadTheServer(t *testing.T) {
	d, _ := apiInstallation(t)
	for name, read := range map[string]func(t *testing.T, body string){
		"/metrics": func(t *testing.T, body string) { consume(t, body, "promtool", "check", "metrics") },
		"/api/v1/openapi.json": func(t *testing.T, body string) {
			consume(t, "", npm(t, "validate-api"), save(t, "openapi.json", body))
		},
		"/calendar.ics": func(t *testing.T, body string) { readCalendar(t, body) },
		"/":             func(t *testing.T, body string) { readPage(t, body) },
	} {
		t.Run(name, func(t *testing.T) {
			code, body := d.ask(t, http.MethodGet, name, "let me read")
			if code != http.StatusOK {
				t.Fatalf("%d: %s", code, body)
			}
			read(t, body)
		})
	}
}

// TestConsumersReadAlertRules has Prometheus check the example alert rules, and say when each of them fires.
func TestConsumersReadAlertRules(t *testing.T) {
	folder, err := filepath.Abs("../../examples/prometheus")
	if err != nil {
		t.Fatal(err)
	}
	consume(t, "", "promtool", "check", "rules", "--lint=all", "--lint-fatal", filepath.Join(folder, "supplierwatch.rules.yml"))
	consume(t, "", "promtool", "test", "rules", filepath.Join(folder, "supplierwatch.rules.test.yml"))
}

// readCalendar has Python's icalendar read a calendar of at least one event.
func readCalendar(t *testing.T, text string) {
	t.Helper()
	consume(t, text, python, "-c", `
import sys, icalendar
calendar = icalendar.Calendar.from_ical(sys.stdin.buffer.read())
events = calendar.walk("VEVENT")
assert events, "no event"
for event in events:
    assert event["uid"] and event["summary"] and event["dtstart"].dt and not event.errors, event
assert len({event["uid"] for event in events}) == len(events), "a UID is not unique"
`)
}

// readPage checks a page against the HTML standard.
func readPage(t *testing.T, text string) {
	t.Helper()
	consume(t, "", npm(t, "html-validate"), "--preset", "standard", save(t, "page.html", text))
}

func TestConsumersReadDeadlines(t *testing.T) {
	readCalendar(t, printed(t, "calendar", example(t, "fab")))
}

func TestConsumersReadReports(t *testing.T) {
	readPage(t, printed(t, "report", "--format", "html", example(t, "fab")))
	for name, text := range map[string]string{
		"report":     printed(t, "report", "--format", "csv", example(t, "fab")),
		"call sheet": printed(t, "verify", "--sheet", "--format", "csv", "--registry", example(t, "quickstart")),
	} {
		t.Run(name, func(t *testing.T) {
			consume(t, text, python, "-c", `
import csv, io, sys
text = sys.stdin.buffer.read().decode("utf-8-sig")
rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
assert len(rows) > 1, "no row"
assert len({len(row) for row in rows}) == 1, "rows of different lengths"
`)
		})
	}
}

// exampleConfig writes a configuration of the larger example and returns its path.
func exampleConfig(t *testing.T) string {
	t.Helper()
	return save(t, "supplierwatch.yaml", fmt.Sprintf("registry: [%s]\nstate: sqlite:state.db\n"+
		"identity: {organization: Buyer AG, domains: [buyer.test], from: watchdog@buyer.test}\nsmtp: [{directory: outbox}]\n", example(t, "fab")))
}

// TestConsumersReadSchemas has the validator that many editors use check YAML and JSON with our schemas. The YAML is read by the library of the YAML
// language server.
func TestConsumersReadSchemas(t *testing.T) {
	files, err := filepath.Glob(example(t, "fab") + "/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no files of the example: %v", err)
	}
	for i, path := range files {
		files[i] = asJSON(t, path)
	}
	validate(t, "registry", files...)
	validate(t, "config", asJSON(t, exampleConfig(t)))
	validate(t, "check", save(t, "check.json", printed(t, "check", "--format", "json", example(t, "fab"))))
}

// asJSON converts a YAML file and returns the path of the copy.
func asJSON(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return save(t, filepath.Base(path)+".json", consume(t, string(text), npm(t, "yaml"), "--json", "--single", "--strict"))
}

// validate checks files with one of the schemas that the program prints.
func validate(t *testing.T, schema string, files ...string) {
	t.Helper()
	args := []string{"validate", "--spec=draft2020", "--strict=false", "-c", npm(t, "../ajv-formats"), "-s", save(t, schema+".json", printed(t, "schema", schema))}
	for _, path := range files {
		args = append(args, "-d", path)
	}
	consume(t, "", npm(t, "ajv"), args...)
}

// TestConsumersReadTheStarter has yamllint read what init writes.
func TestConsumersReadTheStarter(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "mine")
	if said := shell(t, "init", folder); said.code != 0 {
		t.Fatal(said.err)
	}
	consume(t, "", "yamllint", "-d", "{extends: relaxed, rules: {line-length: disable}}", "--strict", folder)
}

// TestConsumersReadMails has Python's mail package, which records every deviation from the standard, read the mails of a first start.
func TestConsumersReadMails(t *testing.T) {
	o := simple(t, "{directory: outbox}")
	startReady(t, "--config", o.config)
	consume(t, "", python, "-c", `
import email, email.policy, pathlib, sys
mails = sorted(pathlib.Path(sys.argv[1]).rglob("*.eml"))
assert mails, "no mail"
for path in mails:
    mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    for part in mail.walk():
        assert not part.defects, (path, part.defects)
        for name, value in part.items():
            assert not value.defects, (path, name, value.defects)
    assert mail["From"].addresses and mail["To"].addresses and mail["Date"].datetime and mail["Subject"], path
    assert mail.get_body(("plain",)).get_content() and mail.get_body(("html",)).get_content(), path
`, filepath.Join(o.folder, "outbox"))
}

// TestAlertmanagerTakesOurAlerts runs Alertmanager and waits until it lists the alert that the daemon posted.
func TestAlertmanagerTakesOurAlerts(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	listener.Close()
	cmd := exec.Command("prometheus-alertmanager", "--config.file="+save(t, "alertmanager.yml", "route: {receiver: nobody}\nreceivers: [{name: nobody}]\n"),
		"--storage.path="+t.TempDir(), "--web.listen-address="+address, "--cluster.listen-address=")
	log := &record{}
	cmd.Stdout, cmd.Stderr = log, log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	}()
	manager := &daemon{page: "http://" + address, log: log}
	until(t, "Alertmanager is ready", func() bool {
		answer, err := http.Get(manager.page + "/-/ready")
		if err != nil {
			return false
		}
		answer.Body.Close()
		return answer.StatusCode == http.StatusOK
	})
	o := simple(t, "{directory: outbox}")
	add(t, o.config, fmt.Sprintf("webhooks:\n  manager: {url: %q, on: [critical, warning], format: alertmanager}\n", manager.page+"/api/v2/alerts"))
	startReady(t, "--config", o.config)
	until(t, "Alertmanager lists the alert", func() bool {
		code, body := manager.get(t, "/api/v2/alerts")
		return code == http.StatusOK && strings.Contains(body, "contract-notice-due")
	})
}
