package strictyaml

import (
	"reflect"
	"slices"

	"gopkg.in/yaml.v3"
)

// Shape is which keys of a block belong together. A key with null or an empty list counts as missing.
type Shape struct {
	AnyOf [][]string // of each group at least one is given
	Apart [][]string // of each group at most one is given
}

// Shaped is implemented by structs whose keys depend on each other. The zero value is asked once.
type Shaped interface{ Shape() Shape }

// ShapedByValue is implemented by Shaped structs of which some values have a shape of their own.
type ShapedByValue interface{ ShapeOfValue() Shape }

// indexedShape is a shape with the index of each key in the layout.
type indexedShape struct{ anyOf, apart [][]indexedKey }

type indexedKey struct {
	key   string
	index int
}

// indexed finds the keys of a shape in the layout.
func (l *Layout) indexed(s Shape) *indexedShape {
	groups := func(all [][]string) [][]indexedKey {
		found := make([][]indexedKey, len(all))
		for i, group := range all {
			for _, key := range group {
				found[i] = append(found[i], indexedKey{key, l.byKey[key]})
			}
		}
		return found
	}
	return &indexedShape{groups(s.AnyOf), groups(s.Apart)}
}

// shapeOf returns the shape of a struct that was read; nil where its keys do not depend on each other.
func (l *Layout) shapeOf(v reflect.Value) *indexedShape {
	if l.shape == nil {
		return nil
	}
	if byValue, ok := v.Addr().Interface().(ShapedByValue); ok {
		return l.indexed(byValue.ShapeOfValue())
	}
	return l.shape
}

// checkShape checks the keys of the block n against the shape of its struct. Values are those of the keys of the layout, nil where one is left out.
func (p *problemList) checkShape(n *yaml.Node, shape *indexedShape, values []*yaml.Node) {
	given := func(k indexedKey) bool { return !absent(values[k.index]) }
	for _, group := range shape.anyOf {
		if !slices.ContainsFunc(group, given) {
			p.report(n, "%s is missing here", alternatives(keysOf(group)))
		}
	}
	for _, group := range shape.apart {
		first := slices.IndexFunc(group, given)
		if first < 0 {
			continue
		}
		if rest := slices.IndexFunc(group[first+1:], given); rest >= 0 {
			second := group[first+1+rest]
			p.report(values[second.index], "`%s` and `%s` contradict each other: write one of them", group[first].key, second.key)
		}
	}
}

func keysOf(group []indexedKey) []string {
	keys := make([]string, len(group))
	for i, k := range group {
		keys[i] = k.key
	}
	return keys
}
