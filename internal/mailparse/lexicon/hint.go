package lexicon

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// MaySpeakOfBank reports whether a folded text may hold a phrase of Bank, also across the ends of sentences and with other marks between the words.
// It is false only where no sentence of the text, no two that follow each other, and no form of them with blanks in place of marks hold any. Most
// texts speak of nothing like it, and need not be taken apart.
func MaySpeakOfBank(folded string) bool {
	known := bankHints()
	if strings.ContainsFunc(folded, func(r rune) bool { return r >= firstIdeograph }) || known.beginsIn(parted(folded)) {
		return true
	}
	return strings.ContainsAny(folded, "*'") && known.beginsIn(parted(withoutMarksInWords.Replace(folded)))
}

// withoutMarksInWords joins words that such marks part.
var withoutMarksInWords = strings.NewReplacer("*", "", "'", "")

// bankHints are the first pieces of the phrases of Bank, with one blank in place of marks.
var bankHints = sync.OnceValue(func() *index {
	known := Bank.compiled()
	hints := &index{byWord: map[string][]phrase{}}
	for _, phrases := range known.byWord {
		for _, p := range phrases {
			for _, piece := range []string{p[0], withoutMarksInWords.Replace(p[0])} {
				hints.add(phrase{parted(piece)})
			}
		}
	}
	return hints
})

// add files a phrase of one piece.
func (x *index) add(p phrase) {
	word := FirstWord(p[0])
	x.byWord[word] = append(x.byWord[word], p)
	x.lengths[word[0]] |= lengthBit(word)
}

// beginsIn reports whether a text holds one of the phrases, each of one piece.
func (x *index) beginsIn(text string) bool {
	for at := 0; at < len(text); {
		word := FirstWord(text[at:])
		if _, begins := x.prefix(text[at:], word); begins {
			return true
		}
		at += len(word)
	}
	return false
}

// parted returns a folded text with one blank in place of blanks and of marks that end a sentence or may be between two words.
func parted(folded string) string {
	out := make([]byte, 0, len(folded))
	for i := range len(folded) {
		c := folded[i]
		if c < utf8.RuneSelf && parts[c] {
			c = ' '
		}
		if c != ' ' || len(out) > 0 && out[len(out)-1] != ' ' {
			out = append(out, c)
		}
	}
	return strings.TrimSuffix(string(out), " ")
}

// parts are the marks that end a sentence or may be between two words.
var parts = [utf8.RuneSelf]bool{' ': true, '-': true, '_': true, '/': true, '.': true, '!': true, '?': true, ';': true}
