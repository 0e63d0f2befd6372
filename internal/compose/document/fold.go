package document

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// TextWidth is the widest line of the text part, in columns.
const TextWidth = 78

// Fold breaks s into lines of at most textWidth columns: the first one begins
// with first, the others with rest. It breaks at spaces, and inside a word only
// where that word alone is too wide.
func Fold(first, rest, s string) string {
	var lines []string
	line, room := first, TextWidth-Columns(first)
	begun := false
	flush := func() {
		lines = append(lines, strings.TrimRight(line, " "))
		line, room, begun = rest, TextWidth-Columns(rest), false
	}
	for _, word := range strings.Fields(s) {
		if begun && Columns(word)+1 > room {
			flush()
		}
		for Columns(word) > room {
			head, tail := split(word, room)
			line += head
			flush()
			word = tail
		}
		if begun {
			line += " "
			room--
		}
		line += word
		room -= Columns(word)
		begun = true
	}
	if begun || len(lines) == 0 {
		flush()
	}
	return strings.Join(lines, "\n")
}

// split divides a word so that its head is as wide as there is room for, at
// least one character.
func split(word string, room int) (head, tail string) {
	used := 0
	for i, r := range word {
		used += column(r)
		if i > 0 && used > room {
			return word[:i], word[i:]
		}
	}
	return word, ""
}

// pad fills s up with spaces to a number of columns.
func pad(s string, to int) string {
	return s + strings.Repeat(" ", max(0, to-Columns(s)))
}

// Columns returns the width of s in a terminal: two columns for wide East Asian characters, none for marks that combine with the one before.
func Columns(s string) int {
	n := 0
	for _, r := range s {
		n += column(r)
	}
	return n
}

func column(r rune) int {
	switch {
	case r < 0x300:
		return 1
	case unicode.In(r, unicode.Mn, unicode.Me):
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}
