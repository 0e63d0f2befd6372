package strictyaml

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"supplierwatch/internal/strictyaml/unclosed"
)

var (
	yamlError     = regexp.MustCompile(`^yaml: (?:line ([0-9]+): )?(.*)$`)
	unknownAnchor = regexp.MustCompile(`unknown anchor '(.*)' referenced`)
)

// meanings translates what the parser says into what people can mend; the first that is contained in the message is taken.
var meanings = []struct{ said, meant string }{
	{"did not find expected key", "a key is expected here; the line is probably indented wrongly, or a quotation mark or colon is missing before it"},
	{"did not find expected '-' indicator", "an item of the list (- …) is expected here; the line is probably indented wrongly"},
	{"did not find expected ',' or ']'", "the list that begins here with [ is not closed with ], or a comma is missing in it"},
	{"did not find expected ',' or '}'", "the block that begins here with { is not closed with }, or a comma is missing in it"},
	{"could not find expected ':'", "a colon is missing after a key"},
	{"mapping values are not allowed", "unexpected colon; put text with a colon in quotes, or check the indentation"},
	{"block sequence entries are not allowed", "unexpected list item (- …); begin it on a line of its own"},
	{"tab character", "there is a tab in the indentation; use spaces"},
	{"cannot start any token", "a tab, @, ` or % cannot begin a value; use spaces to indent, and quotes around text that begins so"},
	{"found unexpected end of stream", "quotation marks are opened here and never closed"},
	{"unknown escape character", "a backslash in double quotes begins a code that does not exist; use single quotes"},
	{"did not find expected node content", "a value is expected here"},
	{"did not find expected <document start>", "the text after this line does not belong to the document; check the indentation, or begin a new document with ---"},
	{"max depth", "lists and blocks are nested more than 100 deep"},
}

// syntax reports what the parser refused.
func (p *problemList) syntax(data []byte, err error) {
	said, line := err.Error(), 1
	if m := yamlError.FindStringSubmatch(said); m != nil {
		line, _ = strconv.Atoi(m[1])
		said = m[2]
	}
	if strings.Contains(said, "','") || strings.Contains(said, "node content") {
		line++ // the parser counts these lines from zero
	}
	if m := unknownAnchor.FindStringSubmatch(said); m != nil {
		at := p.lines.placeOf(max(0, bytes.Index(data, []byte("*"+m[1]))))
		p.quote(at, "an alias (*) refers to an anchor (&) that does not exist; put text that begins with * in quotes",
			"the alias *%s refers to an anchor (&%s) that does not exist; put text that begins with * in quotes", m[1], m[1])
		return
	}
	if at, found := unclosed.Quote(data); found {
		p.reportAt(p.lines.placeOf(at), "quotation marks are opened here and not closed on this line; close them, or write text of several lines below | and indented")
		return
	}
	if found := p.locate(data, err.Error(), said); found > 0 {
		line = found
	}
	if at, r, found := p.strangeSpace(line); found {
		p.reportFault(at, refused("this is a %s, which is not a space to YAML: replace it by a space", nameOf(r)))
		return
	}
	at := p.placeOn(line, said)
	for _, m := range meanings {
		if strings.Contains(said, m.said) {
			p.reportAt(at, "%s", m.meant)
			return
		}
	}
	p.quote(at, "this cannot be read as YAML", "this cannot be read as YAML: %s", said)
}

// placeOn returns where on a line, or shortly after it, the parser found what it said: the bracket that is not closed, or the tab in an
// indentation. Otherwise it is the beginning of the text.
func (p *problemList) placeOn(line int, said string) Place {
	at, found := Place{}, false
	switch {
	case strings.Contains(said, "',' or ']'"):
		at, found = p.openBracket(line, '[')
	case strings.Contains(said, "',' or '}'"):
		at, found = p.openBracket(line, '{')
	case strings.Contains(said, "tab character"):
		at, found = p.lines.tabIndent(line)
	}
	if found {
		return at
	}
	return p.lines.text(line)
}

// openBracket finds the last bracket of a kind that opens on a line and is not closed.
func (p *problemList) openBracket(line int, kind byte) (Place, bool) {
	if line < 1 || line > p.lines.count() {
		return Place{}, false
	}
	at, found := unclosed.Bracket(p.lines.data, p.lines.start(line), p.lines.after(line), kind)
	return p.lines.placeOf(at), found
}

// searchable is up to which size a file is parsed again and again to find the line of an error.
const searchable = 1 << 20

// locate finds the line that makes the parser say what it said. The parser itself names the line on which the surrounding block
// begins, which in a long file is nowhere near. Brackets and quotes that are not closed are best shown where they begin, which is what the
// parser does.
func (p *problemList) locate(data []byte, whole, said string) int {
	if len(data) > searchable || !strings.Contains(said, "expected key") && !strings.Contains(said, "'-' indicator") {
		return 0
	}
	low, high := 1, p.lines.count()
	for low < high {
		middle := (low + high) / 2
		if parse(data[:min(len(data), p.lines.after(middle))]).Error() == whole {
			high = middle
		} else {
			low = middle + 1
		}
	}
	return low
}

// strangeSpace finds a space on a line that only looks like one: in the indentation, or behind a colon or a hyphen.
func (p *problemList) strangeSpace(number int) (Place, rune, bool) {
	before := ' '
	for i, r := range []rune(string(p.lines.line(number))) {
		if r >= utf8.RuneSelf && (unicode.Is(unicode.Zs, r) || isHidden(r)) && strings.ContainsRune(" :-", before) {
			return Place{Line: int32(number), Column: int32(i + 1)}, r, true
		}
		before = r
	}
	return Place{}, 0, false
}
