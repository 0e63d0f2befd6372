package registry

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"supplierwatch/internal/testkit/editorhint"

	"github.com/invopop/jsonschema"
)

// valueExamples are values that editors offer and show, by definition.
var valueExamples = map[string][]string{
	"address":      {"orders@supplier.example"},
	"country":      {"DE"},
	"cronLine":     {"0 6 * * *"},
	"currencyCode": {"EUR"},
	"date":         {"2027-03-31"},
	"days":         {"12-24", "2027-12-31", "2027-08-02/2027-08-13"},
	"hours":        {"07:00-17:00", "24/7"},
	"id":           {"acme"},
	"language":     {"de"},
	"length":       {"12 months"},
	"moment":       {"2026-09-12"},
	"monthDay":     {"09-01"},
	"period":       {"90 days", "4 hours"},
	"phone":        {"+49 89 1234567"},
	"quantity":     {"40 kg"},
	"recipient":    {"owner"},
	"renewalTerm":  {"12 months"},
	"span":         {"3 months", "6 weeks", "10 business days"},
	"zone":         {"Europe/Berlin"},
}

// snippet is an entry that editors insert as a whole. ${1:text} is a place to fill in, with a text that is valid.
type snippet struct{ in, label, about, body string }

var snippets = []snippet{
	{"supplier", "supplier with contacts", "A supplier with the contacts that every supplier needs.", `
id: ${1:acme}
name: ${2:ACME GmbH}
tier: ${3:critical}
country: ${4:DE}
contacts:
  - role: orders
    email: ${5:orders@acme.example}
    phone: ${6:+49 89 1234567}
  - role: escalation
    email: ${7:duty@acme.example}
    phone: ${8:+49 89 1234599}
    hours: "24/7"
`},
	{"contact", "contact", "A contact for a role, with address and phone number.", `
role: ${1:orders}
email: ${2:orders@acme.example}
phone: ${3:+49 89 1234567}
`},
	{"contract", "auto-renewing contract", "A contract that renews unless notice is given.", `
title: ${1:Supply agreement}
ends: ${2:2027-03-31}
renewal: automatic
renewal_term: ${3:12 months}
notice: ${4:3 months}
`},
	{"contract", "contract with an end", "A contract that ends unless it is renewed.", `
title: ${1:Service contract}
ends: ${2:2027-03-31}
renewal: manual
`},
	{"contract", "open-ended contract", "A contract without an end, with the days on which it can end.", `
title: ${1:Call-off contract}
open_ended: true
starts: ${2:2024-01-01}
notice: ${3:6 weeks}
notice_to: ${4:quarter-end}
`},
	{"window", "yearly order window", "The time of each year in which orders are accepted.", `
title: ${1:yearly allocation}
yearly:
  opens: ${2:09-01}
  closes: ${3:09-30}
approval: ${4:10 business days}
`},
	{"supply", "supply", "What the supplier delivers, and for how long the stock lasts.", `
id: ${1:photoresist}
item: ${2:193 nm photoresist}
lead_time: ${3:90 days}
stock:
  on_hand: ${4:14}
  unit: ${5:kg}
  daily_usage: ${6:0.11}
  as_of: ${7:2026-11-01}
`},
	{"team", "team", "One of our teams, with two members who may act on its alerts.", `
email: ${1:purchasing@buyer.example}
members:
  - ${2:jane.doe@buyer.example}
  - ${3:ola.berg@buyer.example}
`},
	{"mailbox", "mailbox", "One of our role addresses that suppliers are asked to use.", `
address: ${1:confirmations@buyer.example}
purpose: ${2:order-confirmation}
`},
}

var placeholder = regexp.MustCompile(`\$\{[0-9]+:([^}]*)\}`)

// filled returns the snippet as it is when nothing is filled in.
func (s snippet) filled() string {
	return strings.TrimPrefix(placeholder.ReplaceAllString(s.body, "$1"), "\n")
}

