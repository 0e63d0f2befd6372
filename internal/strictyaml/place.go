package strictyaml

import (
	"bytes"
	"sort"
	"unicode/utf8"

	"supplierwatch/internal/model"
)

// Place is where something stands inside its file; line and column count from one. Embedded in a struct it receives the place of the
// block. It is small because a large registry has millions of them.
type Place struct{ Line, Column int32 }

// In returns the position of the place in that file.
func (p Place) In(file string) model.Position {
	return model.Position{File: file, Line: int(p.Line), Column: int(p.Column)}
}

// IsZero reports whether nothing stands there.
func (p Place) IsZero() bool { return p == Place{} }

// lineIndex finds the lines of a file, counted as the YAML parser counts them.
type lineIndex struct {
	data []byte
	ends []int // the offset after each line; found when first needed

	passed passedColumn // where the last excerpt was taken
}

// find looks for the ends of all lines once.
func (l *lineIndex) find() {
	if l.ends != nil || len(l.data) == 0 {
		return
	}
	for i := 0; i < len(l.data); {
		n := lineBreak(l.data[i:])
		if i += max(n, 1); n > 0 {
			l.ends = append(l.ends, i)
		}
	}
	if len(l.ends) == 0 || l.ends[len(l.ends)-1] < len(l.data) {
		l.ends = append(l.ends, len(l.data))
	}
}

// lineBreak returns how many bytes of a line break data begins with: a line feed, a carriage return, both, or one of three breaks that YAML 1.1
// has besides.
func lineBreak(data []byte) int {
	switch {
	case data[0] == '\n':
		return 1
	case data[0] == '\r' && len(data) > 1 && data[1] == '\n':
		return 2
	case data[0] == '\r':
		return 1
	case data[0] == 0xc2 && bytes.HasPrefix(data, []byte("\u0085")):
		return 2
	case data[0] == 0xe2 && (bytes.HasPrefix(data, []byte("\u2028")) || bytes.HasPrefix(data, []byte("\u2029"))):
		return 3
	}
	return 0
}

// count returns how many lines there are.
func (l *lineIndex) count() int {
	l.find()
	return len(l.ends)
}

// line returns the text of a line, counted from one, without its break and a byte order mark before it; nil where there is none.
func (l *lineIndex) line(number int) []byte {
	if l.find(); number < 1 || number > len(l.ends) {
		return nil
	}
	text := l.data[l.start(number):l.ends[number-1]]
	if number == 1 {
		text = bytes.TrimPrefix(text, []byte("\ufeff"))
	}
	for len(text) > 0 {
		if r, size := utf8.DecodeLastRune(text); lineBreak(text[len(text)-size:]) > 0 && r != utf8.RuneError {
			text = text[:len(text)-size]
			continue
		}
		break
	}
	return text
}

// start returns the offset of a line.
func (l *lineIndex) start(number int) int {
	if number < 2 {
		return 0
	}
	return l.ends[number-2]
}

// after returns the offset after a line.
func (l *lineIndex) after(number int) int { return l.ends[number-1] }

// placeOf returns the line and column of the byte at offset.
func (l *lineIndex) placeOf(offset int) Place {
	if l.find(); len(l.ends) == 0 {
		return Place{1, 1}
	}
	number := min(sort.SearchInts(l.ends, offset+1), len(l.ends)-1) + 1
	before := l.data[l.start(number):min(offset, len(l.data))]
	if number == 1 {
		before = bytes.TrimPrefix(before, []byte("\ufeff"))
	}
	return Place{Line: int32(number), Column: int32(utf8.RuneCount(before) + 1)}
}

// text returns the place of the first character of a line that is not a space.
func (l *lineIndex) text(number int) Place {
	number = max(1, min(number, l.count()))
	text := l.line(number)
	indent := len(text) - len(bytes.TrimLeft(text, " \t"))
	if indent == len(text) {
		indent = 0
	}
	return Place{Line: int32(number), Column: int32(indent + 1)}
}

// tabIndent finds the first tab in the indentation of a line from number on.
func (l *lineIndex) tabIndent(number int) (Place, bool) {
	for ; number <= l.count(); number++ {
		text := l.line(number)
		indent := text[:len(text)-len(bytes.TrimLeft(text, " \t"))]
		if tab := bytes.IndexByte(indent, '\t'); tab >= 0 && len(indent) < len(text) {
			return Place{Line: int32(number), Column: int32(tab + 1)}, true
		}
	}
	return Place{}, false
}
