package reply

import (
	"slices"
	"strings"

	"supplierwatch/internal/mailparse/bank"
	"supplierwatch/internal/mailparse/lexicon"
	"supplierwatch/internal/mailparse/mime"
)

// contradicts reports whether a folded line contradicts a yes.
func contradicts(folded string) bool {
	return lexicon.Words(folded) > 3 && (lexicon.But.Begins(folded) || lexicon.Change.In(folded) || lexicon.Decline.In(folded) || lexicon.Left.In(folded) || lexicon.Stop.In(folded))
}

// answer is what a person wrote, prepared for being understood.
type answer struct {
	sentences []string // folded, without the greeting
	text      string   // all of them
	plain     string   // the text without affirmations that sound like negations
	contacts  bool     // addresses or numbers are named that nobody knew
	bank      bank.Details
	asks      bool
}

func answerOf(m *Meaning, details bank.Details) answer {
	a := answer{contacts: len(m.Addresses)+len(m.Phones) > 0, bank: details, asks: strings.Contains(m.Text, "?")}
	a.sentences = lexicon.Sentences(mime.ExcerptOf(m.Text, maxRead))
	a.text = strings.Join(a.sentences, " . ")
	a.plain = lexicon.Right.Blanked(a.text)
	return a
}

// verdict returns what a person answers to "is this still right?". The order
// is that of consequences: what contradicts a yes is looked for before it.
func (a answer) verdict() (Verdict, string) {
	for _, reading := range []struct {
		verdict Verdict
		why     func() string
	}{{Objected, a.objection}, {Left, a.departure}, {Changed, a.change}, {Confirmed, a.affirmation}} {
		if why := reading.why(); why != "" {
			return reading.verdict, why
		}
	}
	return Replied, "a person wrote, and nothing in it is plainly yes or no"
}

func (a answer) objection() string {
	if a.contacts && lexicon.Change.In(a.plain) {
		return "" // removes one address for another
	}
	for i, sentence := range a.sentences {
		if i > 4 {
			break
		}
		if words, found := lexicon.Stop.Find(sentence); found {
			return "objects: " + lexicon.Quote(words)
		}
		if n, begins := lexicon.StopAlone.Prefix(sentence); begins && lexicon.Words(sentence[n:]) <= 1 {
			return "objects: " + lexicon.Quote(sentence)
		}
	}
	return ""
}

func (a answer) departure() string {
	if words, found := lexicon.Left.Find(a.plain); found {
		return "has left: " + lexicon.Quote(words)
	}
	return ""
}

func (a answer) change() string {
	if words, found := lexicon.Decline.Find(a.text); found {
		return "says otherwise: " + lexicon.Quote(words)
	}
	if words, found := lexicon.Change.Find(a.plain); found {
		return "says otherwise: " + lexicon.Quote(words)
	}
	if a.contacts {
		return "names another address or number"
	}
	return ""
}

// withBankDetails returns the verdict that bank details make of another one; none if they
// change nothing. Whether they are known is for the caller to find out.
func (a answer) withBankDetails(verdict Verdict) (Verdict, string) {
	switch {
	case verdict == Objected || verdict == Left || verdict == Changed:
		return "", ""
	case a.bank.Announces():
		return Changed, "announces bank details" + a.bank.Kinds()
	case a.bank.Any():
		return Replied, "contains bank details" + a.bank.Kinds() + ", which somebody has to compare"
	case a.bank.Partial && verdict == Confirmed:
		return Replied, "is too long to be read as a whole"
	}
	return "", ""
}

// affirmation finds a yes that nothing in the mail takes back.
func (a answer) affirmation() string {
	if a.asks || lexicon.Hedge.In(a.text) || lexicon.But.In(a.text) {
		return ""
	}
	yes := slices.IndexFunc(a.sentences, isAffirmative)
	if yes < 0 || a.isNegated(yes) {
		return ""
	}
	return "affirms: " + lexicon.Quote(a.sentences[yes])
}

// isNegated reports whether the sentences around the yes hold a no: the opening ones,
// the one with the yes and the one before it.
func (a answer) isNegated(yes int) bool {
	for i, sentence := range a.sentences[:min(len(a.sentences), max(4, yes+1))] {
		plain := lexicon.Right.Blanked(sentence)
		if lexicon.No.Begins(plain) || (i < 2 || i == yes || i == yes-1) && lexicon.Not.In(plain) {
			return true
		}
	}
	return false
}

// isAffirmative reports whether a folded sentence says yes: in so many words, or by
// a yes after which nothing comes that could mean something else. "Yes, I will
// check" and "right now" do not.
func isAffirmative(sentence string) bool { return affirmsWithin(sentence, maxYes) }

// maxYes limits how many words of a yes may follow each other, as in "yes, that is right".
const maxYes = 8

func affirmsWithin(sentence string, most int) bool {
	if most == 0 {
		return false
	}
	if n, begins := lexicon.Condition.Prefix(sentence); begins && strings.HasPrefix(sentence[n:], " ") {
		return false
	}
	if lexicon.Right.In(sentence) {
		return true
	}
	n, _ := lexicon.Yes.Prefix(sentence)
	m, _ := lexicon.YesAlone.Prefix(sentence)
	switch {
	case m > n && m < len(sentence) && !strings.ContainsAny(sentence[m:m+1], ",:-") && !strings.HasPrefix(sentence[m:], " -"):
		return false
	case n+m == 0:
		return false
	case n > m && strings.Contains(sentence[:n], " "):
		return true
	}
	rest := strings.TrimLeft(sentence[max(n, m):], " ,:-")
	return rest == "" || lexicon.Fitting.Begins(rest) || affirmsWithin(rest, most-1)
}
