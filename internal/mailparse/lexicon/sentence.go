package lexicon

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Sentence is a sentence of a text.
type Sentence struct {
	Folded  string  // without the marks at its end; a comma remains
	OwnLine bool    // it is the whole of its line
	Asks    bool    // a question mark ends it
	line    string  // the line that it is in, as written
	origin  []int32 // for each byte of the folded form where it comes from in the line
}

// Written returns the sentence as it was written.
func (s Sentence) Written() string { return s.Part(0, len(s.Folded)) }

// Part returns what was written for a part of the folded sentence.
func (s Sentence) Part(from, to int) string {
	if from >= to {
		return ""
	}
	last := int(s.origin[to-1])
	_, size := utf8.DecodeRuneInString(s.line[last:])
	return s.line[s.origin[from] : last+size]
}

// Letter returns the character that was written for a byte of the folded sentence.
func (s Sentence) Letter(at int) rune {
	r, _ := utf8.DecodeRuneInString(s.line[s.origin[at]:])
	return r
}

// FindWritten returns the first phrase of a table in a line, as it was written.
func FindWritten(table Phrases, line string) (words string, found bool) {
	folded, origin := fold(line, make([]int32, 0, len(line)))
	start, end, found := table.Index(folded, 0)
	if !found {
		return table.Find(folded)
	}
	return Sentence{Folded: folded, line: line, origin: origin}.Part(start, end), true
}

// Sentences cuts a text into folded sentences. A period inside a word, as in
// an address, ends none.
func Sentences(text string) []string {
	var folded []string
	for _, s := range SentencesOf(text) {
		folded = append(folded, s.Folded)
	}
	return folded
}

// SentencesOf cuts a text into sentences, the greeting apart.
func SentencesOf(text string) []Sentence {
	var sentences []Sentence
	for _, line := range unwrapped(text) {
		folded, origin := foldMapped(line)
		whole := folded
		if len(sentences) == 0 {
			folded = withoutGreeting(folded)
		}
		for at := len(whole) - len(folded); at < len(whole); {
			end := at
			for end < len(whole) {
				if end += sentenceEnd(whole[end:]); !isPointOfAbbreviation(line, whole, origin, end) {
					break
				}
			}
			from, to := trimmed(whole, at, end)
			if from < to {
				sentences = append(sentences, Sentence{
					Folded: whole[from:to], OwnLine: from == 0 && end == len(whole), Asks: strings.Contains(whole[to:end], "?"), line: line, origin: origin[from:to],
				})
			}
			at = end
		}
	}
	return sentences
}

// isPointOfAbbreviation reports whether the point before an index ends no sentence but an ordinal number, as in "22.12. bis 2.1." and "1. Mai", or
// a title, as in "Mr. Stone".
func isPointOfAbbreviation(line, folded string, origin []int32, end int) bool {
	if end < 2 || end+1 >= len(folded) || folded[end-1] != '.' || folded[end] != ' ' {
		return false
	}
	before, next := folded[end-2], end+1
	word := folded[strings.LastIndexByte(folded[:end-1], ' ')+1 : end-1]
	if before >= '0' && before <= '9' {
		r, _ := utf8.DecodeRuneInString(line[origin[next]:])
		return unicode.IsLower(r) || IsMonth(FirstWord(folded[next:])) || strings.Trim(word, "0123456789") == "." && len(word) <= len("31.12")
	}
	return len(word) == 1 && word != "y" && word != "j" || abbreviations[word]
}

// abbreviations are folded words that have a point behind them in the middle of a sentence.
var abbreviations = namesOf([]string{
	"mr", "mrs", "ms", "dr", "sig", "sig.ra", "sr", "sra", "dhr", "mevr", "mw", "mme", "mlle", "gr", "nr", "no", "tel", "st", "ca", "bzw", "inkl", "incl", "einschl", "i.a", "i.v", "z.b",
})

// trimmed returns a part of a text without blanks and marks at its ends.
func trimmed(text string, from, to int) (int, int) {
	const marks = " .!?;"
	for from < to && strings.IndexByte(marks, text[from]) >= 0 {
		from++
	}
	for from < to && strings.IndexByte(marks, text[to-1]) >= 0 {
		to--
	}
	return from, to
}

// foldMapped returns the folded form of a line, and for each of its bytes where it comes from. The Italian and Spanish yes, which without its
// accent is "if", is given as "ja".
func foldMapped(line string) (folded string, origin []int32) {
	folded, origin = fold(line, make([]int32, 0, len(line)))
	var changed []byte
	for at := 0; ; at += len("si") {
		next := indexWord(folded[at:], "si")
		if next < 0 {
			break
		}
		at += next
		if r, _ := utf8.DecodeRuneInString(line[origin[at+1]:]); r == 'í' || r == 'ì' || r == 'Í' || r == 'Ì' {
			if changed == nil {
				changed = []byte(folded)
			}
			copy(changed[at:], "ja")
		}
	}
	if changed != nil {
		folded = string(changed)
	}
	return folded, origin
}

// wrapsFrom is from which length on a line without a full stop goes on in the
// next one.
const wrapsFrom = 50

// unwrapped returns the lines of a text as they were before a program broke them.
func unwrapped(text string) []string {
	var lines []string
	open := false
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if open && line != "" {
			lines[len(lines)-1] += " " + line
		} else {
			lines = append(lines, line)
		}
		open = len(line) >= wrapsFrom && !strings.ContainsAny(line[len(line)-1:], ".!?:")
	}
	return lines
}

func sentenceEnd(s string) int {
	for i := range len(s) {
		if strings.IndexByte(".!?;", s[i]) >= 0 && (i+1 == len(s) || s[i+1] == ' ' || strings.IndexByte(".!?", s[i+1]) >= 0) {
			return i + 1
		}
	}
	return len(s)
}

// Words returns how many words a text has.
func Words(s string) int { return len(strings.Fields(s)) }

var greeting = spoken(func(l language) []string { return l.greeting })

// IsGreeting reports whether a folded line greets and says nothing else.
func IsGreeting(folded string) bool {
	return withoutGreeting(folded) == ""
}

// withoutGreeting returns what follows a greeting on its line.
func withoutGreeting(folded string) string {
	n, begins := greeting.Prefix(folded)
	if !begins {
		return folded
	}
	if comma := strings.IndexAny(folded[n:], ",!:"); comma >= 0 && Words(folded[n:n+comma]) <= 3 {
		return strings.TrimSpace(folded[n+comma+1:])
	}
	if Words(folded[n:]) <= 4 {
		return ""
	}
	return folded
}

var question = spoken(func(l language) []string { return l.question })

// IsQuestion recognizes our own question where a mail program quotes it without
// a mark, so that its "yes" is never read as the answer.
func IsQuestion(line string) bool {
	return len(line) > 15 && question.In(Fold(line))
}
