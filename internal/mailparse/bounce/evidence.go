package bounce

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"supplierwatch/internal/mailparse/lexicon"
)

// maxQuoted limits how much of a mail one piece of evidence quotes, in bytes.
const maxQuoted = 240

// quoted returns the words of a mail that a phrase was found in, in quotation
// marks: all of a short text, of a long one the sentence with the phrase.
func quoted(original, phrase string) string {
	text := oneLine(original)
	if len(text) > maxQuoted {
		text = shortened(sentenceWith(original, phrase), phrase)
	}
	return `"` + text + `"`
}

// oneLine returns a text with one blank between words and without characters that
// control a screen.
func oneLine(text string) string {
	visible := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, text)
	return strings.Join(strings.Fields(visible), " ")
}

// sentenceWith returns the shortest piece of a text that holds a phrase: a
// sentence, else a paragraph, else all of it.
func sentenceWith(text, phrase string) string {
	for paragraph := range strings.SplitSeq(text, "\n\n") {
		paragraph = oneLine(paragraph)
		if !holds(paragraph, phrase) {
			continue
		}
		for sentence := range strings.SplitAfterSeq(paragraph, ". ") {
			if holds(sentence, phrase) {
				return strings.TrimSpace(sentence)
			}
		}
		return paragraph
	}
	return oneLine(text)
}

// holds reports whether a text holds the pieces of a phrase in their order.
func holds(text, phrase string) bool {
	folded := lexicon.Fold(text)
	for piece := range strings.SplitSeq(phrase, " … ") {
		_, after, found := strings.Cut(folded, piece)
		if !found {
			return false
		}
		folded = after
	}
	return true
}

// shortened returns at most maxQuoted bytes of a text, whole words that begin a
// little before the phrase; dots mark what is left out.
func shortened(text, phrase string) string {
	if len(text) <= maxQuoted {
		return text
	}
	words := strings.Fields(text)
	behind := sort.Search(len(words), func(i int) bool { return !holds(strings.Join(words[i:], " "), phrase) })
	return withDots(words, max(0, behind-1-wordsBefore))
}

// wordsBefore is how many words before a phrase are quoted of a long sentence.
const wordsBefore = 8

func withDots(words []string, start int) string {
	var out strings.Builder
	if start > 0 {
		out.WriteString("… ")
	}
	for i, word := range words[start:] {
		if out.Len()+len(word) > maxQuoted {
			if i == 0 {
				out.WriteString(validBeginning(word))
			}
			return strings.TrimRight(out.String(), " ") + " …"
		}
		out.WriteString(word + " ")
	}
	return strings.TrimRight(out.String(), " ")
}

// validBeginning returns the beginning of a word that is longer than all that is quoted.
func validBeginning(word string) string {
	end := min(len(word), maxQuoted)
	for end > 0 && end < len(word) && !utf8.RuneStart(word[end]) {
		end--
	}
	return word[:end]
}
