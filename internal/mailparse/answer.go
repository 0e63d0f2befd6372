package mailparse

import (
	"regexp"
	"slices"
	"strings"
)

var (
	wordsYes       = spoken(func(l language) []string { return l.yes })
	wordsFitting   = spoken(func(l language) []string { return l.fitting })
	wordsCondition = spoken(func(l language) []string { return l.condition })
	wordsYesAlone  = spoken(func(l language) []string { return l.yesAlone })
	wordsRight     = spoken(func(l language) []string { return l.right })
	wordsHedge     = spoken(func(l language) []string { return l.hedge })
	wordsBut       = spoken(func(l language) []string { return l.but })
	wordsNot       = spoken(func(l language) []string { return l.not })
	wordsNo        = spoken(func(l language) []string { return l.no })
	wordsDecline   = spoken(func(l language) []string { return l.decline })
	wordsChange    = spoken(func(l language) []string { return l.change })
	wordsLeft      = spoken(func(l language) []string { return l.left })
	wordsStop      = spoken(func(l language) []string { return l.stop })
	wordsStopLone  = spoken(func(l language) []string { return l.stopLone })
)

// overturns says whether a folded line says the opposite of a yes.
func overturns(folded string) bool {
	return words(folded) > 3 && (wordsBut.opens(folded) || wordsChange.in(folded) || wordsDecline.in(folded) || wordsLeft.in(folded) || wordsStop.in(folded))
}

// answer is what a person wrote, prepared for being understood.
type answer struct {
	sentences []string // folded, without the greeting
	text      string   // all of them
	plain     string   // the text without affirmations that sound like negations
	contacts  bool     // addresses or numbers are named that nobody knew
	bank      Bank
	asks      bool
}

func answerOf(m *Message) answer {
	a := answer{contacts: len(m.Addresses)+len(m.Phones) > 0, bank: m.BankDetails(""), asks: strings.Contains(m.Reply, "?")}
	a.sentences = sentencesOf(endsOf(m.Reply, maxNotice))
	a.text = strings.Join(a.sentences, " . ")
	a.plain = wordsRight.blanked(a.text)
	return a
}

// sentencesOf cuts a text into folded sentences. A period inside a word, as in
// an address, ends none.
func sentencesOf(text string) []string {
	var sentences []string
	for _, line := range unwrapped(text) {
		folded := fold(accentedYes.ReplaceAllString(line, "${1}ja${2}"))
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

// unwrapped gives the lines of a text as they were before a program broke them.
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

// understand gives what a person answers to "is this still right?". The order
// is that of consequences: what could undo a yes is looked for before it.
func (a answer) understand() (Verdict, string) {
	for _, reading := range []struct {
		verdict Verdict
		why     func() string
	}{{Objected, a.objects}, {Left, a.leaves}, {Changed, a.changes}, {Confirmed, a.affirms}} {
		if why := reading.why(); why != "" {
			return reading.verdict, why
		}
	}
	return Replied, "a person wrote, and nothing in it is plainly yes or no"
}

func (a answer) objects() string {
	if a.contacts && wordsChange.in(a.plain) {
		return "" // removes one address for another
	}
	for i, sentence := range a.sentences {
		if i > 4 {
			break
		}
		if words, found := wordsStop.find(sentence); found {
			return "objects: " + quoted(words)
		}
		if n, begins := wordsStopLone.begins(sentence); begins && words(sentence[n:]) <= 1 {
			return "objects: " + quoted(sentence)
		}
	}
	return ""
}

func (a answer) leaves() string {
	if words, found := wordsLeft.find(a.plain); found {
		return "has left: " + quoted(words)
	}
	return ""
}

func (a answer) changes() string {
	if words, found := wordsDecline.find(a.text); found {
		return "says otherwise: " + quoted(words)
	}
	if words, found := wordsChange.find(a.plain); found {
		return "says otherwise: " + quoted(words)
	}
	if a.contacts {
		return "names another address or number"
	}
	return ""
}

// weigh returns the verdict that bank details make of another one; none if they
// change nothing. Whether they are known is for the caller to find out.
func (a answer) weigh(verdict Verdict) (Verdict, string) {
	switch {
	case verdict == Objected || verdict == Left || verdict == Changed:
		return "", ""
	case a.bank.Announces():
		return Changed, "announces bank details" + a.bank.kinds()
	case a.bank.Any():
		return Replied, "contains bank details" + a.bank.kinds() + ", which somebody has to compare"
	case a.bank.Partial && verdict == Confirmed:
		return Replied, "is too long to be read as a whole"
	}
	return "", ""
}

// affirms finds a yes that nothing in the mail takes back.
func (a answer) affirms() string {
	if a.asks || wordsHedge.in(a.text) || wordsBut.in(a.text) {
		return ""
	}
	yes := slices.IndexFunc(a.sentences, isAffirmative)
	if yes < 0 || a.negates(yes) {
		return ""
	}
	return "affirms: " + quoted(a.sentences[yes])
}

// negates says whether the sentences around the yes hold a no: the opening ones,
// the one with the yes and the one before it.
func (a answer) negates(yes int) bool {
	for i, sentence := range a.sentences[:min(len(a.sentences), max(4, yes+1))] {
		plain := wordsRight.blanked(sentence)
		if wordsNo.opens(plain) || (i < 2 || i == yes || i == yes-1) && wordsNot.in(plain) {
			return true
		}
	}
	return false
}

// isAffirmative says whether a folded sentence says yes: in so many words, or by
// a yes after which nothing comes that could mean something else. "Yes, I will
// check" and "right now" say none.
func isAffirmative(sentence string) bool { return affirmsWithin(sentence, maxYes) }

// maxYes bounds how many words of a yes may follow each other, as in "yes, that is right".
const maxYes = 8

func affirmsWithin(sentence string, most int) bool {
	if most == 0 {
		return false
	}
	if n, begins := wordsCondition.begins(sentence); begins && strings.HasPrefix(sentence[n:], " ") {
		return false
	}
	if wordsRight.in(sentence) {
		return true
	}
	n, _ := wordsYes.begins(sentence)
	m, _ := wordsYesAlone.begins(sentence)
	switch {
	case m > n && m < len(sentence) && !strings.ContainsAny(sentence[m:m+1], ",:-") && !strings.HasPrefix(sentence[m:], " -"):
		return false
	case n+m == 0:
		return false
	case n > m && strings.Contains(sentence[:n], " "):
		return true
	}
	rest := strings.TrimLeft(sentence[max(n, m):], " ,:-")
	return rest == "" || wordsFitting.opens(rest) || affirmsWithin(rest, most-1)
}
