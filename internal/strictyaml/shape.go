package strictyaml

import (
	"reflect"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

// Shape returns which keys of a block belong together. A key with null or an empty list counts as missing.
type Shape struct {
	AnyOf [][]string // of each group at least one is given
	Apart [][]string // of each group at most one is given
}

// Shaped is implemented by structs whose keys depend on each other.
type Shaped interface{ Shape() Shape }

// shape checks the keys of the block n, whose values are in the order of the layout, against the shape of its struct.
func (d *decoder) shape(v reflect.Value, l *Layout, n *yaml.Node, values []*yaml.Node) {
	if !l.shaped {
		return
	}
	value := func(key string) *yaml.Node { return values[l.byKey[key]] }
	stands := func(key string) bool { return !absent(value(key)) }
	shape := v.Interface().(Shaped).Shape()
	for _, group := range shape.AnyOf {
		if !slices.ContainsFunc(group, stands) {
			d.report(n, "%s is missing here", alternatives(group))
		}
	}
	for _, group := range shape.Apart {
		first := slices.IndexFunc(group, stands)
		if first < 0 {
			continue
		}
		if rest := slices.IndexFunc(group[first+1:], stands); rest >= 0 {
			second := group[first+1+rest]
			d.report(value(second), "`%s` and `%s` contradict each other: write one of them", group[first], second)
		}
	}
}

// absent reports whether n counts as left out.
func absent(n *yaml.Node) bool {
	if n == nil {
		return true
	}
	if n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	return isNull(n) || n.Kind == yaml.SequenceNode && len(n.Content) == 0
}

// alternatives writes keys as a choice: `email` or `phone`.
func alternatives(keys []string) string {
	quoted := make([]string, len(keys))
	for i, k := range keys {
		quoted[i] = "`" + k + "`"
	}
	if len(quoted) == 1 {
		return quoted[0]
	}
	last := len(quoted) - 1
	return strings.Join(quoted[:last], ", ") + " or " + quoted[last]
}
