package registry

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// unclear says why a place is not edited: what stands there can be read, but not safely added to. Line is 0 where the whole file is meant.
type unclear struct {
	line int
	why  string
}

func (u unclear) Error() string {
	if u.line == 0 {
		return u.why
	}
	return fmt.Sprintf("line %d: %s", u.line, u.why)
}

func unclearAt(n *yaml.Node, format string, args ...any) error {
	return unclear{line: n.Line, why: fmt.Sprintf(format, args...)}
}

// script is the text of a file. The parser tells where a node begins, as line and column; the script finds the byte, and where the node
// ends, which the parser does not tell.
type script struct {
	data  []byte
	lines []int // the offset of each line
}

const byteOrderMark = "\ufeff"

// oddBreaks are characters that end a line for some readers of YAML and not for others.
const oddBreaks = "\u0085\u2028\u2029"

// newScript refuses text in which lines and columns cannot be counted for certain.
func newScript(data []byte) (*script, error) {
	s := &script{data: data, lines: []int{0}}
	if bytes.HasPrefix(data, []byte(byteOrderMark)) {
		s.lines[0] = len(byteOrderMark)
	}
	rest := data[s.lines[0]:]
	if bytes.ContainsAny(rest, oddBreaks) || bytes.Contains(rest, []byte(byteOrderMark)) {
		return nil, unclear{why: "the file holds characters that end lines in some programs only (U+0085, U+2028, U+2029 or a byte order mark)"}
	}
	for i, c := range data {
		switch {
		case c == '\n':
			s.lines = append(s.lines, i+1)
		case c == '\r' && (i+1 == len(data) || data[i+1] != '\n'):
			return nil, unclear{line: len(s.lines), why: "the line ends in a carriage return alone"}
		}
	}
	return s, nil
}

// offset gives the byte at which a node begins. The parser counts columns in characters.
func (s *script) offset(n *yaml.Node) (int, error) {
	if n.Line < 1 || n.Line > len(s.lines) {
		return 0, unclearAt(n, "the parser places something outside of the file")
	}
	at := s.lines[n.Line-1]
	for range n.Column - 1 {
		_, size := utf8.DecodeRune(s.data[at:])
		at += size
	}
	return at, nil
}

// at returns the byte at an offset, 0 behind the end.
func (s *script) at(offset int) byte {
	if offset < len(s.data) {
		return s.data[offset]
	}
	return 0
}

// ownLine reports whether nothing but blanks stands before the offset on its line, and gives them.
func (s *script) ownLine(offset int) (indent string, ok bool) {
	start := bytes.LastIndexByte(s.data[:offset], '\n') + 1
	indent = strings.TrimPrefix(string(s.data[start:offset]), byteOrderMark)
	return indent, strings.Trim(indent, " \t") == ""
}

// skip returns the first of the given characters that does not belong to the set.
func (s *script) skip(offset int, set string) int {
	for offset < len(s.data) && strings.IndexByte(set, s.data[offset]) >= 0 {
		offset++
	}
	return offset
}

const blanks = " \t"

// breakAt gives the offset of the line break, or of the end of the file, that comes first at or after an offset.
func (s *script) breakAt(offset int) int {
	i := bytes.IndexByte(s.data[offset:], '\n')
	switch {
	case i < 0:
		return len(s.data)
	case i > 0 && s.data[offset+i-1] == '\r':
		return offset + i - 1
	}
	return offset + i
}

// nextLine gives the offset of the line after the one that holds the offset; the end of the file if there is none.
func (s *script) nextLine(offset int) int {
	return min(len(s.data), s.skip(s.breakAt(offset), "\r")+1)
}

// remark reports whether a comment begins at the offset.
func (s *script) remark(offset int) bool {
	return s.at(offset) == '#' && (offset == 0 || strings.IndexByte(" \t\n", s.data[offset-1]) >= 0 || offset == s.lines[0])
}

// behind gives the offset at which new lines can follow text that ends at an offset: after the rest of its line, and after those comments
// directly below that are indented at least as far as the column, since they speak of that text.
func (s *script) behind(end, column int) (int, error) {
	rest := s.skip(end, blanks)
	if rest < len(s.data) && rest != s.breakAt(rest) && !s.remark(rest) {
		return 0, unclear{line: s.line(end), why: "more text follows on the line"}
	}
	at := s.nextLine(end)
	for at < len(s.data) && at > end {
		text := s.skip(at, " ")
		if s.at(text) != '#' || text-at+1 < column {
			break
		}
		at = s.nextLine(text)
	}
	return at, nil
}

// line counts on which line an offset lies.
func (s *script) line(offset int) int {
	return bytes.Count(s.data[:offset], []byte{'\n'}) + 1
}

// newline gives the line break in use before an offset, else the first one of the file.
func (s *script) newline(offset int) string {
	i := bytes.LastIndexByte(s.data[:offset], '\n')
	if i < 0 {
		i = bytes.IndexByte(s.data, '\n')
	}
	if i > 0 && s.data[i-1] == '\r' {
		return "\r\n"
	}
	return "\n"
}

// insert gives the text of new lines for an offset at which a line begins, or for the end of a file whose last line is not ended.
func (s *script) insert(offset int, lines []string) patch {
	newline := s.newline(offset)
	text := strings.Join(lines, newline)
	if offset == len(s.data) && offset > 0 && s.data[offset-1] != '\n' {
		return patch{offset, offset, newline + text}
	}
	return patch{offset, offset, text + newline}
}