// addEditorHints adds to a schema what only editors use: examples, snippets, and descriptions in Markdown that list what a key can have.
func addEditorHints(t *testing.T, s *jsonschema.Schema) {
	t.Helper()
	for name, values := range valueExamples {
		if s.Definitions[name] == nil {
			t.Fatalf("no definition %s", name)
		}
		for _, v := range values {
			s.Definitions[name].Examples = append(s.Definitions[name].Examples, v)
		}
	}
	for _, sn := range snippets {
		definition := s.Definitions[sn.in]
		if definition == nil {
			t.Fatalf("no definition %s", sn.in)
		}
		if definition.Extras == nil {
			definition.Extras = map[string]any{}
		}
		all, _ := definition.Extras["defaultSnippets"].([]any)
		definition.Extras["defaultSnippets"] = append(all, map[string]any{"label": sn.label, "description": sn.about, "body": editorhint.Body(t, sn.body)})
	}
	describeInMarkdown(s, s)
	for _, definition := range s.Definitions {
		describeInMarkdown(s, definition)
	}
}

// describeInMarkdown adds the values of keys to their descriptions.
func describeInMarkdown(root, in *jsonschema.Schema) {
	for _, alternative := range in.AnyOf {
		describeInMarkdown(root, alternative)
	}
	if in.Properties == nil {
		return
	}
	for p := in.Properties.Oldest(); p != nil; p = p.Next() {
		if values := valuesInMarkdown(root, p.Value); values != "" {
			p.Value.Extras = map[string]any{"markdownDescription": p.Value.Description + "\n\n" + values}
		}
	}
}

// valuesInMarkdown returns a sentence with the values or the examples of a key.
func valuesInMarkdown(root, of *jsonschema.Schema) string {
	name, found := strings.CutPrefix(of.Ref, "#/$defs/")
	if found {
		of = root.Definitions[name]
	}
	sentence := editorhint.Values(of.Enum, of.Examples)
	if sentence == "" && len(of.AnyOf) > 0 {
		return valuesInMarkdown(root, of.AnyOf[0])
	}
	return sentence
}

// TestExamplesForEditorsAreValid holds every example against the schema of its definition.
func TestExamplesForEditorsAreValid(t *testing.T) {
	for name, values := range valueExamples {
		schema := compiled(t, "#/$defs/"+name)
		for _, v := range values {
			if err := schema.Validate(v); err != nil {
				t.Errorf("%s: %q: %v", name, v, err)
			}
		}
	}
}

// TestSnippetsForEditorsAreValid holds every snippet with nothing filled in against the schema of its definition, and all of them together against the decoder.
func TestSnippetsForEditorsAreValid(t *testing.T) {
	labels := map[string]bool{}
	for _, s := range snippets {
		if labels[s.label] {
			t.Errorf("two snippets are called %q", s.label)
		}
		labels[s.label] = true
		all, err := instances([]byte(s.filled()))
		if err != nil {
			t.Fatalf("%s: %v", s.label, err)
		}
		if err := compiled(t, "#/$defs/"+s.in).Validate(all[0]); err != nil {
			t.Errorf("%s: %v", s.label, err)
		}
	}
	file := filepath.Join(t.TempDir(), "registry.yaml")
	if err := os.WriteFile(file, []byte(registryOfSnippets()), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, problems := Load([]string{file}); len(problems) > 0 {
		t.Errorf("%v\n%s", problems, registryOfSnippets())
	}
}

// registryOfSnippets returns a registry that consists of all snippets.
func registryOfSnippets() string {
	of := func(in, dash, indent string) string {
		var b strings.Builder
		for _, s := range snippets {
			if s.in == in {
				b.WriteString(indent + dash + strings.ReplaceAll(strings.TrimSpace(s.filled()), "\n", "\n"+indent+strings.Repeat(" ", len(dash))) + "\n")
			}
		}
		return b.String()
	}
	return "version: 1\nteams:\n  purchasing:\n" + of("team", "", "    ") + "mailboxes:\n  confirmations:\n" + of("mailbox", "", "    ") +
		"suppliers:\n" + of("supplier", "- ", "  ") + "  - id: second\n    name: Second\n    tier: standard\n    country: DE\n    contacts:\n" + of("contact", "- ", "      ") +
		"    contracts:\n" + withIDs(of("contract", "- ", "      ")) + "    order_windows:\n" + of("window", "- ", "      ") + "    supplies:\n" + of("supply", "- ", "      ")
}

// withIDs gives each item of a list of contracts an id of its own.
func withIDs(items string) string {
	parts := strings.Split(items, "- title:")
	for i := range parts[1:] {
		parts[i+1] = fmt.Sprintf("- id: c%d\n        title:%s", i, parts[i+1])
	}
	return strings.Join(parts, "")
}
