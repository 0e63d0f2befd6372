package oneshot

import (
	"context"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/testkit"
	"supplierwatch/internal/testkit/faultyserver"
)

const withCommand = `
version: 1
teams: {purchasing: {email: purchasing@buyer.example}}
suppliers:
  - id: acme
    name: ACME
    contacts: {role: orders, email: orders@acme.test}
    endpoints:
      - {id: feed, kind: exec, run: check_feed, args: [acme.test]}
      - {id: few, kind: exec, run: check_feed}
      - {id: lost, kind: exec, run: check_fed, args: [acme.test]}
`

func TestAnEndpointNeedsACommandOfTheConfiguration(t *testing.T) {
	registry := written(t, "registry.yaml", withCommand)
	config := written(t, "supplierwatch.yaml", "smtp: [{directory: out}]\nprobe: {exec: {check_feed: {command: [/bin/true, \"{0}\"]}}}\n")
	result, err := Check(context.Background(), CheckRequest{Paths: []string{registry}, Config: config, Now: time.Now()})
	if err != nil {
		t.Fatal(err)
	}
	want := []struct {
		line int
		text string
	}{{10, "nothing is given for {0}"}, {11, `"check_fed", which the configuration does not have; it has check_feed`}}
	if len(result.Document.Errors) != len(want) {
		t.Fatalf("problems = %v", result.Document.Errors)
	}
	for i, w := range want {
		if p := result.Document.Errors[i]; p.Line != w.line || !strings.Contains(p.Message, w.text) {
			t.Errorf("problem %d = %s, want one on line %d about %s", i, p, w.line, w.text)
		}
	}
}

// TestCheckProbesByCommandAndCallout holds that a check runs the commands and
// asks the mail servers that the configuration names, and judges what they say.
func TestCheckProbesByCommandAndCallout(t *testing.T) {
	names := testkit.StartDNS(t)
	names.Set(t, "acme.test", "A 127.0.0.1")
	server := faultyserver.StartSMTP(t, faultyserver.SMTPSetup{}, faultyserver.Fault{At: faultyserver.To, Do: faultyserver.Reply("550 5.1.1 no such user")})
	_, port, err := net.SplitHostPort(server.Addr)
	if err != nil {
		t.Fatal(err)
	}
	plugin := filepath.Join(t.TempDir(), "check_feed")
	if err := os.WriteFile(plugin, []byte("#!/bin/sh\necho \"FEED of $1 is stale\"; exit 2\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	registry := written(t, "registry.yaml", strings.Join(strings.Split(withCommand, "\n")[:9], "\n")+"\n")
	config := written(t, "supplierwatch.yaml", `
state: sqlite:`+filepath.Join(t.TempDir(), "none.db")+`
smtp: [{directory: out}]
vantage: {names: [acme.test]}
probe:
  resolver: `+names.Addr+`
  allow: [127.0.0.0/8]
  smtp: {enabled: true, port: `+port+`, hello: watchdog.buyer.test, mail_from: watchdog@buyer.test}
  exec: {check_feed: {command: [`+plugin+`, "{0}"]}}
`)
	request := CheckRequest{Paths: []string{registry}, Config: config, Probe: true, Now: time.Now()}
	result, err := Check(context.Background(), request)
	if err != nil || len(result.Document.Errors) > 0 {
		t.Fatalf("check: %v, %v", err, result.Document.Errors)
	}
	for _, rule := range []string{"contact-rejected", "endpoint-down"} {
		if !raised(result.Document.Findings, rule) {
			t.Errorf("%s is not raised; findings are %v", rule, result.Document.Findings)
		}
	}
	if server.Count(faultyserver.To) != 1 || server.Count(faultyserver.Data) != 0 {
		t.Errorf("RCPT %d, DATA %d", server.Count(faultyserver.To), server.Count(faultyserver.Data))
	}

	// What the daemon asked a short while ago is not asked again.
	request.Facts = written(t, "facts.json", `{"version": 1, "facts": [{"id": "1", "supplier": "acme", "subject": "contact/orders", "kind": "probe-unknown",
		"observed_at": "`+request.Now.Add(-23*time.Hour).UTC().Format(time.RFC3339)+`", "source": "smtp"}]}`)
	if _, err := Check(context.Background(), request); err != nil {
		t.Fatal(err)
	}
	if server.Count(faultyserver.To) != 1 {
		t.Errorf("asked again within the day: %d RCPT", server.Count(faultyserver.To))
	}
}
