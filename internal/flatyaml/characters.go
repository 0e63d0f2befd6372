package flatyaml

import (
	"strings"
	"unicode/utf8"
)

func isASCII(text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// isPlainText reports whether a text has only characters that the library accepts, no byte order mark, and line feeds as its only breaks of lines.
func isPlainText(text string, ascii bool) bool {
	for i := range len(text) {
		if c := text[i]; c < ' ' && c != '\n' || c == 0x7f {
			return false
		}
	}
	if ascii {
		return true
	}
	return utf8.ValidString(text) && !strings.ContainsFunc(text, isSpecial)
}

// isSpecial reports whether r is a control character, a break of lines, a byte order mark or no character.
func isSpecial(r rune) bool {
	return r >= 0x80 && r < 0xa0 || r == '\u2028' || r == '\u2029' || r == '\ufeff' || r == '\ufffe' || r == '\uffff'
}
