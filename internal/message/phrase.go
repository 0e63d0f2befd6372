package message

import "strings"

// phrases is a table of what to look for in a folded text. A star stands for
// up to maxGap bytes; a phrase begins and ends at the border of a word.
type phrases [][]string

// maxGap is how far apart the pieces of a phrase may stand.
const maxGap = 60

// tableOf compiles phrases, which are written as people write them.
func tableOf(lists ...[]string) phrases {
	var table phrases
	for _, list := range lists {
		for _, text := range list {
			pieces := strings.Split(fold(text), "*")
			for i := range pieces {
				pieces[i] = strings.TrimSpace(pieces[i])
			}
			table = append(table, pieces)
		}
	}
	return table
}

// find gives the first phrase of the table that a folded text holds.
func (table phrases) find(text string) (string, bool) {
	for _, pieces := range table {
		if indexPieces(text, pieces) >= 0 {
			return strings.Join(pieces, " … "), true
		}
	}
	return "", false
}

func (table phrases) in(text string) bool {
	_, found := table.find(text)
	return found
}

// begins says whether a folded text begins with a phrase of the table, and how
// long it is.
func (table phrases) begins(text string) (int, bool) {
	longest := 0
	for _, pieces := range table {
		if phrase := pieces[0]; len(phrase) > longest && strings.HasPrefix(text, phrase) && ends(text, len(phrase)) {
			longest = len(phrase)
		}
	}
	return longest, longest > 0
}

func indexPieces(text string, pieces []string) int {
	for from := 0; ; {
		at := indexWord(text[from:], pieces[0])
		if at < 0 {
			return -1
		}
		at += from
		if follows(text[at+len(pieces[0]):], pieces[1:]) {
			return at
		}
		from = at + 1
	}
}

// follows says whether pieces stand in a text in their order, each near the
// one before.
func follows(text string, pieces []string) bool {
	for _, piece := range pieces {
		at := indexWord(text[:min(len(text), maxGap+len(piece))], piece)
		if at < 0 {
			return false
		}
		text = text[at+len(piece):]
	}
	return true
}

// indexWord finds a phrase that stands between borders of words.
func indexWord(text, phrase string) int {
	for from := 0; from <= len(text); {
		at := strings.Index(text[from:], phrase)
		if at < 0 {
			return -1
		}
		at += from
		if (at == 0 || !isWord(text[at-1]) || !isWord(phrase[0])) && ends(text, at+len(phrase)) {
			return at
		}
		from = at + 1
	}
	return -1
}

func ends(text string, at int) bool {
	return at >= len(text) || !isWord(text[at]) || !isWord(text[at-1])
}

func isWord(c byte) bool { return isAlnum(c) || c >= 0x80 }
