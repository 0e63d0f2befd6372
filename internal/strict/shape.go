package strict

import (
	"reflect"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

// Shape says which keys of a block belong together. A key with null or an empty list under it does not count as standing there.
type Shape struct {
	AnyOf [][]string // of each group at least one stands
	Apart [][]string // of each group at most one stands
}

// Shaped is implemented by structs whose keys depend on each other.
type Shaped interface{ Shape() Shape }

// shape checks the keys of the block n against the shape of its struct.
func (d *decoder) shape(v reflect.Value, n *yaml.Node, values map[string]*yaml.Node) {
	shaped, ok := v.Interface().(Shaped)
	if !ok {
		return
	}
	shape := shaped.Shape()
	for _, group := range shape.AnyOf {
		if len(standing(group, values)) == 0 {
			d.report(n, "%s is missing here", alternatives(group))
		}
	}
	for _, group := range shape.Apart {
		if found := standing(group, values); len(found) > 1 {
			d.report(values[found[1]], "`%s` and `%s` contradict each other: write one of them", found[0], found[1])
		}
	}
}

// standing lists the keys of a group that have a value.
func standing(group []string, values map[string]*yaml.Node) []string {
	return slices.DeleteFunc(slices.Clone(group), func(key string) bool { return absent(values[key]) })
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
