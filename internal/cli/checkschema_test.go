package cli_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"pgregory.net/rapid"

	"supplierwatch/config"
	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/model"
	"supplierwatch/internal/report"
)

// checkSchema compiles the schema of check's answer.
func checkSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	return compiled(t, "check.schema.json", config.CheckSchema)
}

func compiled(t *testing.T, name string, text []byte) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource(name, doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile(name)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func instanceOf(t testing.TB, text string) any {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// TestCheckAnswersByItsSchema holds whatever check answers as JSON against the schema that ships.
func TestCheckAnswersByItsSchema(t *testing.T) {
	schema, dir := checkSchema(t), t.TempDir()
	file, baseline, facts := filepath.Join(dir, "registry.yaml"), filepath.Join(dir, "baseline.json"), filepath.Join(dir, "facts.json")
	holds := func(t testing.TB, registry string, more ...string) {
		t.Helper()
		write(t, file, registry)
		text := say(t, instant, append([]string{"check", file, "--format", "json"}, more...)...)
		if err := schema.Validate(instanceOf(t, text)); err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
	}
	earlier := t.TempDir()
	write(t, filepath.Join(earlier, "registry.yaml"), sharedRegistry+"suppliers: [{id: gone, name: Gone}, {id: acme, name: ACME, tier: critical}]\n")
	write(t, facts, `{"version": 1, "facts": []}`)
	rapid.Check(t, func(rt *rapid.T) {
		registry := sharedRegistry + "suppliers:\n" + drawSupplier(rt, 1)
		holds(t, registry, "--write-baseline", baseline)
		holds(t, registry, "--baseline", baseline, "--facts", facts)
		holds(t, registry, "--diff", earlier)
	})
	holds(t, "version: 1\nsupliers: []\n")

	var tried bytes.Buffer
	reaches := true
	doc := apidoc.CheckDocument{Version: apidoc.DocumentVersion, Vantage: &reaches, Findings: []model.Finding{}, Errors: []model.Problem{}}
	for _, result := range []apidoc.TriedResult{apidoc.TriedOK, apidoc.TriedFailed, apidoc.TriedUnknown} {
		doc.Configuration = append(doc.Configuration, apidoc.Tried{Item: "clock", Result: result})
	}
	if err := report.JSON(&tried, doc); err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(instanceOf(t, tried.String())); err != nil {
		t.Errorf("%v\n%s", err, tried.String())
	}
}

// TestCheckSchemaRefuses holds that the schema lets nothing pass that check never answers.
func TestCheckSchemaRefuses(t *testing.T) {
	schema, dir := checkSchema(t), t.TempDir()
	file := filepath.Join(dir, "registry.yaml")
	write(t, file, sharedRegistry+"suppliers: [{id: acme, name: ACME}]\n")
	good := say(t, instant, "check", file, "--format", "json")
	for old, mistaken := range map[string]string{
		`"version": 1`:            `"version": 2`,
		`"severity": "critical"`:  `"severity": "error"`,
		`"not_judged"`:            `"notJudged"`,
		`"exposure": null`:        `"exposure": 0`,
		`"line": `:                `"line": -`,
		`"as_of": "2026-11-22T10`: `"as_of": "2026-11-22 10`,
	} {
		if !strings.Contains(good, old) {
			t.Fatalf("no %s in %s", old, good)
		}
		if err := schema.Validate(instanceOf(t, strings.Replace(good, old, mistaken, 1))); err == nil {
			t.Errorf("%s passes", mistaken)
		}
	}
}

func write(t testing.TB, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
