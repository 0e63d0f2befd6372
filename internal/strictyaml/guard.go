package strictyaml

import "gopkg.in/yaml.v3"

// MaxDepth is how deep lists and blocks may be nested in each other.
const MaxDepth = 100

// maxAliased is how many values may come from aliases: more is an attempt to blow up the memory.
const maxAliased = 10_000

// guard checks a document before it is decoded: not too deep, no aliases that multiply, no tags.
type guard struct {
	problems *problemList
	aliased  int // values met inside aliases so far
	within   int // aliases being followed
}

// walk reports whether n may be decoded; what may not is reported once.
func (g *guard) walk(n *yaml.Node, depth int) bool {
	if depth > MaxDepth {
		g.problems.report(n, "lists and blocks are nested more than %d deep", MaxDepth)
		return false
	}
	if g.within > 0 {
		g.aliased++
	}
	if g.aliased > maxAliased {
		g.problems.report(n, "anchors and aliases (& and *) repeat more than %d values: write them out", maxAliased)
		return false
	}
	if n.Style&yaml.TaggedStyle != 0 {
		g.problems.quote(place(n), "tags, which begin with !, are not supported: remove it", "tags such as %s are not supported: remove it", truncated(n.Tag))
		return false
	}
	if n.Kind == yaml.AliasNode {
		g.within++
		defer func() { g.within-- }()
		return g.walk(n.Alias, depth+1)
	}
	for _, child := range n.Content {
		if !g.walk(child, depth+1) {
			return false
		}
	}
	return true
}
