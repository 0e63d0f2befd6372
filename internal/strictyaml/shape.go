package strictyaml

import (
	"slices"

	"gopkg.in/yaml.v3"
)

// Shape is which keys of a block belong together. A key with null or an empty list counts as missing.
type Shape struct {
	AnyOf [][]string // of each group at least one is given
	Apart [][]string // of each group at most one is given
}

// Shaped is implemented by structs whose keys depend on each other.
type Shaped interface{ Shape() Shape }

// checkShape checks the keys of the block n against the shape of its struct. Value returns what a key has, nil where it is left out.
func (p *problemList) checkShape(n *yaml.Node, shape Shape, value func(key string) *yaml.Node) {
	given := func(key string) bool { return !absent(value(key)) }
	for _, group := range shape.AnyOf {
		if !slices.ContainsFunc(group, given) {
			p.report(n, "%s is missing here", alternatives(group))
		}
	}
	for _, group := range shape.Apart {
		first := slices.IndexFunc(group, given)
		if first < 0 {
			continue
		}
		if rest := slices.IndexFunc(group[first+1:], given); rest >= 0 {
			second := group[first+1+rest]
			p.report(value(second), "`%s` and `%s` contradict each other: write one of them", group[first], second)
		}
	}
}
