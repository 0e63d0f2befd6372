package strictyaml

import "gopkg.in/yaml.v3"

// isNull reports whether a key has no value: nothing after the colon, ~ or null.
func isNull(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.Tag == "!!null" }

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

// missing reports a required key that is left out of the block n, or has no value there.
func (p *problemList) missing(n, value *yaml.Node, key string) {
	if value == nil {
		p.report(n, "`%s` is missing here", key)
		return
	}
	p.report(value, "`%s` has no value; it must have one", key)
}
