package strictyaml

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"
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
	if strings.Contains(said, "','") {
		line++ // the parser counts these lines from zero
	}
	if m := unknownAnchor.FindStringSubmatch(said); m != nil {
		at := placeOf(data, max(0, bytes.Index(data, []byte("*"+m[1]))))
		p.quote(at, "an alias (*) refers to an anchor (&) that does not exist; put text that begins with * in quotes",
			"the alias *%s refers to an anchor (&%s) that does not exist; put text that begins with * in quotes", m[1], m[1])
		return
	}
	if found := locate(data, err.Error(), said); found > 0 {
		line = found
	}
	at := lineStart(data, line)
	for _, m := range meanings {
		if strings.Contains(said, m.said) {
			p.reportAt(at, "%s", m.meant)
			return
		}
	}
	p.quote(at, "this cannot be read as YAML", "this cannot be read as YAML: %s", said)
}

// searchable is up to which size a file is parsed again and again to find the line of an error.
const searchable = 1 << 20

// locate finds the line that makes the parser say what it said. The parser itself names the line on which the surrounding block
// begins, which in a long file is nowhere near. Brackets and quotes that are not closed are best shown where they begin, which is what the
// parser does.
func locate(data []byte, whole, said string) int {
	if len(data) > searchable || !strings.Contains(said, "expected key") && !strings.Contains(said, "'-' indicator") {
		return 0
	}
	ends := lineEnds(data)
	low, high := 1, len(ends)
	for low < high {
		middle := (low + high) / 2
		if parse(data[:ends[middle-1]]).Error() == whole {
			high = middle
		} else {
			low = middle + 1
		}
	}
	return low
}

// lineEnds returns the offset after each line.
func lineEnds(data []byte) []int {
	var ends []int
	for i, c := range data {
		if c == '\n' {
			ends = append(ends, i+1)
		}
	}
	if len(data) > 0 && data[len(data)-1] != '\n' {
		ends = append(ends, len(data))
	}
	return ends
}

// lineStart returns the place of the first character of a line that is not a space.
func lineStart(data []byte, line int) Place {
	ends := lineEnds(data)
	line = max(1, min(line, len(ends)))
	if len(ends) == 0 {
		return Place{1, 1}
	}
	start := 0
	if line > 1 {
		start = ends[line-2]
	}
	text := data[start:ends[line-1]]
	indent := len(text) - len(bytes.TrimLeft(text, " \t\r\n"))
	if indent == len(text) {
		indent = 0
	}
	return Place{Line: int32(line), Column: int32(indent + 1)}
}
