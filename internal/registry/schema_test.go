package registry

import (
	"bytes"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/invopop/jsonschema"

	"supplierwatch/internal/strictyaml"
)

const schemaFile = "../../config/registry.schema.json"

// TestSchemaIsCurrent holds the schema that ships against the raw structs, or writes it with -update.
func TestSchemaIsCurrent(t *testing.T) {
	s := strictyaml.Schema(reflect.TypeFor[rawDocument](), comments(t))
	s.Title = "supplierwatch registry"
	s.ID = "registry.schema.json"
	version, _ := s.Properties.Get("version")
	version.Minimum, version.Maximum, version.Enum = "", "", []any{1}
	addEditorHints(t, s)
	got := encode(t, s)
	if *update {
		if err := os.WriteFile(schemaFile, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("the schema is stale, run go generate ./internal/registry (-want +got):\n%s", diff)
	}
}

func encode(t *testing.T, s *jsonschema.Schema) []byte {
	t.Helper()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(s); err != nil {
		t.Fatal(err)
	}
	// The library writes these two as HTML needs them; people read this file.
	return []byte(strings.NewReplacer(`\u003c`, "<", `\u003e`, ">").Replace(b.String()))
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
		for _, d := range parsed.Decls {
			if d, ok := d.(*ast.GenDecl); ok && d.Tok == token.TYPE {
				note(d, found)
			}
		}
	}
	return func(structName, field string) string {
		text := strings.TrimSpace(found[structName+"."+field])
		if text == "" {
			t.Errorf("%s.%s has no comment", structName, field)
		}
		return text
	}
}

// note takes the comments out of a declaration of types.
func note(d *ast.GenDecl, found map[string]string) {
	for _, spec := range d.Specs {
		spec := spec.(*ast.TypeSpec)
		s, ok := spec.Type.(*ast.StructType)
		if !ok {
			continue
		}
		// "rawTeam is one of our teams." reads "Our group." in an editor.
		text := strings.Join(strings.Fields(d.Doc.Text()), " ")
		text = strings.TrimPrefix(strings.TrimPrefix(text, spec.Name.Name+" "), "is ")
		found[spec.Name.Name+"."] = strings.ToUpper(text[:1]) + text[1:]
		for _, f := range s.Fields.List {
			for _, name := range f.Names {
				found[spec.Name.Name+"."+name.Name] = strings.Join(strings.Fields(f.Doc.Text()), " ")
			}
		}
	}
}
