package replycmd

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"supplierwatch/internal/mailparse/lexicon"
)

// wordsOf returns the words of a line, without marks between them that stand alone, such as bullets and dashes, before the first one.
func wordsOf(line string) []string {
	return withoutMarks(strings.Fields(line))
}

// withoutMarks drops the first words of which nothing is left without punctuation.
func withoutMarks(words []string) []string {
	for len(words) > 0 && bare(words[0]) == "" {
		words = words[1:]
	}
	return words
}

// bare returns a word as it is compared: in lower case, without accents and without the punctuation, the pictures and the invisible characters around it.
func bare(word string) string {
	return strings.TrimFunc(lexicon.Fold(word), isMark)
}

// isMark reports whether a character is none of a word.
func isMark(r rune) bool {
	return unicode.IsPunct(r) || unicode.IsSymbol(r) || unicode.In(r, unicode.Cf, unicode.Mn, unicode.Me, unicode.Cc)
}

// glue are the characters with which people join a verb and what belongs to it without a blank: ack:2, ack#2, ack—on it.
const glue = ":;,!#+&(–—"

// cutGlued divides a word behind which something was written without a blank. The rest is empty where nothing was.
func cutGlued(word string) (first, rest string) {
	begun := false // more than marks precede the character
	for i, r := range word {
		_, size := utf8.DecodeRuneInString(word[i:])
		after := word[i+size:]
		switch {
		case !begun:
			begun = bare(word[i:i+size]) != ""
		case r == '#':
			return word[:i], word[i:]
		case strings.ContainsRune(glue, r), r == '-' && startsNumber(after), r == '.' && !startsLower(after):
			return word[:i], after
		}
	}
	return word, ""
}

func startsNumber(text string) bool {
	text = strings.TrimPrefix(text, "#")
	return text != "" && text[0] >= '0' && text[0] <= '9'
}

func startsLower(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.IsLower(r)
}

// unglued divides the first word where something was written behind it without a blank.
func unglued(words []string) []string {
	if len(words) == 0 {
		return words
	}
	first, rest := cutGlued(words[0])
	if bare(rest) == "" {
		return words
	}
	return append([]string{first, rest}, words[1:]...)
}

// joined joins the texts that are not empty by blanks.
func joined(words ...string) string {
	return strings.Join(slices.DeleteFunc(words, func(w string) bool { return w == "" }), " ")
}
