package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"supplierwatch/internal/testkit"
)

// TestNewcomer follows docs/first-mail.md from the starter to a first mail in a real
// mailbox: it takes the relay's lines from there, and puts in no more than
// what a newcomer is told to.
func TestNewcomer(t *testing.T) {
	t.Parallel()
	program(t)
	folder := filepath.Join(t.TempDir(), "my-suppliers")
	if a := shell(t, "init", folder); a.code != 0 {
		t.Fatalf("init ended with %d:\n%s", a.code, a.err)
	}
	mail := testkit.StartMail(t)
	config := filepath.Join(folder, "supplierwatch.yaml")

	change(t, config, "smtp:\n  - {directory: ./var/outbox}\n", documentedRelay(t, mail))
	put(t, filepath.Join(folder, "smtp.pw"), mail.User(t, "watchdog").Password+"\n")
	company := filepath.Join(folder, "registry", "company.yaml")
	change(t, company, "purchasing@buyer.example", "oncall@buyer.test")
	change(t, company, `hours: "08:00-17:00"`, `hours: "`+testkit.OpenNow()+`"`+"\n    weekend: []")
	change(t, company, "holidays: [DE-BY-KATH]", "holidays: []")

	// What a test needs besides: a page of its own, and no look at the world.
	change(t, config, "127.0.0.1:8080", "127.0.0.1:0")
	add(t, config, "probe: {resolver: \"127.0.0.1:1\"}\nvantage: {names: []}\n")

	a := shell(t, "check", filepath.Join(folder, "registry"), "--config", config, "--fail-on", "never")
	if a.code != 0 || a.err != "" {
		t.Fatalf("check ended with %d:\n%s%s", a.code, a.out, a.err)
	}
	startReady(t, "--config", config)
	first := mail.Mailbox(t, "oncall").Wait(t, "first mail", func(m *testkit.Message) bool {
		return strings.Contains(m.Header.Get("Subject"), "Initial report")
	})
	if !strings.Contains(first.Text, "ACME") {
		t.Errorf("the first mail does not speak of the starter's supplier:\n%s", first.Text)
	}
}

var configuration = regexp.MustCompile("(?s)```yaml\n(identity:.*?)```")

// documentedRelay is the configuration in docs/first-mail.md with our relay in it.
func documentedRelay(t *testing.T, mail *testkit.Mail) string {
	t.Helper()
	text, err := os.ReadFile("../../docs/first-mail.md")
	if err != nil {
		t.Fatal(err)
	}
	found := configuration.FindSubmatch(text)
	if found == nil {
		t.Fatal("the document shows no configuration of a relay")
	}
	_, port := split(t, mail.Submission)
	return strings.NewReplacer(
		"smtp.buyer.example", "localhost", "buyer.example", "buyer.test", "port: 587", "port: "+port,
		"username: watchdog", "username: watchdog@buyer.test, ca_file: "+mail.CAFile,
	).Replace(string(found[1]))
}

// change puts one text in place of another that must be there.
func change(t *testing.T, path, before, after string) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), before) {
		t.Fatalf("%s does not hold %q:\n%s", path, before, text)
	}
	put(t, path, strings.Replace(string(text), before, after, 1))
}

func add(t *testing.T, path, more string) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	put(t, path, string(text)+more)
}

func put(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
