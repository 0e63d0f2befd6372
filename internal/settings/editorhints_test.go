package settings

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"gopkg.in/yaml.v3"

	"supplierwatch/internal/testkit"
	"supplierwatch/internal/testkit/editorhint"
)

// definitionExamples are values that editors offer and show, by definition. Secrets have none: snippets offer where to keep them.
var definitionExamples = map[string][]any{
	"address":    {"watchdog@buyer.example"},
	"authServID": {"mx.buyer.example"},
	"cronLine":   {"0 8 * * 1", "30 3 * * *"}, // one that begins with * would need quotation marks, which editors do not insert,
	"date":       {"2027-05-01"},
	"domain":     {"buyer.example"},
	"header":     {"X-Forwarded-User"},
	"host":       {"smtp.buyer.example"},
	"hostPort":   {"smtp.buyer.example:587"},
	"keep":       {"400 days", "forever"},
	"limit":      {"30 days", "90 %"},
	"listen":     {"127.0.0.1:8080"},
	"period":     {"7 days"},
	"prefix":     {"10.1.0.0/16"},
	"rate":       {"30/minute"},
	"resolver":   {"system", "192.0.2.53:53"},
	"sender":     {"Supplier Watch <watchdog@buyer.example>"},
	"span":       {"30 seconds", "5 minutes"},
	"webURL":     {"https://watch.buyer.example"},
	"zone":       {"Europe/Berlin"},
}

// keyExamples are the values of keys that have others than their definition, by definition and key. The top of the file has no name.
var keyExamples = map[string][]any{
	".registry":                         {"./registry"},
	"account.ca_file":                   {"ca.pem"},
	"account.host":                      {"imap.buyer.example"},
	"account.oauth":                     {"m365"},
	"account.port":                      {993, 143},
	"account.username":                  {"watchdog"},
	"alerts.max_per_recipient_per_hour": {10},
	"alerts.operators":                  {"it-oncall"},
	"certificate.cert":                  {"cert.pem"},
	"certificate.key":                   {"key.pem"},
	"dkim.selector":                     {"s1"},
	"exec.command":                      {"/usr/lib/nagios/plugins/check_http"},
	"heartbeat.url":                     {"https://heartbeat.example/abc"},
	"identity.organization":             {"Buyer AG"},
	"oAuth.client_id":                   {"supplierwatch"},
	"oAuth.scopes":                      {"https://outlook.office365.com/.default"},
	"oAuth.subject":                     {"watchdog@buyer.example"},
	"oAuth.token_url":                   {"https://login.example/oauth2/v2.0/token"},
	"probe.concurrency":                 {64},
	"probe.failures":                    {3},
	"probe.over":                        {"30 minutes"},
	"probe.per_host":                    {1},
	"probeSMTP.hello":                   {"watchdog.buyer.example"},
	"probeSMTP.port":                    {25},
	"relay.ca_file":                     {"ca.pem"},
	"relay.directory":                   {"./var/outbox"},
	"relay.oauth":                       {"m365"},
	"relay.port":                        {587, 465, 25},
	"relay.username":                    {"watchdog"},
	"replies.account":                   {"watchdog"},
	"replies.folder":                    {"INBOX"},
	"state.url":                         {"sqlite:./var/supplierwatch.db"},
	"vantage.names":                     {"example.com"},
	"verification.min_interval":         {"100 days"},
	"verification.answer_within":        {"5 business days"},
	"verification.per_day":              {10},
	"verification.reminders":            {0, 1},
	"verification.templates":            {"./templates"},
	"webhook.url":                       {"https://oncall.example/hook"},
}

// snippet is an entry that editors insert as a whole. ${1:text} is a place to fill in, with a text that is valid.
type snippet struct{ in, label, about, body string }

