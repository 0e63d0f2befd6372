// Package unclosed finds the quotation marks and brackets that a text opens and does not close, where YAML cannot be parsed.
package unclosed

import (
	"bytes"
	"regexp"
)

// swallowed is a line that was hardly meant to be part of a text in quotation marks: it begins with a key, or is an item of a list.
var swallowed = regexp.MustCompile(`^[ \t]*(?:- +)*(?:\{ *)?["']?[A-Za-z_$][A-Za-z0-9_-]*["']?:(?:[ \t]|$)|^[ \t]*- `)

// Quote finds the first quotation mark that opens a text and is not closed: neither before the end of the file nor before a line that begins
// with a key. The parser only notices where the next text in quotation marks begins, or at the end of the file. It
// returns the offset.
func Quote(data []byte) (offset int, found bool) {
	s := quoteScanner{data: data}
	for s.next() {
		inner := data[s.opened:s.at]
		_, rest, several := bytes.Cut(inner, []byte{'\n'})
		if !s.closed {
			return s.opened, true
		}
		for several {
			var line []byte
			line, rest, several = bytes.Cut(rest, []byte{'\n'})
			if swallowed.Match(line) {
				return s.opened, true
			}
		}
	}
	return 0, false
}

// quoteScanner finds the texts in quotation marks of a file that cannot be parsed.
type quoteScanner struct {
	data   []byte
	at     int // after what was found last
	opened int // the offset of its quotation mark
	closed bool
}

// next finds the next text in quotation marks. Only where a value or a key begins does a quotation mark open one.
func (s *quoteScanner) next() bool {
	begins := true
	for s.at < len(s.data) {
		c := s.data[s.at]
		switch {
		case (c == '"' || c == '\'') && begins:
			s.opened = s.at
			s.skipQuoted(c)
			return true
		case c == '#' && (begins || s.data[s.at-1] == ' ' || s.data[s.at-1] == '\t'):
			s.skipLine()
			begins = true
			continue
		case (c == '|' || c == '>') && begins && s.blockScalar():
			s.skipBlock()
			begins = true
			continue
		}
		begins = c == '\n' || c == '\r' || begins && (c == ' ' || c == '\t') || (c == '[' || c == '{' || c == ',' || c == '(') && s.flow(c) || s.indicator(c)
		s.at++
	}
	return false
}

// flow reports whether a value may begin after a bracket or a comma.
func (s *quoteScanner) flow(c byte) bool { return c != '(' }

// indicator reports whether c is a colon, a hyphen or a question mark with a space behind it, which a value follows.
func (s *quoteScanner) indicator(c byte) bool {
	return (c == ':' || c == '-' || c == '?') && s.at+1 < len(s.data) && bytes.IndexByte([]byte(" \t\r\n\"'"), s.data[s.at+1]) >= 0
}

// skipQuoted moves behind the text that begins with a quotation mark.
func (s *quoteScanner) skipQuoted(mark byte) {
	s.closed = false
	for s.at++; s.at < len(s.data); s.at++ {
		switch {
		case mark == '"' && s.data[s.at] == '\\':
			s.at++
		case s.data[s.at] != mark:
		case mark == '\'' && s.at+1 < len(s.data) && s.data[s.at+1] == mark:
			s.at++
		default:
			s.at++
			s.closed = true
			return
		}
	}
	s.at = min(s.at, len(s.data))
}

func (s *quoteScanner) skipLine() {
	if end := bytes.IndexByte(s.data[s.at:], '\n'); end >= 0 {
		s.at += end + 1
		return
	}
	s.at = len(s.data)
}

// longestHeader is how many bytes of a line are looked at for the sign of a text of several lines, with a comment.
const longestHeader = 100

var blockHeader = regexp.MustCompile(`^[|>][-+0-9]*[ \t]*(?:#.*)?\r?(?:\n|$)`)

func (s *quoteScanner) blockScalar() bool {
	return blockHeader.Match(s.data[s.at:min(len(s.data), s.at+longestHeader)])
}

// skipBlock moves behind the lines that belong to a text below | or >: those that are indented more than its key.
func (s *quoteScanner) skipBlock() {
	begin := bytes.LastIndexByte(s.data[:s.at], '\n') + 1
	depth := indentation(s.data[begin:])
	for s.skipLine(); s.at < len(s.data); s.skipLine() {
		line := s.data[s.at:]
		if end := bytes.IndexByte(line, '\n'); end >= 0 {
			line = line[:end]
		}
		if len(bytes.TrimSpace(line)) > 0 && indentation(line) <= depth {
			return
		}
	}
}

func indentation(line []byte) int { return len(line) - len(bytes.TrimLeft(line, " ")) }

// Bracket finds the last bracket of a kind that opens on a line, given by the offsets of its begin and its end, and is not closed. The parser names only
// the line. It returns the offset.
func Bracket(data []byte, begin, end int, kind byte) (offset int, found bool) {
	s := bracketScanner{data: data, at: begin}
	s.scan()
	for i := len(s.open) - 1; i >= 0; i-- {
		if at := s.open[i]; at < end && s.data[at] == kind {
			return at, true
		}
	}
	return 0, false
}

// bracketScanner finds the brackets of a file that cannot be parsed which are open at its end, or where another kind of bracket closes.
type bracketScanner struct {
	data []byte
	at   int
	open []int // the offsets of brackets
}

func (s *bracketScanner) scan() {
	quotes := quoteScanner{data: s.data, at: s.at}
	for matching := true; matching; {
		quoted := quotes.next()
		end := len(s.data)
		if quoted {
			end = quotes.opened
		}
		matching = s.until(end) && quoted
		s.at = quotes.at
	}
}

// until reads brackets up to an offset, and reports whether all that close match those that are open.
func (s *bracketScanner) until(end int) bool {
	for ; s.at < end; s.at++ {
		switch c := s.data[s.at]; {
		case c == '#' && s.at > 0 && bytes.IndexByte([]byte(" \t\r\n"), s.data[s.at-1]) >= 0:
			s.at += max(0, bytes.IndexByte(s.data[s.at:end], '\n'))
		case c == '[' || c == '{':
			s.open = append(s.open, s.at)
		case c == ']' || c == '}':
			if n := len(s.open); n == 0 || s.data[s.open[n-1]] != c-2 { // in ASCII [ and ], { and } are two apart
				return false
			}
			s.open = s.open[:len(s.open)-1]
		}
	}
	return true
}
