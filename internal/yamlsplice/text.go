package yamlsplice

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// Unsafe is the reason why a text is not edited: it can be read, but not safely added to. The line is 0 where the whole file is meant.
type Unsafe struct {
	line int
	why  string
}

// Error returns the reason with its line.
func (u Unsafe) Error() string {
	if u.line == 0 {
		return u.why
	}
	return fmt.Sprintf("line %d: %s", u.line, u.why)
}

func unsafeAt(n *yaml.Node, format string, args ...any) error {
	return Unsafe{line: n.Line, why: fmt.Sprintf(format, args...)}
}

// text is the content of a file. The parser reports where a node begins, as line and column; text finds the byte, and where the node ends,
// which the parser does not report.
type text struct {
	data  []byte
	lines []int // the offset of each line
}

const byteOrderMark = "\ufeff"

// oddBreaks are characters that end a line for some readers of YAML and not for others.
const oddBreaks = "\u0085\u2028\u2029"

// newText refuses text in which lines and columns cannot be counted for certain.
func newText(data []byte) (*text, error) {
	t := &text{data: data, lines: []int{0}}
	if bytes.HasPrefix(data, []byte(byteOrderMark)) {
		t.lines[0] = len(byteOrderMark)
	}
	rest := data[t.lines[0]:]
	if bytes.ContainsAny(rest, oddBreaks) || bytes.Contains(rest, []byte(byteOrderMark)) {
		return nil, Unsafe{why: "the file holds characters that end lines in some programs only (U+0085, U+2028, U+2029 or a byte order mark)"}
	}
	for i, c := range data {
		switch {
		case c == '\n':
			t.lines = append(t.lines, i+1)
		case c == '\r' && (i+1 == len(data) || data[i+1] != '\n'):
			return nil, Unsafe{line: len(t.lines), why: "the line ends in a carriage return alone"}
		}
	}
	return t, nil
}

// offset returns the byte at which a node begins. The parser counts columns in characters.
func (t *text) offset(n *yaml.Node) (int, error) {
	if n.Line < 1 || n.Line > len(t.lines) {
		return 0, unsafeAt(n, "the parser places something outside of the file")
	}
	at := t.lines[n.Line-1]
	for range n.Column - 1 {
		_, size := utf8.DecodeRune(t.data[at:])
		at += size
	}
	return at, nil
}

// at returns the byte at an offset, 0 behind the end.
func (t *text) at(offset int) byte {
	if offset < len(t.data) {
		return t.data[offset]
	}
	return 0
}

// ownLine reports whether nothing but blanks stands before the offset on its line, and returns them.
func (t *text) ownLine(offset int) (indent string, ok bool) {
	start := bytes.LastIndexByte(t.data[:offset], '\n') + 1
	indent = strings.TrimPrefix(string(t.data[start:offset]), byteOrderMark)
	return indent, strings.Trim(indent, " \t") == ""
}

// skip returns the first of the given characters that does not belong to the set.
func (t *text) skip(offset int, set string) int {
	for offset < len(t.data) && strings.IndexByte(set, t.data[offset]) >= 0 {
		offset++
	}
	return offset
}

const blanks = " \t"

// breakAt returns the offset of the line break, or of the end of the file, that comes first at or after an offset.
func (t *text) breakAt(offset int) int {
	i := bytes.IndexByte(t.data[offset:], '\n')
	switch {
	case i < 0:
		return len(t.data)
	case i > 0 && t.data[offset+i-1] == '\r':
		return offset + i - 1
	}
	return offset + i
}

// nextLine returns the offset of the line after the one that holds the offset; the end of the file if there is none.
func (t *text) nextLine(offset int) int {
	return min(len(t.data), t.skip(t.breakAt(offset), "\r")+1)
}

// remark reports whether a comment begins at the offset.
func (t *text) remark(offset int) bool {
	return t.at(offset) == '#' && (offset == 0 || strings.IndexByte(" \t\n", t.data[offset-1]) >= 0 || offset == t.lines[0])
}

// behind returns the offset at which new lines can follow text that ends at an offset: after the rest of its line, and after those comments
// directly below that are indented at least as far as the column, since they speak of that text.
func (t *text) behind(end, column int) (int, error) {
	rest := t.skip(end, blanks)
	if rest < len(t.data) && rest != t.breakAt(rest) && !t.remark(rest) {
		return 0, Unsafe{line: t.line(end), why: "more text follows on the line"}
	}
	at := t.nextLine(end)
	for at < len(t.data) && at > end {
		first := t.skip(at, " ")
		if t.at(first) != '#' || first-at+1 < column {
			break
		}
		at = t.nextLine(first)
	}
	return at, nil
}

// line counts on which line an offset lies.
func (t *text) line(offset int) int {
	return bytes.Count(t.data[:offset], []byte{'\n'}) + 1
}

// newline returns the line break in use before an offset, else the first one of the file.
func (t *text) newline(offset int) string {
	i := bytes.LastIndexByte(t.data[:offset], '\n')
	if i < 0 {
		i = bytes.IndexByte(t.data, '\n')
	}
	if i > 0 && t.data[i-1] == '\r' {
		return "\r\n"
	}
	return "\n"
}

// insert returns the text of new lines for an offset at which a line begins, or for the end of a file whose last line is not ended.
func (t *text) insert(offset int, lines []string) patch {
	newline := t.newline(offset)
	joined := strings.Join(lines, newline)
	if offset == len(t.data) && offset > 0 && t.data[offset-1] != '\n' {
		return patch{offset, offset, newline + joined}
	}
	return patch{offset, offset, joined + newline}
}
