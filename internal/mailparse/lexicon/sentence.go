package lexicon

import (
	"regexp"
	"strings"
)

// Sentences cuts a text into folded sentences. A period inside a word, as in
// an address, ends none.
func Sentences(text string) []string {
	var sentences []string
	for _, line := range unwrapped(text) {
		folded := Fold(accentedYes.ReplaceAllString(line, "${1}ja${2}"))
		if len(sentences) == 0 {
			folded = withoutGreeting(folded)
		}
		for folded != "" {
			end := sentenceEnd(folded)
			if sentence := strings.Trim(folded[:end], " .!?;"); sentence != "" {
				sentences = append(sentences, sentence)
			}
			folded = strings.TrimLeft(folded[end:], " .!?;")
		}
	}
	return sentences
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

// accentedYes is the Italian and Spanish yes, which without its accent is "if".
var accentedYes = regexp.MustCompile(`(?i)(^|[\s,.:;¡!(])s[íì]([\s,.:;!?)]|$)`)

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
