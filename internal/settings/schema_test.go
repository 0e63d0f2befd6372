package settings

import (
	"bytes"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"supplierwatch/internal/rulebook"
	"supplierwatch/internal/strictyaml"
)

const schemaFile = "../../config/config.schema.json"

// TestSchemaIsCurrent holds the schema that ships against the raw structs, or writes it with -update.
func TestSchemaIsCurrent(t *testing.T) {
	got := generate(t)
	if *update {
		if err := os.WriteFile(schemaFile, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("the schema is stale, run go generate ./internal/settings (-want +got):\n%s", diff)
	}
}

// generate describes the raw structs and adds what only a configuration has: references in place of scalars.
func generate(t *testing.T) []byte {
	t.Helper()
	raw, err := json.Marshal(strictyaml.Schema(reflect.TypeFor[rawSettings](), comments(t)))
	if err != nil {
		t.Fatal(err)
	}
	var s map[string]any
	if err := json.Unmarshal(raw, &s); err != nil {
		t.Fatal(err)
	}
	s["title"], s["$id"] = "supplierwatch configuration", "config.schema.json"
	referring(s)
	s["$defs"].(map[string]any)["reference"] = map[string]any{
		"type": "object", "minProperties": 1, "maxProperties": 1, "additionalProperties": false,
		"description": "The value is that of an environment variable, or what a file holds.",
		"properties": map[string]any{
			"env":  map[string]any{"type": "string", "minLength": 1},
			"file": map[string]any{"type": "string", "minLength": 1},
		},
	}
	thresholds := s["properties"].(map[string]any)["thresholds"].(map[string]any)["anyOf"].([]any)[0].(map[string]any)
	thresholds["propertyNames"] = map[string]any{"enum": slices.Sorted(maps.Keys(rulebook.DefaultLimits().Thresholds))}
	addEditorHints(t, s)
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(s); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// referring puts a choice in place of every scalar below a schema that describes a value: the scalar, or a reference to it.
func referring(schema map[string]any) {
	for _, key := range []string{"properties", "$defs"} {
		for name, sub := range asMap(schema[key]) {
			asMap(schema[key])[name] = referred(sub)
		}
	}
	for _, key := range []string{"items", "additionalProperties"} {
		if asMap(schema[key]) != nil {
			schema[key] = referred(schema[key])
		}
	}
	choices, _ := schema["anyOf"].([]any)
	for i := range choices {
		choices[i] = referred(choices[i])
	}
}

func referred(schema any) any {
	s := asMap(schema)
	switch s["type"] {
	case "string", "integer", "number", "boolean":
		choice := map[string]any{"anyOf": []any{s, map[string]any{"$ref": "#/$defs/reference"}}}
		if description, ok := s["description"]; ok {
			choice["description"] = description
			delete(s, "description")
		}
		return choice
	}
	referring(s)
	return s
}

func asMap(v any) map[string]any {
	m, _ := v.(map[string]any)
	return m
}

// comments reads the comments on the raw structs and their fields. A field without one is an error: editors would show nothing.
func comments(t *testing.T) func(structName, field string) string {
	t.Helper()
	found := map[string]string{}
	files, err := filepath.Glob("raw*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			if d, ok := n.(*ast.GenDecl); ok && d.Tok == token.TYPE {
				note(d, found)
			}
			return true
		})
	}
	return func(structName, field string) string {
		text := found[structName+"."+field]
		if text == "" {
			t.Errorf("%s.%s has no comment", structName, field)
		}
		return text
	}
}

// note takes the comments out of a declaration of types: "rawRelay takes our mails." reads "Takes our mails." in an editor.
func note(d *ast.GenDecl, found map[string]string) {
	for _, spec := range d.Specs {
		named, ok := spec.(*ast.TypeSpec)
		if !ok {
			continue
		}
		block, ok := named.Type.(*ast.StructType)
		if !ok {
			continue
		}
		text := strings.TrimPrefix(oneLine(d.Doc), named.Name.Name+" ")
		text = strings.TrimPrefix(text, "is ")
		if text != "" {
			found[named.Name.Name+"."] = strings.ToUpper(text[:1]) + text[1:]
		}
		for _, field := range block.Fields.List {
			for _, name := range field.Names {
				found[named.Name.Name+"."+name.Name] = oneLine(field.Doc)
			}
		}
	}
}

func oneLine(c *ast.CommentGroup) string { return strings.Join(strings.Fields(c.Text()), " ") }
