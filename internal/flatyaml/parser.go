package flatyaml

import (
	"strings"

	"gopkg.in/yaml.v3"
)

// Part is a part of a text: whole lines.
type Part struct {
	Text string
	Line int // of its first line, from one
}

// Parser reads parts of texts. Its nodes are valid until it reads the next part or the next item. The zero Parser is ready.
type Parser struct {
	text string
	// The current line: the next one that is neither blank nor a comment.
	line, start, end, indent int // indent is -1 behind the last line
	ascii                    bool
	depth                    int

	arena arena
	tags  tagMemory
}

// deepest is how deep blocks and lists may be nested in each other.
const deepest = 40

// Mapping reads a block of keys that begins in the first column.
func (p *Parser) Mapping(part Part) (*yaml.Node, bool) {
	if !p.begin(part) || p.indent != 0 {
		return nil, false
	}
	n := p.mapping(0, p.start)
	return n, n != nil && p.indent < 0
}

// List reads a list whose hyphens are in one column.
func (p *Parser) List(part Part) (*yaml.Node, bool) {
	if !p.begin(part) || !p.atHyphen() {
		return nil, false
	}
	n := p.list(p.indent)
	return n, n != nil && p.indent < 0
}

// Items reads a list as List does, and passes each item on before it reads the next one, as long as each returns true. Where it returns false, the part
// was not read to its end, whatever was passed on before.
func (p *Parser) Items(part Part, each func(item *yaml.Node) bool) bool {
	if !p.begin(part) || !p.atHyphen() {
		return false
	}
	defer p.arena.reset()
	column := p.indent
	for p.depth = 1; p.indent == column && p.atHyphen(); p.arena.reset() {
		if n := p.nextItem(column); n == nil || !each(n) {
			return false
		}
	}
	return p.indent < 0
}

// begin makes the first line of a part the current one.
func (p *Parser) begin(part Part) bool {
	p.text, p.line, p.end, p.depth = part.Text, part.Line-1, -1, 0
	p.arena.reset()
	var plain bool
	if plain, p.ascii = examine(p.text); !plain || !strings.HasSuffix(p.text, "\n") {
		return false
	}
	p.advance()
	return p.indent >= 0
}

// advance goes to the next line that is neither blank nor a comment.
func (p *Parser) advance() {
	for {
		p.start = p.end + 1
		if p.start >= len(p.text) {
			p.indent = -1
			return
		}
		p.line++
		p.end = p.start + strings.IndexByte(p.text[p.start:], '\n')
		at := p.spaces(p.start)
		if at < p.end && p.text[at] != '#' {
			p.indent = at - p.start
			return
		}
	}
}

// spaces returns the offset of the first character from an offset on that is not a space.
func (p *Parser) spaces(at int) int {
	for p.text[at] == ' ' {
		at++
	}
	return at
}

// atHyphen reports whether the current line begins an item of a list.
func (p *Parser) atHyphen() bool {
	return p.indent >= 0 && p.text[p.start+p.indent] == '-' && p.text[p.start+p.indent+1] == ' '
}

// mapping reads the keys that begin in a column, the first one at an offset of the current line.
func (p *Parser) mapping(column, at int) *yaml.Node {
	key, after := p.key(at)
	return p.mappingFrom(column, at, key, after)
}

// mappingFrom reads the keys that begin in a column. The first one, at an offset of the current line, was read up to another offset; nil: it is none.
func (p *Parser) mappingFrom(column, at int, key *yaml.Node, after int) *yaml.Node {
	if p.depth++; p.depth > deepest {
		return nil
	}
	defer func() { p.depth-- }()
	n := p.node(yaml.MappingNode, "!!map", "", at)
	mark := p.arena.mark()
	for key != nil && p.pair(column, key, after) {
		if p.indent != column || p.atHyphen() {
			n.Content = p.arena.children(mark)
			return p.ended(n, column)
		}
		key, after = p.key(p.start + column)
	}
	return nil
}

// ended returns a collection of a column, unless the current line, which is not part of it, is indented more.
func (p *Parser) ended(n *yaml.Node, column int) *yaml.Node {
	if p.indent > column {
		return nil
	}
	return n
}

// pair takes a key and reads its value, which begins behind an offset of the current line.
func (p *Parser) pair(column int, key *yaml.Node, at int) bool {
	p.arena.push(key)
	if at = p.spaces(at); p.isEnd(at) {
		return p.push(p.below(column))
	}
	if p.text[at] == '|' {
		return p.push(p.literal(column, at))
	}
	return p.push(p.inline(column, at))
}

func (p *Parser) push(n *yaml.Node) bool {
	if n == nil {
		return false
	}
	p.arena.push(n)
	return true
}

// isEnd reports whether nothing but a comment is behind an offset at which spaces end. A comment is divided from what is before it by a space.
func (p *Parser) isEnd(at int) bool {
	return at == p.end || p.text[at] == '#' && p.text[at-1] == ' '
}

// below reads the block or the list on the lines below a key of a column. A hyphen may be in the column of the key.
func (p *Parser) below(column int) *yaml.Node {
	p.advance()
	switch {
	case p.indent > column && !p.atHyphen():
		return p.mapping(p.indent, p.start+p.indent)
	case p.indent >= column && p.atHyphen():
		return p.list(p.indent)
	}
	return nil
}

// inline reads a value that ends on the current line, and goes to the next one, which may not continue it.
func (p *Parser) inline(column, at int) *yaml.Node {
	n, at := p.value(at, false)
	if n == nil || !p.isEnd(p.spaces(at)) {
		return nil
	}
	p.advance()
	return p.ended(n, column)
}

// list reads the items whose hyphens are in a column, the first of them on the current line.
func (p *Parser) list(column int) *yaml.Node {
	if p.depth++; p.depth > deepest {
		return nil
	}
	defer func() { p.depth-- }()
	n := p.node(yaml.SequenceNode, "!!seq", "", p.start+column)
	mark := p.arena.mark()
	for p.indent == column && p.atHyphen() {
		if !p.push(p.nextItem(column)) {
			return nil
		}
	}
	n.Content = p.arena.children(mark)
	return p.ended(n, column)
}

// nextItem reads the item behind the hyphen of the current line.
func (p *Parser) nextItem(column int) *yaml.Node {
	at := p.spaces(p.start + column + 1)
	if p.isEnd(at) {
		return nil
	}
	if key, after := p.key(at); key != nil {
		return p.mappingFrom(at-p.start, at, key, after)
	}
	return p.inline(column, at)
}

// literal reads the text below |, which begins at an offset of the line of its key.
func (p *Parser) literal(column, at int) *yaml.Node {
	n := p.node(yaml.ScalarNode, "!!str", "", at)
	n.Style = yaml.LiteralStyle
	if p.spaces(at+1) != p.end {
		return nil
	}
	var b strings.Builder
	indent, blank := 0, 0
	for {
		start := p.end + 1
		if start >= len(p.text) {
			break
		}
		end := start + strings.IndexByte(p.text[start:], '\n')
		first := p.spaces(start)
		switch {
		case first == end && (indent == 0 || first-start > indent):
			return nil // spaces may be part of the text, or come before it
		case first == end:
			blank++
		case indent == 0 && first-start > column:
			indent = first - start
			fallthrough
		case indent > 0 && first-start >= indent:
			for ; blank > 0; blank-- {
				b.WriteByte('\n')
			}
			b.WriteString(p.text[start+indent : end+1])
		default:
			n.Value = b.String()
			p.advance()
			return p.ended(n, column)
		}
		p.line, p.end = p.line+1, end
	}
	n.Value = b.String()
	p.advance()
	return n
}
