package strictyaml

import (
	"fmt"
	"strings"

	"gopkg.in/yaml.v3"
)

// isKey refuses keys that are not names, and merge keys.
func (p *problemList) isKey(name *yaml.Node) bool {
	switch {
	case name.Kind != yaml.ScalarNode:
		p.report(name, "a key must be a word, got %s", kindOf(name))
	case name.Tag == "!!merge":
		p.report(name, "merging blocks with << is not supported: write the keys out")
	default:
		return true
	}
	return false
}

// isPlainName refuses a name of a table that YAML reads as something other than text.
func (p *problemList) isPlainName(name *yaml.Node, key string) bool {
	if name.Value == "" {
		p.report(name, "`%s`: a name is empty", key)
		return false
	}
	if why := ambiguousScalar(name); why != "" {
		p.report(name, "`%s`: the name %s %s; put it in quotes: %q", key, name.Value, why, name.Value)
		return false
	}
	return true
}

// duplicateKey reports a key that its block has already.
func (p *problemList) duplicateKey(name, first *yaml.Node) {
	p.report(name, "duplicate key `%s` (first used on line %d)", truncated(name.Value), first.Line)
}

// unknownKey reports a key that the block does not have, with the nearest one that it has.
func (p *problemList) unknownKey(name *yaml.Node, known []string) {
	if near, ok := Suggest(name.Value, known); ok {
		p.quote(place(name), fmt.Sprintf("unknown key; did you mean `%s`?", near), "unknown key `%s`; did you mean `%s`?", truncated(name.Value), near)
		return
	}
	all := strings.Join(known, ", ")
	p.quote(place(name), "none of the keys in this file belongs here; known here are "+all+": is this the right file?", "unknown key `%s`; known here are %s", truncated(name.Value), all)
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

// examples writes the first few keys.
func examples(keys []string) string {
	return alternatives(keys[:min(len(keys), 3)])
}
