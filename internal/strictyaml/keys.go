package strictyaml

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"supplierwatch/internal/secretline"
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
	if odd := oddIn(name.Value); odd != "" && slices.Contains(known, plainForm(name.Value)) {
		plain := plainForm(name.Value)
		p.quote(place(name), fmt.Sprintf("unknown key; did you mean `%s`?", plain), "unknown key `%s`; %s: write %s", truncated(name.Value), odd, plain)
		return
	}
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

// schemaKey is a key that editors offer at the top of a file, and that means nothing here.
const schemaKey = "$schema"

// withoutSchema returns the top of a document without the key for editors.
func withoutSchema(root *yaml.Node) *yaml.Node {
	if root.Kind != yaml.MappingNode {
		return root
	}
	for i := 0; i+1 < len(root.Content); i += 2 {
		if root.Content[i].Kind == yaml.ScalarNode && root.Content[i].Value == schemaKey {
			without := *root
			without.Content = slices.Delete(slices.Clone(root.Content), i, i+2)
			return &without
		}
	}
	return root
}

// restOfValue returns how many of the pairs behind the pair at i are hardly keys but the rest of its value, which a comma divided: in a block
// in braces {on_hand: 1,5, unit: kg} has the keys on_hand, 5 and unit.
func restOfValue(n *yaml.Node, i int, known map[string]int) int {
	if n.Style&yaml.FlowStyle == 0 || n.Content[i+1].Kind != yaml.ScalarNode || n.Content[i+1].Style != 0 || isNull(n.Content[i+1]) {
		return 0
	}
	rest := 0
	for j := i + 2; j+1 < len(n.Content); j += 2 {
		name := n.Content[j]
		if _, isKey := known[name.Value]; isKey || name.Kind != yaml.ScalarNode || !isEmpty(n.Content[j+1]) || keyLike.MatchString(name.Value) {
			break
		}
		rest++
	}
	return rest
}

var leadingDigit = regexp.MustCompile(`^[0-9]`)

// keyLike matches what is a mistyped key rather than the rest of a value.
var keyLike = regexp.MustCompile(`^[a-z][a-z_-]*$`)

// dividedValue reports a value that a comma divided, given with the keys that follow.
func (p *problemList) dividedValue(pairs []*yaml.Node) {
	name, value := pairs[0], pairs[1]
	tight, spaced := value.Value, value.Value
	for i := 2; i < len(pairs); i += 2 {
		tight += "," + pairs[i].Value
		spaced += ", " + pairs[i].Value
	}
	bare := "inside { } a comma ends the value; put a value with a comma in quotes"
	if meant := numbersMeant(tight); len(meant) > 0 {
		p.quote(place(value), bare, "`%s`: inside { } a comma ends the value, so %s is read as %s and a second key %s: write %s", name.Value, truncated(tight),
			truncated(value.Value), truncated(pairs[2].Value), strings.Join(meant, " or "))
		return
	}
	switch {
	case secretline.IsKey(name.Value):
		p.reportAt(place(value), "`%s`: %s", name.Value, bare)
		return
	case digitsOnly.MatchString(value.Value) && leadingDigit.MatchString(pairs[2].Value):
		p.quote(place(value), bare, "`%s`: inside { } a comma ends the value, so %s is read as %s and a second key %s: write the decimal point as a point",
			name.Value, truncated(tight), truncated(value.Value), truncated(pairs[2].Value))
		return
	}
	p.quote(place(value), bare, "`%s`: inside { } a comma ends the value, so %s is read as a second key: write %s: %s", name.Value,
		strconv.Quote(truncated(pairs[2].Value)), name.Value, strconv.Quote(truncated(spaced)))
}
