package strictyaml

import (
	"reflect"
	"strings"

	"gopkg.in/yaml.v3"
)

// Table is a block whose keys are names that people choose, in the order of the file.
type Table[T any] struct {
	Place
	Entries []Entry[T]
}

// Named is implemented by the values of a table whose names must have a form: NamePattern is a regular expression for the JSON Schema,
// CheckName returns as a predicate what is wrong with a name.
type Named interface {
	NamePattern() string
	CheckName(name string) error
}

// Entry is one name of a table with its value. The place is that of the name.
type Entry[T any] struct {
	Name string
	Place
	Value T
}

// decode implements decodable.
func (t *Table[T]) decode(d *decoder, n *yaml.Node, key string) {
	if n.Kind != yaml.MappingNode {
		d.problems.report(n, "`%s`: expected names with something under each, got %s", key, describe(n, key))
		return
	}
	t.Place = place(n)
	t.Entries = make([]Entry[T], 0, len(n.Content)/2)
	seen := map[string]*yaml.Node{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		name := n.Content[i]
		if !d.problems.isKey(name) || !d.problems.isPlainName(name, key) {
			continue
		}
		if first := seen[name.Value]; first != nil {
			d.problems.duplicateKey(name, first)
			continue
		}
		seen[name.Value] = name
		e := Entry[T]{Name: strings.Clone(name.Value), Place: place(name)}
		if named, ok := any(&e.Value).(Named); ok {
			if err := named.CheckName(name.Value); err != nil {
				d.problems.report(name, "`%s`: the name %q %v", key, truncated(name.Value), err)
			}
		}
		if isNull(n.Content[i+1]) {
			d.problems.report(name, "`%s`: the name %q has no value", key, truncated(name.Value))
			continue
		}
		d.into(reflect.ValueOf(&e.Value).Elem(), n.Content[i+1], name.Value)
		t.Entries = append(t.Entries, e)
	}
}
