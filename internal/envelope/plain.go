package envelope

import (
	"strings"
	"unicode"
)

// ValueLimit is how many characters of one value a mail shows: a note of a
// megabyte must not bury the instruction before it.
const ValueLimit = 1200

// Plain makes a value harmless as a part of one line: control characters and
// line ends become spaces, characters that nobody sees but that change how the
// rest is read (direction marks, joiners, tags) are taken out, bytes that are
// no UTF-8 become U+FFFD. Spaces are joined and cut off at both ends.
func Plain(s string) string {
	if len(s) > 8*ValueLimit {
		s = s[:8*ValueLimit]
	}
	s = strings.ToValidUTF8(s, "\uFFFD")
	return Shorten(strings.Join(strings.Fields(strings.Map(visible, s)), " "), ValueLimit)
}

func visible(r rune) rune {
	switch {
	case unicode.IsSpace(r), unicode.IsControl(r), unicode.In(r, unicode.Zl, unicode.Zp):
		return ' '
	case unicode.In(r, unicode.Cf, unicode.Variation_Selector):
		return -1
	}
	return r
}

// Shorten cuts s at a word so that it has at most limit characters, the mark of
// the cut included. A word that is longer than half of that is cut inside.
func Shorten(s string, limit int) string {
	runes := []rune(s)
	if len(runes) <= limit {
		return s
	}
	cut := runes[:limit-1]
	for i := len(cut); i > limit/2; i-- {
		if runes[i] == ' ' {
			cut = runes[:i]
			break
		}
	}
	text := string(cut)
	if open := strings.LastIndexByte(text, '('); open > limit/2 && open > strings.LastIndexByte(text, ')') {
		text = text[:open]
	}
	return strings.TrimRight(text, " ,;:–-(") + "…"
}
