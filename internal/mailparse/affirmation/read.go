package affirmation

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"supplierwatch/internal/ascii"
	"supplierwatch/internal/mailparse/lexicon"
)

// Answer is how far an answer says yes and nothing else.
type Answer struct {
	plain       []bool // of each sentence: it affirms, and says nothing else
	Yes         string // the first sentence that says yes, as written; empty if none does
	Unexplained string // the first sentence that says something else, or may, as written; empty if there is none
}

// IsPlain reports whether an answer says yes and nothing else.
func (a Answer) IsPlain() bool { return a.Yes != "" && a.Unexplained == "" }

// Affirms reports whether a sentence says yes and nothing else.
func (a Answer) Affirms(sentence int) bool { return sentence < len(a.plain) && a.plain[sentence] }

// Of reads the sentences of an answer, signature and quotations apart. Strange reports whether an address is not one that the question was about.
func Of(sentences []lexicon.Sentence, strange func(address string) bool) Answer {
	var a Answer
	signed := signedFrom(sentences, strange)
	for i, s := range sentences {
		affirms, explained := explain(s, strange)
		a.plain = append(a.plain, affirms && explained)
		switch {
		case !explained && (i == 0 && isSalutation(s) || i >= signed):
		case !explained && a.Unexplained == "":
			a.Unexplained = s.Written()
		case affirms && a.Yes == "":
			a.Yes = s.Written()
		}
	}
	return a
}

// SaysUnchanged reports whether a folded sentence says of something that it is as before, or begins with a yes and says of what.
func SaysUnchanged(folded string) bool {
	begins := false
	for at := nextWord(folded, 0); at < len(folded); at = nextWord(folded, at) {
		for _, language := range indexes() {
			e, found := language.prefix(folded[at:])
			if !found {
				continue
			}
			begins = begins || e.does&particle != 0 && at == 0
			if e.does&(still|whole) != 0 || begins && e.does&predicate != 0 {
				return true
			}
		}
		at += max(1, len(lexicon.FirstWord(folded[at:])))
	}
	return false
}

// explain reports whether a sentence says yes, and whether it says nothing else.
func explain(s lexicon.Sentence, strange func(string) bool) (affirms, explained bool) {
	if asks(s.Folded) {
		return false, false
	}
	var said class
	for from, to := range clauses(s.Folded) {
		c := clause{sentence: s, from: from, to: to, strange: strange}
		does, known := c.explain()
		if !known && said&courtesy != 0 && c.isName(from) {
			continue // "thanks, Jane"
		}
		if !known {
			return affirms, false
		}
		affirms = affirms || does.affirms()
		said |= does
	}
	return affirms, true
}

// clauses yields where the clauses of a folded sentence begin and end.
func clauses(folded string) func(yield func(from, to int) bool) {
	return func(yield func(from, to int) bool) {
		from := 0
		for i := range len(folded) {
			isEnd := strings.IndexByte(",:()", folded[i]) >= 0 && (i+1 == len(folded) || !ascii.IsDigit(folded[i+1]))
			if isEnd {
				if !yield(from, i) {
					return
				}
				from = i + 1
			}
		}
		yield(from, len(folded))
	}
}

// clause is a part of a sentence.
type clause struct {
	sentence lexicon.Sentence
	from, to int
	strange  func(address string) bool
}

// explain returns what the words of a clause do, in the first language that knows all of them.
func (c clause) explain() (does class, known bool) {
	for _, language := range indexes() {
		if does, known = c.explainIn(language); known {
			return does, true
		}
	}
	return 0, false
}

func (c clause) explainIn(language index) (does class, known bool) {
	text := c.sentence.Folded[:c.to]
	dated, repeated, last := false, "", class(0)
	for at := nextWord(text, c.from); at < len(text); at = nextWord(text, at) {
		n, word, isKnown := c.word(language, text, at)
		switch {
		case !isKnown && last&courtesy != 0 && c.isName(at):
			return does, does.isExplained(dated)
		case !isKnown, word == particle && text[at:at+n] == repeated:
			return 0, false
		}
		if repeated = ""; word == particle {
			repeated = text[at : at+n]
		}
		dated = dated || word&day != 0
		does |= word
		last = word
		at += n
	}
	if strings.Contains(text[c.from:], " - ") {
		does |= bound
	}
	return does, does.isExplained(dated)
}

// word returns the length of the word or phrase at an index, and what it does.
func (c clause) word(language index, text string, at int) (n int, does class, known bool) {
	chunk, _, _ := strings.Cut(text[at:], " ")
	phone := phoneAt(text, at)
	switch {
	case phone > 0:
		return phone, contact, !c.strange(text[at : at+phone])
	case strings.Contains(chunk, "@"):
		return len(chunk), contact, !c.strange(chunk)
	case ascii.IsDigit(chunk[0]):
		return numberAt(chunk)
	case text[at:] == "si" && at == c.from: // as people write it who leave out the accent
		return len("si"), particle, true
	}
	e, found := language.prefix(text[at:])
	return len(e.text), e.does, found
}

const (
	minPhone = 7  // digits of a telephone number
	maxPhone = 40 // bytes of one, blanks and marks included
)

