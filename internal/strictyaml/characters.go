package strictyaml

import (
	"bytes"
	"unicode/utf8"
)

// isText checks the bytes before they are parsed: UTF-8 without control characters.
func (p *problemList) isText(data []byte) bool {
	if bytes.HasPrefix(data, []byte{0xff, 0xfe}) || bytes.HasPrefix(data, []byte{0xfe, 0xff}) {
		p.reportAt(Place{1, 1}, "the file is written in UTF-16: save it as UTF-8")
		return false
	}
	for i, n := 0, 0; i < len(data); i += n {
		var r rune
		r, n = utf8.DecodeRune(data[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			p.quote(placeOf(data, i), "there is a byte here that is not UTF-8: save the file as UTF-8", "the byte 0x%02X is not UTF-8: save the file as UTF-8", data[i])
			return false
		case r == 0:
			p.reportAt(placeOf(data, i), "there is a NUL character here: this is not a text file")
			return false
		case control(r) && r != 0x85:
			p.quote(placeOf(data, i), "there is a control character here: remove it", "remove the control character U+%04X", r)
			return false
		}
	}
	return true
}

// placeOf returns the line and column of the byte at offset.
func placeOf(data []byte, offset int) Place {
	before := data[:offset]
	start := bytes.LastIndexByte(before, '\n') + 1
	return Place{Line: int32(bytes.Count(before, []byte{'\n'}) + 1), Column: int32(utf8.RuneCount(before[start:]) + 1)}
}

// control reports whether r is a character that neither writes nor breaks lines.
func control(r rune) bool {
	return r < ' ' && r != '\n' && r != '\r' && r != '\t' || r >= 0x7f && r < 0xa0
}