var snippets = []snippet{
	{"relay", "mail server with STARTTLS", "A mail server that takes our mails after a login.", `
host: ${1:smtp.buyer.example}
port: ${2:587}
tls: starttls
auth: plain
username: ${3:watchdog}
password:
  file: ${4:smtp.pw}
`},
	{"relay", "Exchange Online", "A mail server with a login by OAuth 2.0.", `
host: ${1:smtp.office365.com}
auth: xoauth2
oauth: ${2:m365}
username: ${3:watchdog@buyer.example}
rate: 30/minute
`},
	{"relay", "folder in place of a mail server", "A folder into which mails are written: they reach nobody.", `
directory: ${1:./var/outbox}
`},
	{"account", "IMAP account", "A mail server on which our mailboxes are read.", `
host: ${1:imap.buyer.example}
username: ${2:watchdog}
password:
  file: ${3:imap.pw}
`},
	{"oAuth", "client credentials", "Tokens for a client that is registered at the token server, such as that of Exchange Online.", `
token_url: ${1:https://login.example/oauth2/v2.0/token}
client_id: ${2:supplierwatch}
client_secret:
  file: ${3:m365.secret}
scopes:
  - ${4:https://outlook.office365.com/.default}
expires: ${5:2027-05-01}
`},
	{"oAuth", "Google service account", "Tokens for the key file of a service account.", `
grant: jwt
key:
  file: ${1:service-account.json}
`},
	{"identity", "sender", "Who sends the mails.", `
organization: ${1:Buyer AG}
domains:
  - ${2:buyer.example}
from: ${3:Supplier Watch <watchdog@buyer.example>}
`},
	{"replies", "folder with replies", "The IMAP folder in which replies and bounces arrive.", `
account: ${1:watchdog}
authserv_id: ${2:mx.buyer.example}
`},
	{"http", "page behind a proxy", "The page on this machine, behind a proxy that knows its users.", `
listen: ${1:127.0.0.1:8080}
external_url: ${2:https://watch.buyer.example}
trusted_proxies:
  - ${3:127.0.0.1/32}
user_header: ${4:X-Forwarded-User}
`},
	{"webhook", "webhook", "A URL to which alerts are posted.", `
url: ${1:https://oncall.example/hook}
"on":
  - critical
`},
	{"heartbeat", "heartbeat", "A URL that is requested while the daemon works.", `
url: ${1:https://heartbeat.example/abc}
every: ${2:5 minutes}
`},
	{"exec", "command", "One of our own commands, by the convention of the monitoring plugins.", `
command:
  - ${1:/usr/lib/nagios/plugins/check_http}
  - -H
  - "{0}"
timeout: ${2:10 seconds}
`},
	{"prose", "secret in a file", "The value is what a file holds, which only the daemon can read.", `
file: ${1:secret.txt}
`},
	{"prose", "secret in the environment", "The value is that of an environment variable.", `
env: ${1:SUPPLIERWATCH_SECRET}
`},
}

var snippetPlace = regexp.MustCompile(`\$\{[0-9]+:([^}]*)\}`)

// filled returns the snippet as it is when nothing is filled in.
func (s snippet) filled() string {
	return strings.TrimSpace(snippetPlace.ReplaceAllString(s.body, "$1"))
}

// addEditorHints adds to the schema what only editors use: examples, snippets, and descriptions in Markdown that list what a key can have.
func addEditorHints(t *testing.T, root map[string]any) {
	t.Helper()
	definitions := asMap(root["$defs"])
	for name, values := range definitionExamples {
		asMap(definitions[name])["examples"] = values
	}
	for _, s := range snippets {
		definition := asMap(definitions[s.in])
		all, _ := definition["defaultSnippets"].([]any)
		definition["defaultSnippets"] = append(all, map[string]any{"label": s.label, "description": s.about, "body": editorhint.Body(t, s.body)})
	}
	describeInMarkdown(root, "", root)
	for name, definition := range definitions {
		describeInMarkdown(root, name, asMap(definition))
	}
}

// describeInMarkdown adds examples to the keys of a definition, and their values to their descriptions.
func describeInMarkdown(root map[string]any, name string, definition map[string]any) {
	if choices, ok := definition["anyOf"].([]any); ok {
		for _, choice := range choices {
			describeInMarkdown(root, name, asMap(choice))
		}
	}
	for key, property := range asMap(definition["properties"]) {
		p := asMap(property)
		if values, own := keyExamples[name+"."+key]; own {
			p["examples"] = values
		}
		if values := valuesInMarkdown(root, p); values != "" {
			p["markdownDescription"] = p["description"].(string) + "\n\n" + values
		}
	}
}

// valuesInMarkdown returns a sentence with the values or the examples of a key.
func valuesInMarkdown(root, of map[string]any) string {
	if ref, found := of["$ref"].(string); found && of["examples"] == nil {
		of = asMap(asMap(root["$defs"])[strings.TrimPrefix(ref, "#/$defs/")])
	}
	values, _ := of["enum"].([]any)
	examples, _ := of["examples"].([]any)
	choices, _ := of["anyOf"].([]any)
	sentence := editorhint.Values(values, examples)
	if sentence == "" && len(choices) > 0 {
		return valuesInMarkdown(root, asMap(choices[0]))
	}
	return sentence
}

