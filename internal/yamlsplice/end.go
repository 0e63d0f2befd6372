package yamlsplice

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// end returns the offset behind the text of a node. It believes the parser about what the node is, and reads only as much of YAML as it
// takes to see where that stops; what it gets wrong shows when the edited text is compared with what was wanted.
func (t *text) end(n *yaml.Node) (int, error) {
	at, err := t.offset(n)
	if err != nil {
		return 0, err
	}
	if n.Anchor != "" {
		at = t.skip(at+len("&")+len(n.Anchor), blanks+"\r\n")
	}
	switch {
	case n.Kind == yaml.AliasNode:
		return at + len("*") + len(n.Value), nil
	case n.Kind == yaml.ScalarNode:
		return t.scalarEnd(n, at)
	case n.Style&yaml.FlowStyle != 0:
		return t.flowEnd(n, at)
	case len(n.Content) == 0:
		return 0, unsafeAt(n, "the block is empty")
	}
	return t.end(n.Content[len(n.Content)-1])
}

// flowEnd returns the offset behind the bracket that closes a list or block in brackets.
func (t *text) flowEnd(n *yaml.Node, at int) (int, error) {
	opening, closing := byte('['), byte(']')
	if n.Kind == yaml.MappingNode {
		opening, closing = '{', '}'
	}
	if t.at(at) != opening {
		return 0, unsafeAt(n, "expected %c", opening)
	}
	at++
	if len(n.Content) > 0 {
		var err error
		if at, err = t.end(n.Content[len(n.Content)-1]); err != nil {
			return 0, err
		}
	}
	for {
		at = t.skip(at, blanks+"\r\n,:")
		if !t.remark(at) {
			break
		}
		at = t.breakAt(at)
	}
	if t.at(at) != closing {
		return 0, unsafeAt(n, "the %c that closes this is not where it is expected", closing)
	}
	return at + 1, nil
}

func (t *text) scalarEnd(n *yaml.Node, at int) (int, error) {
	switch {
	case n.Style&yaml.DoubleQuotedStyle != 0:
		return t.doubleQuoted(n, at)
	case n.Style&yaml.SingleQuotedStyle != 0:
		return t.singleQuoted(n, at)
	case n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		return t.blockTextEnd(n, at)
	}
	return t.plain(n, at)
}

func (t *text) doubleQuoted(n *yaml.Node, at int) (int, error) {
	for i := at + 1; t.at(at) == '"' && i < len(t.data); i++ {
		switch t.data[i] {
		case '\\':
			i++
		case '"':
			return i + 1, nil
		}
	}
	return 0, unsafeAt(n, "the quotation marks are not where they are expected")
}

func (t *text) singleQuoted(n *yaml.Node, at int) (int, error) {
	for i := at + 1; t.at(at) == '\'' && i < len(t.data); i++ {
		switch {
		case t.data[i] == '\'' && t.at(i+1) == '\'':
			i++
		case t.data[i] == '\'':
			return i + 1, nil
		}
	}
	return 0, unsafeAt(n, "the quotation marks are not where they are expected")
}

// plain follows the text of a scalar without quotes, whose lines the parser has joined.
func (t *text) plain(n *yaml.Node, at int) (int, error) {
	for value := n.Value; value != ""; {
		if r, _ := utf8.DecodeRuneInString(value); unicode.IsSpace(r) && r < unicode.MaxASCII {
			value = strings.TrimLeft(value, " \t\r\n")
			at = t.skip(at, blanks+"\r\n")
			continue
		}
		if t.at(at) != value[0] {
			return 0, unsafeAt(n, "the text is not where it is expected")
		}
		value, at = value[1:], at+1
	}
	return at, nil
}

// blockTextEnd returns the end of a text of whole lines, after | or >.
func (t *text) blockTextEnd(n *yaml.Node, at int) (int, error) {
	end := t.breakAt(at)
	header := t.data[at:end]
	if before, _, found := bytes.Cut(header, []byte("#")); found {
		header = before
	}
	stated := bytes.ContainsAny(header, "123456789")
	if stated && strings.Trim(n.Value, " \t\n") == "" {
		return 0, unsafeAt(n, "the text states its own indentation, and has only blanks")
	}
	keep := bytes.ContainsRune(header, '+')
	if strings.Trim(n.Value, "\n") == "" && !keep {
		return end, nil
	}
	indent := 0
	for line := t.nextLine(at); line < len(t.data); line = t.nextLine(line) {
		first, stop := t.skip(line, " "), t.breakAt(line)
		empty := t.skip(line, blanks) == stop
		if indent == 0 && !empty {
			indent = first - line
			if stated {
				indent -= blanksOfFirstLine(n.Value)
			}
		}
		if !empty && first-line < indent {
			break
		}
		if !empty || keep {
			end = stop
		}
	}
	return end, nil
}

// blanksOfFirstLine returns how many spaces the first line of a text begins with that has more than blanks.
func blanksOfFirstLine(text string) int {
	for line := range strings.Lines(text) {
		if strings.Trim(line, " \t\n") != "" {
			return len(line) - len(strings.TrimLeft(line, " "))
		}
	}
	return 0
}