// phoneAt returns the length of a telephone number at an index; 0 if there is none. It has a plus before it, begins with 0, or has a run of digits
// that no date has.
func phoneAt(text string, at int) int {
	n, digits := 0, 0
	for i := at; i < min(len(text), at+maxPhone) && strings.IndexByte("0123456789 ./-()", text[i]) >= 0; i++ {
		if ascii.IsDigit(text[i]) {
			digits++
			n = i + 1 - at
		}
	}
	plus := at > 0 && text[at-1] == '+'
	if digits < minPhone || !plus && text[at] != '0' && longestRun(text[at:at+n]) <= 4 {
		return 0
	}
	return n
}

// longestDate is how long a day or a period is, written in digits.
const longestDate = 22

// numberAt recognizes a day, a year, or a period in digits, such as 24.12.-6.1.
func numberAt(chunk string) (n int, does class, known bool) {
	digits := strings.TrimRight(chunk, "stndrhe.") // 1st, 2nd, 3rd, 4th
	if len(digits) > longestDate || strings.Trim(digits, "0123456789./-") != "" || longestRun(digits) > 4 {
		return 0, 0, false
	}
	if does = day; strings.Contains(digits, "-") {
		does |= bound
	}
	return len(chunk), does, true
}

// longestRun returns how many digits follow each other.
func longestRun(digits string) int {
	longest := 0
	for _, run := range strings.FieldsFunc(digits, func(r rune) bool { return r < '0' || r > '9' }) {
		longest = max(longest, len(run))
	}
	return longest
}

// nextWord returns the index of the next word from an index on. Signs such as a smiling face are none, but for those that say no.
func nextWord(text string, at int) int {
	for at < len(text) {
		r, size := utf8.DecodeRuneInString(text[at:])
		if unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("\U0001F44E\u274C\u26D4\u2260", r) {
			return at
		}
		at += size
	}
	return at
}

// maxName is how many words the name of whom somebody thanks has.
const maxName = 2

// isName reports whether the rest of a clause is a name, as in "thanks, Jane" or "thank you Jane Doe".
func (c clause) isName(at int) bool {
	words := lexicon.Words(c.sentence.Folded[at:c.to])
	return words > 0 && words <= maxName && c.isCapitalized(at)
}

// isCapitalized reports whether every word from an index on begins with a capital letter.
func (c clause) isCapitalized(at int) bool {
	text := c.sentence.Folded[:c.to]
	for at = nextWord(text, at); at < len(text); at = nextWord(text, at) {
		if !unicode.IsUpper(c.sentence.Letter(at)) {
			return false
		}
		for at < len(text) && lexicon.IsWord(text[at]) {
			at++
		}
	}
	return true
}

// maxNameLine is how many words a line has that is a name, or the name of a company.
const maxNameLine = 5

// isSalutation recognizes "Jane," above an answer.
func isSalutation(s lexicon.Sentence) bool {
	return strings.HasSuffix(s.Folded, ",") && lexicon.Words(s.Folded) <= 3 && wholeOf(s).isCapitalized(0)
}

// signedFrom returns from which sentence on, but for the first one, there are only lines of a signature without anything above it: names, and addresses
// and numbers that are known.
func signedFrom(sentences []lexicon.Sentence, strange func(string) bool) int {
	from := len(sentences)
	for from > 1 && sentences[from-1].OwnLine && (isNameLine(sentences[from-1]) || isKnownContact(sentences[from-1], strange)) {
		from--
	}
	return from
}

// isNameLine reports whether a line is a few capitalized words, none of which is about a contact or a person's title.
func isNameLine(s lexicon.Sentence) bool {
	return lexicon.Words(s.Folded) <= maxNameLine && !strings.ContainsAny(s.Folded, "0123456789@:") && wholeOf(s).isCapitalized(0) &&
		!lexicon.PersonTitle.In(s.Folded) && !lexicon.Not.In(s.Folded) && !lexicon.But.In(s.Folded) && !speaksOfContacts(s.Folded)
}

// isKnownContact reports whether a line is an address or a number that is not strange.
func isKnownContact(s lexicon.Sentence, strange func(string) bool) bool {
	at := nextWord(s.Folded, 0)
	if at == len(s.Folded) {
		return false
	}
	c := wholeOf(s)
	c.strange = strange
	n, does, known := c.word(nil, s.Folded, at)
	return known && does == contact && nextWord(s.Folded, at+n) == len(s.Folded)
}

func wholeOf(s lexicon.Sentence) clause { return clause{sentence: s, to: len(s.Folded)} }

// speaksOfContacts reports whether a word is known in any language, which makes a capitalized line a heading and not a name.
func speaksOfContacts(folded string) bool {
	for at := nextWord(folded, 0); at < len(folded); at = nextWord(folded, at) {
		for _, language := range indexes() {
			if e, found := language.prefix(folded[at:]); found && e.does&(contact|closed|closes|predicate|still|from|bound) != 0 {
				return true
			}
		}
		at += len(lexicon.FirstWord(folded[at:]))
	}
	return lexicon.Change.In(folded) || lexicon.Decline.In(folded)
}

// asks reports whether a folded sentence is a question without its mark.
func asks(folded string) bool {
	return lexicon.Question.Begins(folded) || strings.Contains(folded, "?")
}
