package mailer

import "strings"

// textWidth is the widest line of the text part, in columns.
const textWidth = 78

// fold breaks s into lines of at most textWidth columns: the first one begins
// with first, the others with rest. It breaks at spaces, and inside a word only
// where that word alone is too wide.
func fold(first, rest, s string) string {
	var lines []string
	line, room := first, textWidth-columns(first)
	begun := false
	flush := func() {
		lines = append(lines, strings.TrimRight(line, " "))
		line, room, begun = rest, textWidth-columns(rest), false
	}
	for _, word := range strings.Fields(s) {
		if begun && columns(word)+1 > room {
			flush()
		}
		for columns(word) > room {
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
		room -= columns(word)
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
	return s + strings.Repeat(" ", max(0, to-columns(s)))
}
