package strictyaml

import (
	"bytes"
	"unicode/utf8"
)

// isText checks the bytes before they are parsed: UTF-8 without control characters.
func (p *problemList) isText(data []byte) bool {
	if encoding := otherEncoding(data); encoding != "" {
		p.reportAt(Place{1, 1}, "the file is written in %s: save it as UTF-8", encoding)
		return false
	}
	separated := false
	for i, n := 0, 0; i < len(data); i += n {
		if data[i] < utf8.RuneSelf && data[i] >= ' ' && data[i] != 0x7f {
			n = 1
			continue
		}
		var r rune
		r, n = utf8.DecodeRune(data[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			p.quote(p.lines.placeOf(i), "there is a byte here that is not UTF-8: save the file as UTF-8", "the byte 0x%02X is not UTF-8: save the file as UTF-8", data[i])
			return false
		case r == 0:
			p.reportAt(p.lines.placeOf(i), "there is a NUL character here: this is not a text file")
			return false
		case r == 0x85 || r == '\u2028' || r == '\u2029':
			// YAML 1.1 ends a line here, editors do not: what follows a comment would be read unseen.
			if !separated {
				separated = true
				p.reportFault(p.lines.placeOf(i), newlyRefused("there is an invisible line break here (%s): delete it, or press Enter instead", nameOf(r)))
			}
		case control(r):
			p.quote(p.lines.placeOf(i), "there is a control character here: remove it", "remove the control character U+%04X", r)
			return false
		}
	}
	return true
}

// otherEncoding returns the encoding of a text that is not UTF-8 and shows it by its first bytes: by a byte order mark (Unicode 23.8), or by zeros
// around its first character. It is empty for any other text.
func otherEncoding(data []byte) string {
	begins := func(bytesOf ...byte) bool { return bytes.HasPrefix(data, bytesOf) }
	zeros := [4]bool{}
	for i := range min(len(data), len(zeros)) {
		zeros[i] = data[i] == 0
	}
	switch {
	case begins(0xff, 0xfe, 0, 0), begins(0, 0, 0xfe, 0xff), zeros == [4]bool{true, true, true, false}, zeros == [4]bool{false, true, true, true}:
		return "UTF-32"
	case begins(0xff, 0xfe), begins(0xfe, 0xff), zeros == [4]bool{true, false, true, false}, zeros == [4]bool{false, true, false, true}:
		return "UTF-16"
	}
	return ""
}

// control reports whether r is a character that neither writes nor breaks lines.
func control(r rune) bool {
	return r < ' ' && r != '\n' && r != '\r' && r != '\t' || r >= 0x7f && r < 0xa0
}
