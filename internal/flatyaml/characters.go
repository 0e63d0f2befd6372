package flatyaml

import (
	"strings"
	"unicode/utf8"
)

// examine reports whether a text has only characters that the library accepts, no byte order mark, and line feeds as its only breaks of lines, and
// whether all of them are ASCII.
func examine(text string) (plain, ascii bool) {
	ascii = true
	for i := range len(text) {
		switch c := text[i]; {
		case c >= utf8.RuneSelf:
			ascii = false
		case c < ' ' && c != '\n' || c == 0x7f:
			return false, false
		}
	}
	return ascii || utf8.ValidString(text) && !strings.ContainsFunc(text, isSpecial), ascii
}

// isSpecial reports whether r is a control character, a break of lines, a byte order mark or no character.
func isSpecial(r rune) bool {
	return r >= 0x80 && r < 0xa0 || r == '\u2028' || r == '\u2029' || r == '\ufeff' || r == '\ufffe' || r == '\uffff'
}