// TestExamplesForEditorsAreValid holds every example against the schema of its definition or key.
func TestExamplesForEditorsAreValid(t *testing.T) {
	for name, values := range definitionExamples {
		checkValues(t, "/$defs/"+name, values)
	}
	for key, values := range keyExamples {
		name, key, _ := strings.Cut(key, ".")
		pointer := "/properties/" + key
		switch name {
		case "":
		case "state":
			pointer = "/$defs/state/anyOf/1" + pointer
		default:
			pointer = "/$defs/" + name + pointer
		}
		checkValues(t, pointer, values)
	}
}

func checkValues(t *testing.T, pointer string, values []any) {
	t.Helper()
	schema := compiled(t, pointer)
	for _, v := range values {
		if err := schema.Validate(v); err != nil {
			t.Errorf("%s: %v: %v", pointer, v, err)
		}
	}
}

// TestEveryKeyHasValuesForEditors holds that no key leaves people alone: each has values or examples, or is a switch, a secret or a block.
func TestEveryKeyHasValuesForEditors(t *testing.T) {
	var root map[string]any
	if err := json.Unmarshal(generate(t), &root); err != nil {
		t.Fatal(err)
	}
	found := 0
	for name, definition := range asMap(root["$defs"]) {
		for key, property := range asMap(asMap(definition)["properties"]) {
			found++
			if found := fmt.Sprint(property); name != "reference" && asMap(property)["markdownDescription"] == nil && !slices.ContainsFunc(
				[]string{"type:boolean", "$defs/prose", "$defs/dkim", "$defs/certificate", "$defs/exec", "$defs/probe", "$defs/occasion", "$defs/unstamped", "$defs/evidence", "$defs/webURL"},
				func(kind string) bool { return strings.Contains(found, kind) }) {
				t.Errorf("%s.%s: %s", name, key, found)
			}
		}
	}
	if found < 80 {
		t.Errorf("only %d keys were found", found)
	}
}

// TestSnippetsForEditorsAreValid holds every snippet with nothing filled in against the schema of its definition, and all of them together against
// the decoder.
func TestSnippetsForEditorsAreValid(t *testing.T) {
	labels := map[string]bool{}
	for _, s := range snippets {
		if labels[s.label] {
			t.Errorf("two snippets are called %q", s.label)
		}
		labels[s.label] = true
		var n yaml.Node
		if err := yaml.Unmarshal([]byte(s.filled()), &n); err != nil {
			t.Fatalf("%s: %v", s.label, err)
		}
		if err := compiled(t, "/$defs/"+s.in).Validate(instance(t, &n)); err != nil {
			t.Errorf("%s: %v", s.label, err)
		}
	}
	folder := t.TempDir()
	key := testkit.NewTokenServer(t, "watchdog@buyer.example", time.Hour).AddServiceAccount(t).File
	for name, text := range map[string]string{
		"smtp.pw": "a long password", "imap.pw": "another password", "m365.secret": "a client secret",
		"secret.txt": "a-token-of-32-characters-at-least", "service-account.json": key,
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("SUPPLIERWATCH_SECRET", "another-token-of-32-characters-at-least")
	file := filepath.Join(folder, "supplierwatch.yaml")
	if err := os.WriteFile(file, []byte(configurationOfSnippets()), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, problems, _ := Load(file); len(problems) > 0 {
		t.Errorf("%s\n%s", lines(problems), configurationOfSnippets())
	}
}

// configurationOfSnippets returns a configuration that consists of all snippets.
func configurationOfSnippets() string {
	of := func(label, before, indent string) string {
		i := slices.IndexFunc(snippets, func(s snippet) bool { return s.label == label })
		return before + strings.ReplaceAll(snippets[i].filled(), "\n", "\n"+indent) + "\n"
	}
	blocks := map[string]string{
		"smtp":      of("mail server with STARTTLS", "  - ", "    ") + of("Exchange Online", "  - ", "    ") + of("folder in place of a mail server", "  - ", "    "),
		"imap":      of("IMAP account", "  watchdog:\n    ", "    "),
		"oauth":     of("client credentials", "  m365:\n    ", "    ") + of("Google service account", "  google:\n    ", "    "),
		"identity":  of("sender", "  ", "  "),
		"replies":   of("folder with replies", "  ", "  "),
		"http":      of("page behind a proxy", "  ", "  ") + of("secret in a file", "  read_token:\n    ", "    ") + of("secret in the environment", "  write_token:\n    ", "    "),
		"webhooks":  of("webhook", "  oncall:\n    ", "    "),
		"heartbeat": of("heartbeat", "  ", "  "),
		"probe":     of("command", "  exec:\n    check_http:\n      ", "      "),
	}
	var b strings.Builder
	b.WriteString("registry: [./registry]\n")
	for _, key := range slices.Sorted(maps.Keys(blocks)) {
		b.WriteString(key + ":\n" + blocks[key])
	}
	return b.String()
}
