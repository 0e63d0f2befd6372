package registry

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// end gives the offset behind the text of a node. It believes the parser about what the node is, and reads only as much of YAML as it
// takes to see where that stops; what it gets wrong shows when the edited text is compared with what was wanted.
func (s *script) end(n *yaml.Node) (int, error) {
	at, err := s.offset(n)
	if err != nil {
		return 0, err
	}
	if n.Anchor != "" {
		at = s.skip(at+len("&")+len(n.Anchor), blanks+"\r\n")
	}
	switch {
	case n.Kind == yaml.AliasNode:
		return at + len("*") + len(n.Value), nil
	case n.Kind == yaml.ScalarNode:
		return s.scalarEnd(n, at)
	case n.Style&yaml.FlowStyle != 0:
		return s.flowEnd(n, at)
	case len(n.Content) == 0:
		return 0, unclearAt(n, "the block is empty")
	}
	return s.end(n.Content[len(n.Content)-1])
}

// flowEnd gives the offset behind the bracket that closes a list or block in brackets.
func (s *script) flowEnd(n *yaml.Node, at int) (int, error) {
	opening, closing := byte('['), byte(']')
	if n.Kind == yaml.MappingNode {
		opening, closing = '{', '}'
	}
	if s.at(at) != opening {
		return 0, unclearAt(n, "expected %c", opening)
	}
	at++
	if len(n.Content) > 0 {
		var err error
		if at, err = s.end(n.Content[len(n.Content)-1]); err != nil {
			return 0, err
		}
	}
	for {
		at = s.skip(at, blanks+"\r\n,:")
		if !s.remark(at) {
			break
		}
		at = s.breakAt(at)
	}
	if s.at(at) != closing {
		return 0, unclearAt(n, "the %c that closes this is not where it is expected", closing)
	}
	return at + 1, nil
}

func (s *script) scalarEnd(n *yaml.Node, at int) (int, error) {
	switch {
	case n.Style&yaml.DoubleQuotedStyle != 0:
		return s.doubleQuoted(n, at)
	case n.Style&yaml.SingleQuotedStyle != 0:
		return s.singleQuoted(n, at)
	case n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		return s.textEnd(n, at)
	}
	return s.plain(n, at)
}

func (s *script) doubleQuoted(n *yaml.Node, at int) (int, error) {
	for i := at + 1; s.at(at) == '"' && i < len(s.data); i++ {
		switch s.data[i] {
		case '\\':
			i++
		case '"':
			return i + 1, nil
		}
	}
	return 0, unclearAt(n, "the quotation marks are not where they are expected")
}

func (s *script) singleQuoted(n *yaml.Node, at int) (int, error) {
	for i := at + 1; s.at(at) == '\'' && i < len(s.data); i++ {
		switch {
		case s.data[i] == '\'' && s.at(i+1) == '\'':
			i++
		case s.data[i] == '\'':
			return i + 1, nil
		}
	}
	return 0, unclearAt(n, "the quotation marks are not where they are expected")
}

// plain follows the text of a scalar without quotes, whose lines the parser has joined.
func (s *script) plain(n *yaml.Node, at int) (int, error) {
	for value := n.Value; value != ""; {
		if r, _ := utf8.DecodeRuneInString(value); unicode.IsSpace(r) && r < unicode.MaxASCII {
			value = strings.TrimLeft(value, " \t\r\n")
			at = s.skip(at, blanks+"\r\n")
			continue
		}
		if s.at(at) != value[0] {
			return 0, unclearAt(n, "the text is not where it is expected")
		}
		value, at = value[1:], at+1
	}
	return at, nil
}

// textEnd gives the end of a text of whole lines, after | or >.
func (s *script) textEnd(n *yaml.Node, at int) (int, error) {
	end := s.breakAt(at)
	header := s.data[at:end]
	if before, _, found := bytes.Cut(header, []byte("#")); found {
		header = before
	}
	if bytes.ContainsAny(header, "123456789") {
		return 0, unclearAt(n, "the text tells its own indentation")
	}
	keep := bytes.ContainsRune(header, '+')
	if strings.Trim(n.Value, "\n") == "" && !keep {
		return end, nil
	}
	indent := 0
	for line := s.nextLine(at); line < len(s.data); line = s.nextLine(line) {
		first, stop := s.skip(line, " "), s.breakAt(line)
		empty := s.skip(line, blanks) == stop
		if indent == 0 && !empty {
			indent = first - line
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
