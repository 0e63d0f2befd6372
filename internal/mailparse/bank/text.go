package bank

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"supplierwatch/internal/ascii"
	"supplierwatch/internal/mailparse/lexicon"
)

// reach is how far the words of a text count.
type reach int

const (
	nearby reach = iota // words of change in the next sentence count, and words about an account alone
	strict              // those in the same sentence count: an address in a signature may be "Neue Straße"
)

// maxExamined limits how much of a text is examined, in bytes: half of it from
// the beginning and half from the end.
const maxExamined = 128 << 10

// In returns what a text holds.
func In(text string) Details { return in(text, nearby) }

// InSigned returns what a text that ends in a signature holds. Only words in the sentence of an account count: an address in the signature may
// be "Neue Straße".
func InSigned(text string) Details { return in(text, strict) }

func in(text string, r reach) Details {
	var b Details
	if other := turned(text); other != "" {
		b = in(other, r)
	}
	if len(text) > maxExamined {
		b.Partial = true
		text = strings.ToValidUTF8(text[:maxExamined/2]+"\n"+text[len(text)-maxExamined/2:], "")
	}
	details := detailsIn(text)
	for _, f := range details {
		if f.account == "" {
			b.Obscured = true
		} else {
			b = b.With(Details{Accounts: []string{f.account}})
		}
	}
	hidden := withMarks(text, details, " "+accountMark+" ")
	b = b.withWords(withoutDisguise(hidden), r, len(details) > 0)
	if !ascii.Only(hidden) && strings.ContainsFunc(hidden, func(c rune) bool { return c > unicode.MaxLatin1 && unicode.IsLetter(c) }) {
		b = b.withWords(hidden, r, len(details) > 0) // words that are Cyrillic or Greek, and no disguise
	}
	return b
}

// withWords adds what a text says about bank accounts in words. Marks in it
// replace the accounts.
func (b Details) withWords(text string, r reach, holds bool) Details {
	if !holds && !maySpeakOfBank(text) {
		return b
	}
	return b.withSentences(text, r, holds)
}

// maySpeakOfBank reports whether the sentences of a text have to be looked at. Of most texts that is seen without taking them apart.
func maySpeakOfBank(text string) bool {
	if slices.ContainsFunc(strings.Split(text, "\n"), partsLetters) {
		return true
	}
	folded := lexicon.Fold(text)
	return lexicon.MaySpeakOfBank(folded) || strings.Contains(folded, accountMark)
}

// withSentences is withWords that looks at each sentence.
func (b Details) withSentences(text string, r reach, holds bool) Details {
	sentences := lexicon.Sentences(respaced(text))
	for i, sentence := range sentences {
		sentence = lexicon.BankUnchanged.Blanked(sentence)
		if r == strict && !lexicon.BankChange.In(sentence) {
			continue // only words of change count here
		}
		numbered := strings.Contains(sentence, accountMark)
		speaks := speaksOfBank(sentence) || i+1 < len(sentences) && speaksOfBank(sentence+" "+sentences[i+1])
		b.Changing = b.Changing || r == nearby && holds && lexicon.BankChange.In(sentence)
		if !numbered && !speaks {
			continue
		}
		b.Announced = b.Announced || lexicon.BankChange.In(sentence) || r == nearby && lexicon.BankChange.In(neighbours(sentences, i))
		b.Mentioned = b.Mentioned || r == nearby && !numbered && !namesNextNumber(sentences, i)
	}
	return b
}

// wordSeparators are marks that may be between two words in place of a blank.
var wordSeparators = strings.NewReplacer("-", " ", "_", " ", "/", " ", ".", " ", "*", "", "'", "")

func speaksOfBank(sentence string) bool {
	return lexicon.Bank.In(sentence) || lexicon.Bank.In(strings.Join(strings.Fields(wordSeparators.Replace(sentence)), " "))
}

// neighbours returns the sentences before and behind one.
func neighbours(sentences []string, i int) string {
	near := append([]string{}, sentences[max(0, i-1):i]...)
	near = append(near, sentences[i+1:min(len(sentences), i+2)]...)
	return lexicon.BankUnchanged.Blanked(strings.Join(near, " . "))
}

// longestLabel is how many words the name of a number has.
const longestLabel = 4

// namesNextNumber reports whether a few words name the number that follows.
func namesNextNumber(sentences []string, i int) bool {
	return lexicon.Words(sentences[i]) <= longestLabel &&
		slices.ContainsFunc(sentences[i+1:min(len(sentences), i+3)], func(s string) bool { return strings.Contains(s, accountMark) })
}

// respaced joins words whose letters are parted, such as "b a n k".
func respaced(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = joinLetters(line)
	}
	return strings.Join(lines, "\n")
}

// spacedLetters is how many parted letters in a row are taken for a word.
const spacedLetters = 4

func joinLetters(line string) string {
	if !partsLetters(line) {
		return line
	}
	fields := strings.FieldsFunc(line, isBlank)
	var out []string
	for i := 0; i < len(fields); {
		n := i
		for n < len(fields) && isLetter(fields[n]) {
			n++
		}
		if n-i >= spacedLetters {
			var word strings.Builder
			for _, letter := range fields[i:n] {
				word.WriteString(strings.Trim(letter, ".-_*"))
			}
			out, i = append(out, word.String()), n
			continue
		}
		out, i = append(out, fields[i]), i+1
	}
	return strings.Join(out, " ")
}

// partsLetters reports whether joinLetters has something to join: seldom.
func partsLetters(line string) bool {
	n := 0
	for field := range strings.FieldsFuncSeq(line, isBlank) {
		if !isLetter(field) {
			n = 0
		} else if n++; n == spacedLetters {
			return true
		}
	}
	return false
}

// isLetter reports whether a word is one character, but for marks around it.
func isLetter(word string) bool {
	if len(word) > 1 && ascii.IsAlnum(word[0]) && ascii.IsAlnum(word[1]) {
		return false
	}
	return utf8.RuneCountInString(strings.Trim(word, ".-_*")) == 1
}

func isBlank(r rune) bool { return r == ' ' || r == '\t' || r == '\u00a0' }
