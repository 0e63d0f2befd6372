package settings

import (
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"supplierwatch/internal/model"
	"supplierwatch/internal/rulebook"
	"supplierwatch/internal/strictyaml"
)

const shipped = "../../config/supplierwatch.yaml"

// TestShippedConfigurationIsTheDefault: the file writes out what the daemon does anyway.
func TestShippedConfigurationIsTheDefault(t *testing.T) {
	s, problems, warnings := Load(shipped)
	if s == nil || len(warnings) > 0 {
		t.Fatalf("%s%s", lines(problems), lines(warnings))
	}
	for rule, want := range rulebook.DefaultLimits().Thresholds {
		got := s.Thresholds[rule]
		got.Pos = model.Position{}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", rule, diff)
		}
	}
	bare := Default("../../config", []string{"../../config/registry"})
	bare.File, bare.Thresholds = s.File, s.Thresholds
	same := cmp.Options{
		cmpopts.EquateEmpty(), cmp.Comparer(func(a, b Cron) bool { return a.Line == b.Line && a.Zone.String() == b.Zone.String() }),
		cmp.Comparer(func(a, b Secret) bool { return a.Reveal() == b.Reveal() }), cmpopts.IgnoreFields(Schedule{}, "Timezone"),
	}
	if diff := cmp.Diff(bare, s, same); diff != "" {
		t.Errorf("the file differs from the defaults: %s", diff)
	}
}

// TestShippedConfigurationNamesEveryKey, in use or as an example.
func TestShippedConfigurationNamesEveryKey(t *testing.T) {
	text, err := os.ReadFile(shipped)
	if err != nil {
		t.Fatal(err)
	}
	structs := []reflect.Type{reflect.TypeFor[rawSettings]()}
	for i := 0; i < len(structs); i++ {
		for _, f := range strictyaml.LayoutOf(structs[i]).Fields {
			field := structs[i].Field(f.Index)
			structs = append(structs, below(field.Type)...)
			if structs[i] == reflect.TypeFor[rawState]() {
				continue // the state is written as a scalar
			}
			if f.Key == "letter" {
				continue // the old name of summary
			}
			if !regexp.MustCompile(`(^|[^a-z_])` + f.Key + `:`).Match(text) {
				t.Errorf("%s.%s: the key %s stands nowhere in %s", structs[i].Name(), field.Name, f.Key, shipped)
			}
		}
	}
	if len(structs) < 20 {
		t.Errorf("only %d structs were looked into", len(structs))
	}
}

// below returns the raw struct that stands under a field, if one does.
func below(t reflect.Type) []reflect.Type {
	switch {
	case t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice:
		return below(t.Elem())
	case strings.HasPrefix(t.Name(), "Table["):
		entries, _ := t.FieldByName("Entries")
		value, _ := entries.Type.Elem().FieldByName("Value")
		return below(value.Type)
	case strings.HasPrefix(t.Name(), "raw"):
		return []reflect.Type{t}
	}
	return nil
}
