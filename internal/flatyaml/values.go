package flatyaml

import (
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// longestKey is how long a key may be; the library refuses one with more than 1,024 characters.
const longestKey = 200

// key reads a key with the colon behind it, and returns the offset after the colon.
func (p *Parser) key(at int) (n *yaml.Node, after int) {
	switch c := p.text[at]; {
	case c == '"' || c == '\'':
		n, after = p.quoted(at)
	case isKeyByte(c) && c != '-' && c != '.':
		for after = at + 1; isKeyByte(p.text[after]); {
			after++
		}
		n = p.plain(at, after)
	}
	if n == nil || after-at > longestKey || p.text[after] != ':' || p.text[after+1] != ' ' && p.text[after+1] != '\n' {
		return nil, 0
	}
	return n, after + 1
}

func isKeyByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-' || c == '.' || c == '$'
}

// value reads a scalar or a flow collection and returns the offset after it.
func (p *Parser) value(at int, flow bool) (n *yaml.Node, after int) {
	switch p.text[at] {
	case '"', '\'':
		return p.quoted(at)
	case '[':
		return p.flowList(at)
	case '{':
		return p.flowMapping(at)
	}
	return p.unquoted(at, flow)
}

// quoted reads a text in quotation marks without escapes.
func (p *Parser) quoted(at int) (n *yaml.Node, after int) {
	mark := p.text[at]
	length := strings.IndexByte(p.text[at+1:p.end], mark)
	if length < 0 {
		return nil, 0
	}
	after = at + length + 2
	inside := p.text[at+1 : after-1]
	if mark == '"' && strings.IndexByte(inside, '\\') >= 0 || p.text[after] == mark {
		return nil, 0
	}
	n = p.node(yaml.ScalarNode, "!!str", inside, at)
	n.Style = yaml.DoubleQuotedStyle
	if mark == '\'' {
		n.Style = yaml.SingleQuotedStyle
	}
	return n, after
}

// unquoted reads a text without quotation marks.
func (p *Parser) unquoted(at int, flow bool) (n *yaml.Node, after int) {
	if !p.mayBegin(at) {
		return nil, 0
	}
	for after = at; after < p.end; after++ {
		switch c := p.text[after]; {
		case c == ':' && p.endsWord(after+1, flow):
			return nil, 0
		case c == '#' && p.text[after-1] == ' ':
			if flow {
				return nil, 0
			}
			return p.trimmed(at, after)
		case !flow:
		case c == ',' || c == ']' || c == '}':
			return p.trimmed(at, after)
		case c == '[' || c == '{' || c == '?':
			return nil, 0
		}
	}
	if flow {
		return nil, 0
	}
	return p.trimmed(at, after)
}

// mayBegin reports whether the character at an offset can begin a text without quotation marks.
func (p *Parser) mayBegin(at int) bool {
	switch c := p.text[at]; {
	case strings.IndexByte("?:,[]{}#&*!|>'\"%@`", c) >= 0:
		return false
	case c == '-':
		return isKeyByte(p.text[at+1]) && p.text[at+1] != '-'
	}
	return true
}

// endsWord reports whether a colon before an offset is one behind a key.
func (p *Parser) endsWord(at int, flow bool) bool {
	c := p.text[at]
	return c == ' ' || c == '\n' || flow && strings.IndexByte(",[]{}", c) >= 0
}

// trimmed returns the text between two offsets without spaces at its end.
func (p *Parser) trimmed(at, end int) (n *yaml.Node, after int) {
	for end > at && p.text[end-1] == ' ' {
		end--
	}
	if end == at || p.text[at:end] == "<<" {
		return nil, 0
	}
	return p.plain(at, end), end
}

// plain returns the node of a text without quotation marks.
func (p *Parser) plain(at, end int) *yaml.Node {
	value := p.text[at:end]
	return p.node(yaml.ScalarNode, p.tags.of(value), value, at)
}

// flowList reads a list in brackets on the current line.
func (p *Parser) flowList(at int) (n *yaml.Node, after int) {
	return p.flowCollection(at, yaml.SequenceNode, "!!seq", ']', func(at int) int {
		item, after := p.value(at, true)
		if item == nil {
			return 0
		}
		p.arena.push(item)
		return after
	})
}

// flowMapping reads a block in braces on the current line.
func (p *Parser) flowMapping(at int) (n *yaml.Node, after int) {
	return p.flowCollection(at, yaml.MappingNode, "!!map", '}', func(at int) int {
		key, after := p.key(at)
		if key == nil {
			return 0
		}
		value, after := p.value(p.spaces(after), true)
		if value == nil {
			return 0
		}
		p.arena.push(key)
		p.arena.push(value)
		return after
	})
}

// flowCollection reads a collection up to its closing bracket; entry reads one entry and returns the offset after it, 0 where there is none.
func (p *Parser) flowCollection(at int, kind yaml.Kind, tag string, closing byte, entry func(at int) int) (n *yaml.Node, after int) {
	if p.depth++; p.depth > deepest {
		return nil, 0
	}
	defer func() { p.depth-- }()
	n = p.node(kind, tag, "", at)
	n.Style = yaml.FlowStyle
	at = p.spaces(at + 1)
	if p.text[at] == closing {
		return n, at + 1
	}
	mark := p.arena.mark()
	for {
		if at = entry(at); at == 0 {
			return nil, 0
		}
		at = p.spaces(at)
		switch p.text[at] {
		case closing:
			n.Content = p.arena.children(mark)
			return n, at + 1
		case ',':
			at = p.spaces(at + 1)
		default:
			return nil, 0
		}
	}
}

// node returns a node that begins at an offset of the current line.
func (p *Parser) node(kind yaml.Kind, tag, value string, at int) *yaml.Node {
	n := p.arena.node()
	n.Kind, n.Tag, n.Value, n.Line, n.Column = kind, tag, value, p.line, at-p.start+1
	if !p.ascii {
		n.Column = utf8.RuneCountInString(p.text[p.start:at]) + 1
	}
	return n
}
