package strictyaml

import (
	"encoding/json"
	"reflect"
	"strconv"
	"strings"

	"github.com/invopop/jsonschema"

	"supplierwatch/internal/civil"
)

// Schema describes in JSON Schema 2020-12 which documents Decode reads into a struct. Describe gives what editors show for a field of a
// struct type, and for the type itself when the field is empty.
//
// Two kinds of problems are beyond a schema: what only YAML has (no for Norway, keys that are given twice), and what UnmarshalText
// sees behind its Pattern.
func Schema(t reflect.Type, describe func(structName, field string) string) *jsonschema.Schema {
	g := generator{describe: describe, definitions: jsonschema.Definitions{}}
	root := g.block(t)
	root.Properties.Set(schemaKey, &jsonschema.Schema{Description: "The schema for editors. It has no effect."})
	root.Version = jsonschema.Version
	root.Definitions = g.definitions
	return root
}

type generator struct {
	describe    func(structName, field string) string
	definitions jsonschema.Definitions
}

// of describes the values of a key whose field has type t, apart from null.
func (g *generator) of(t reflect.Type) *jsonschema.Schema {
	switch {
	case t.Kind() == reflect.Pointer:
		return g.of(t.Elem())
	case t.Kind() == reflect.Slice:
		item := g.of(t.Elem())
		return &jsonschema.Schema{AnyOf: []*jsonschema.Schema{item, {Type: "array", Items: item}}}
	case strings.HasPrefix(t.Name(), "Value["):
		return g.scalar(t.Field(0).Type)
	case strings.HasPrefix(t.Name(), "Table["):
		entries, _ := t.FieldByName("Entries")
		return g.table(entries.Type.Elem())
	}
	return g.reference(t)
}

// table describes a block with names of people's choice.
func (g *generator) table(entry reflect.Type) *jsonschema.Schema {
	value, _ := entry.FieldByName("Value")
	s := &jsonschema.Schema{Type: "object", AdditionalProperties: g.of(value.Type), PropertyNames: &jsonschema.Schema{MinLength: whole(1)}}
	if named, ok := reflect.New(value.Type).Interface().(Named); ok {
		s.PropertyNames = &jsonschema.Schema{Pattern: named.NamePattern()}
	}
	return s
}

// reference describes a struct once, among the definitions.
func (g *generator) reference(t reflect.Type) *jsonschema.Schema {
	name := definitionName(t.Name())
	if g.definitions[name] == nil {
		g.definitions[name] = &jsonschema.Schema{} // so that a struct inside itself comes to an end
		g.definitions[name] = g.blockOrAlone(t)
	}
	return &jsonschema.Schema{Ref: "#/$defs/" + name}
}

// definitionName returns the name of a struct in the schema: rawOrderWindow is orderWindow.
func definitionName(structName string) string {
	name := strings.TrimPrefix(structName, "raw")
	if name == strings.ToUpper(name) { // an abbreviation such as ID
		return strings.ToLower(name)
	}
	return strings.ToLower(name[:1]) + name[1:]
}

func (g *generator) blockOrAlone(t reflect.Type) *jsonschema.Schema {
	l := LayoutOf(t)
	if l.Alone < 0 {
		return g.block(t)
	}
	return &jsonschema.Schema{AnyOf: []*jsonschema.Schema{g.of(t.Field(l.Alone).Type), g.block(t)}}
}

// block describes the mapping that is read into a struct.
func (g *generator) block(t reflect.Type) *jsonschema.Schema {
	s := &jsonschema.Schema{
		Type: "object", Description: g.describe(t.Name(), ""), Properties: jsonschema.NewProperties(), AdditionalProperties: jsonschema.FalseSchema,
	}
	for _, f := range LayoutOf(t).Fields {
		field := t.Field(f.Index)
		value := g.of(field.Type)
		if f.Required {
			s.Required = append(s.Required, f.Key)
			if field.Type.Kind() == reflect.Slice {
				s.AllOf = append(s.AllOf, isGiven(f.Key)) // an empty list is not a value
			}
		} else {
			value = &jsonschema.Schema{AnyOf: []*jsonschema.Schema{value, {Type: "null"}}}
		}
		value.Description = g.describe(t.Name(), field.Name)
		s.Properties.Set(f.Key, value)
	}
	if shaped, ok := reflect.New(t).Elem().Interface().(Shaped); ok {
		addShape(s, shaped.Shape())
	}
	return s
}

func addShape(s *jsonschema.Schema, shape Shape) {
	for _, group := range shape.AnyOf {
		one := &jsonschema.Schema{}
		for _, key := range group {
			one.AnyOf = append(one.AnyOf, isGiven(key))
		}
		s.AllOf = append(s.AllOf, one)
	}
	for _, group := range shape.Apart {
		both := &jsonschema.Schema{}
		for _, key := range group {
			both.AllOf = append(both.AllOf, isGiven(key))
		}
		s.AllOf = append(s.AllOf, &jsonschema.Schema{Not: both})
	}
}

// isGiven describes blocks in which a key has a value.
func isGiven(key string) *jsonschema.Schema {
	properties := jsonschema.NewProperties()
	properties.Set(key, &jsonschema.Schema{Not: &jsonschema.Schema{Enum: []any{nil, []any{}}}})
	return &jsonschema.Schema{Required: []string{key}, Properties: properties}
}

// scalar describes what a Value of a type takes: text of each kind once, among the definitions.
func (g *generator) scalar(t reflect.Type) *jsonschema.Schema {
	switch t.Kind() {
	case reflect.Bool:
		return &jsonschema.Schema{Type: "boolean"}
	case reflect.Int:
		return &jsonschema.Schema{Type: "integer", Minimum: "0", Maximum: json.Number(strconv.Itoa(MaxWhole))}
	case reflect.Float64:
		return &jsonschema.Schema{Type: "number", Minimum: "0", Maximum: json.Number(strconv.FormatFloat(MaxNumber, 'g', -1, 64))}
	}
	name := definitionName(t.Name())
	if t.Kind() == reflect.String && t.PkgPath() == "" {
		name = "text"
	}
	g.definitions[name] = textSchema(reflect.New(t).Interface())
	return &jsonschema.Schema{Ref: "#/$defs/" + name}
}

// textSchema describes the text that is read into target.
func textSchema(target any) *jsonschema.Schema {
	switch t := target.(type) {
	case *civil.Date:
		return &jsonschema.Schema{Type: "string", Pattern: datePattern, Format: "date"}
	case *civil.Period:
		return &jsonschema.Schema{Type: "string", Pattern: PeriodPattern}
	case *Prose:
		return &jsonschema.Schema{Type: "string", Pattern: `[^ \t\r\n]`}
	case interface{ Pattern() string }:
		return &jsonschema.Schema{Type: "string", Pattern: t.Pattern()}
	case interface{ Choices() []string }:
		return choice(t.Choices())
	case interface{ Words() []string }:
		return choice(t.Words())
	}
	return &jsonschema.Schema{Type: "string", Pattern: TextPattern}
}

func choice(words []string) *jsonschema.Schema {
	s := &jsonschema.Schema{Type: "string"}
	for _, w := range words {
		s.Enum = append(s.Enum, w)
	}
	return s
}

func whole(n uint64) *uint64 { return &n }
