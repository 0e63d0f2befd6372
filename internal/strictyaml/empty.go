package strictyaml

import (
	"regexp"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"supplierwatch/internal/secretline"
)

// isNull reports whether a key has no value: nothing after the colon, ~ or null.
func isNull(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.Tag == "!!null" }

// isEmpty reports whether nothing follows the colon of a key. People who want to leave a value out write null.
func isEmpty(n *yaml.Node) bool { return isNull(n) && n.Value == "" }

// EmptyFile is what is wrong with a file that must have a document and has none.
const EmptyFile = "the file is empty or has only comments"

// isEmptyDocument reports whether a document has nothing but comments.
func isEmptyDocument(n *yaml.Node) bool { return len(n.Content) == 0 || isNull(n.Content[0]) }

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
func (p *problemList) missing(n, name, value *yaml.Node, key string) {
	switch {
	case value == nil:
		p.report(n, "`%s` is missing here", key)
	case isEmpty(value):
		p.reportAt(place(name), "`%s` has no value; it must have one%s", key, p.comment(name, ""))
	default:
		p.report(value, "`%s` has no value; it must have one", key)
	}
}

// empty reports a key that nothing follows. The version before took it as left out.
func (p *problemList) empty(name *yaml.Node) {
	p.reportFault(place(name), newlyRefused("`%s` has no value%s, or delete the key", truncated(name.Value), p.comment(name, ": write one after the colon")))
}

var commentBehind = regexp.MustCompile(`:[ \t]+(#.*)$`)

// comment returns that what follows a key is a comment, or otherwise something else.
func (p *problemList) comment(name *yaml.Node, otherwise string) string {
	found := commentBehind.FindStringSubmatch(string(p.lines.line(name.Line)))
	if found == nil {
		return otherwise
	}
	text := strings.TrimSpace(found[1])
	if len(text) < 2 || text[1] == ' ' || secretline.IsKey(name.Value) {
		return ": everything after # is a comment; put the value in quotes"
	}
	return ": everything after # is a comment; put the value in quotes, " + name.Value + ": " + strconv.Quote(truncated(text))
}
