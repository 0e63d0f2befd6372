//go:build consumers

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const oneConfiguration = "registry: [./registry]\nstate: sqlite:./var/supplierwatch.db\n"

func TestEditorConsumersMarkMistakesOfAConfiguration(t *testing.T) {
	e := openEditor(t, "config")
	for i, c := range []struct{ text, want string }{
		{oneConfiguration, ""},
		{oneConfiguration + "smtp:\n  - {host: smtp.buyer.example, username: watchdog, password: {file: smtp.pw}, rate: 30/minute}\n", ""},
		{oneConfiguration + "http: {listen: {env: LISTEN}, read_token: {file: read.tok}}\nthresholds: {contract-expiring: 90 days}\n", ""},
		{oneConfiguration + "smpt: []\n", "3: Property smpt is not allowed"},
		{oneConfiguration + "smtp:\n  - host: smtp.buyer.example\n    tls: ssl\n", "5: "},
		{oneConfiguration + "http:\n  listen: everywhere\n", "4: "},
		{oneConfiguration + "verification:\n  mode: maybe\n", "4: "},
		{oneConfiguration + "http:\n  read_token: {fil: read.tok}\n", "4: "},
		{oneConfiguration + "thresholds:\n  contract-expirin: 90 days\n", "4: "},
	} {
		got := e.open(fmt.Sprintf("mistake%d.yaml", i), c.text)
		if c.want == "" && len(got) > 0 || c.want != "" && !slices.ContainsFunc(got, func(m string) bool { return strings.HasPrefix(m, c.want) }) {
			t.Errorf("%s\ngot %q, want %q", c.text, got, c.want)
		}
	}
	for _, shipped := range []string{"../../config/supplierwatch.yaml", "../../config/starter/supplierwatch.yaml"} {
		text, err := os.ReadFile(shipped)
		if err != nil {
			t.Fatal(err)
		}
		// The editor has the schema by its settings; the line that names it leads to a file that is not beside this one.
		if got := e.open(filepath.Base(filepath.Dir(shipped))+".yaml", strings.Replace(string(text), "$schema=", "", 1)); len(got) > 0 {
			t.Errorf("%s: %q", shipped, got)
		}
	}
}

func TestEditorConsumersCompleteAConfiguration(t *testing.T) {
	e := openEditor(t, "config")
	for i, c := range []struct {
		text string
		want []string
	}{
		{oneConfiguration + "ident|\n", []string{"identity"}},
		{oneConfiguration + "smtp:\n  - tls: |\n", []string{"starttls", "implicit", "none"}},
		{oneConfiguration + "smtp:\n  - host: |\n", []string{"smtp.buyer.example"}},
		{oneConfiguration + "smtp:\n  - port: |\n", []string{"587", "465", "25"}},
		{oneConfiguration + "smtp:\n  - |\n", []string{"mail server with STARTTLS", "Exchange Online"}},
		{oneConfiguration + "imap:\n  watchdog:\n    |\n", []string{"IMAP account"}},
		{oneConfiguration + "schedule:\n  summary: |\n", []string{"0 8 * * 1"}},
		{oneConfiguration + "verification:\n  mode: |\n", []string{`"off"`, "ask", `"on"`}},
		{oneConfiguration + "log:\n  level: |\n", []string{"debug", "info", "warn", "error"}},
		{oneConfiguration + "thresholds:\n  |\n", []string{"contract-expiring", "mailbox-nearly-full"}},
		{oneConfiguration + "http:\n  read_token:\n    |\n", []string{"secret in a file", "secret in the environment"}},
	} {
		got := e.completions(fmt.Sprintf("complete%d.yaml", i), c.text)
		for _, want := range c.want {
			if _, offered := got[want]; !offered {
				t.Errorf("%s\n%q is not offered: %q", c.text, want, got)
			}
		}
	}
}

// TestEditorConsumersInsertSnippetsOfAConfiguration inserts each snippet with nothing filled in: the server finds no mistake, and the program none but
// in what is beside the configuration.
func TestEditorConsumersInsertSnippetsOfAConfiguration(t *testing.T) {
	e := openEditor(t, "config")
	oauth := "oauth:\n  m365:\n    |\n"
	for i, c := range []struct{ text, label string }{
		{oneConfiguration + "smtp:\n  - |\nidentity: {from: watchdog@buyer.example}\n", "mail server with STARTTLS"},
		{oneConfiguration + "smtp:\n  - |\n", "folder in place of a mail server"},
		{oneConfiguration + "imap:\n  watchdog:\n    |\n", "IMAP account"},
		{oneConfiguration + oauth, "client credentials"},
		{oneConfiguration + "identity:\n  |\n", "sender"},
		{oneConfiguration + "http:\n  |\n", "page behind a proxy"},
		{oneConfiguration + "webhooks:\n  oncall:\n    |\n", "webhook"},
		{oneConfiguration + "heartbeat:\n  |\n", "heartbeat"},
		{oneConfiguration + "probe:\n  exec:\n    check_http:\n      |\n", "command"},
		{oneConfiguration + "http:\n  read_token:\n    |\n", "secret in a file"},
	} {
		offered := e.completions(fmt.Sprintf("insert%d.yaml", 2*i), c.text)
		if !strings.Contains(offered[c.label], ": ") {
			t.Errorf("%s is not offered: %q", c.label, offered)
		}
		text := inserted(c.text, offered[c.label])
		if marked := e.open(fmt.Sprintf("insert%d.yaml", 2*i+1), text); len(marked) > 0 {
			t.Errorf("%s\n%s\n%q", c.label, text, marked)
		}
		if said := checkedConfiguration(t, text); said.code != 0 {
			t.Errorf("%s\n%s\n%s", c.label, text, said.err)
		}
	}
}

// checkedConfiguration has the program check a configuration with a registry and files of secrets beside it.
func checkedConfiguration(t *testing.T, text string) answer {
	t.Helper()
	folder := t.TempDir()
	if err := os.Mkdir(filepath.Join(folder, "registry"), 0o700); err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{
		"supplierwatch.yaml": text, "registry/registry.yaml": oneSupplier, "smtp.pw": "a long password", "imap.pw": "another password",
		"m365.secret": "a client secret", "secret.txt": "a-token-of-32-characters-at-least",
	} {
		put(t, filepath.Join(folder, name), content)
	}
	return shell(t, "check", "--fail-on", "never", "--config", filepath.Join(folder, "supplierwatch.yaml"))
}

// TestEditorConsumersShowDescriptionsOfAConfiguration points at a key, and looks at what an editor writes beside the keys that it offers.
func TestEditorConsumersShowDescriptionsOfAConfiguration(t *testing.T) {
	e := openEditor(t, "config")
	hover := string(e.at("textDocument/hover", "hover.yaml", oneConfiguration+"smtp:\n  - ra|te: 30/minute\n    host: smtp.buyer.example\n"))
	for _, want := range []string{"How many mails the server accepts per second, minute, hour or day.", "30/minute"} {
		if !strings.Contains(hover, want) {
			t.Errorf("%q is missing: %s", want, hover)
		}
	}
	offered := string(e.at("textDocument/completion", "beside.yaml", oneConfiguration+"smtp:\n  - tl|\n"))
	if want := "One of `starttls`, `implicit`, `none`."; !strings.Contains(offered, want) {
		t.Errorf("%q is missing: %s", want, offered)
	}
}
