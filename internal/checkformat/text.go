package checkformat

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// plain makes a text one line that every format can carry: control characters, the line ends of Unicode and what is not a character become
// spaces, and marks that turn the direction of writing are dropped.
func plain(text string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r), unicode.In(r, unicode.Zl, unicode.Zp), noncharacter(r):
			return ' '
		case unicode.Is(unicode.Bidi_Control, r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, string(utf8.RuneError))))
}

// noncharacter reports whether a code point is reserved for internal use; XML has no way to write two of them.
func noncharacter(r rune) bool { return r&0xFFFE == 0xFFFE || r >= 0xFDD0 && r <= 0xFDEF }

// cut shortens a text to a number of bytes, at the end of a character.
func cut(text string, most int) string {
	const mark = "…"
	if len(text) <= most {
		return text
	}
	end := most - len(mark)
	for end > 0 && !utf8.RuneStart(text[end]) {
		end--
	}
	return strings.TrimSpace(text[:end]) + mark
}

// firstSentence returns the first sentence of a paragraph.
func firstSentence(paragraph string) string {
	sentence, _, _ := strings.Cut(paragraph, ". ")
	return strings.TrimSuffix(sentence, ".") + "."
}
