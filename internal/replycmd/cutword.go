package replycmd

import "strings"

// CutWord returns a text without the word that it begins with, whatever its case, and whether it begins with that word.
func CutWord(text, word string) (rest string, found bool) {
	first, rest, _ := strings.Cut(text, " ")
	if !strings.EqualFold(first, word) {
		return text, false
	}
	return rest, true
}
