package reply

import (
	"slices"
	"strings"

	"supplierwatch/internal/ascii"
	"supplierwatch/internal/mailaddr"
	"supplierwatch/internal/mailparse/affirmation"
	"supplierwatch/internal/mailparse/bank"
	"supplierwatch/internal/mailparse/departure"
	"supplierwatch/internal/mailparse/lexicon"
	"supplierwatch/internal/mailparse/mime"
)

// contradicts reports whether a folded line contradicts a yes.
func contradicts(folded string) bool {
	return lexicon.Words(folded) > 3 && (lexicon.But.Begins(folded) || lexicon.Change.In(folded) || lexicon.Decline.In(folded) || lexicon.Left.In(folded) || lexicon.Stop.In(folded) && !lexicon.Newsletter.In(folded))
}

// answer is what a person wrote, prepared for being understood.
type answer struct {
	sentences []lexicon.Sentence // without the greeting
	text      string             // all of them, folded
	yes       affirmation.Answer // how far they say yes
	company   []string           // names of the company that answers
	named     []string           // addresses and numbers that nobody knew, and that are not said to be as before
	bank      bank.Details
	asks      bool
}

// answerOf prepares what a person wrote, who writes from an address.
func answerOf(m *Meaning, from string, details bank.Details) answer {
	a := answer{bank: details, asks: strings.Contains(m.Text, "?"), company: companyOf(from)}
	a.sentences = lexicon.SentencesOf(mime.ExcerptOf(m.Text, maxRead))
	folded := make([]string, len(a.sentences))
	for i, s := range a.sentences {
		folded[i] = s.Folded
	}
	a.text = strings.Join(folded, " . ")
	a.yes = affirmation.Of(a.sentences, strangeOf(m))
	for _, contact := range slices.Concat(m.Addresses, m.Phones) {
		if !a.isSaidToBeAsBefore(contact) {
			a.named = append(a.named, contact)
		}
	}
	return a
}

// maxCompared limits how many addresses are compared; an answer that names as many more is not a plain yes by that alone.
const maxCompared = 100

// strangeOf returns what reports whether a text holds an address or a number that nobody knew.
func strangeOf(m *Meaning) func(text string) bool {
	addresses := make([]string, 0, min(len(m.Addresses), maxCompared))
	for _, named := range m.Addresses[:min(len(m.Addresses), maxCompared)] {
		addresses = append(addresses, lexicon.Fold(named))
	}
	return func(text string) bool {
		return slices.ContainsFunc(addresses, func(named string) bool { return strings.Contains(text, named) }) ||
			slices.ContainsFunc(m.Phones, func(named string) bool { return strings.HasSuffix(ascii.Digits(text), lastDigits(ascii.Digits(named))) })
	}
}

// companyOf returns names of the company at the domain of an address, such as acme-photoresist and acme.
func companyOf(address string) []string {
	name, _, _ := strings.Cut(mailaddr.DomainOf(address), ".")
	first, _, compound := strings.Cut(name, "-")
	if !compound {
		return []string{name}
	}
	return []string{name, strings.ReplaceAll(name, "-", " "), first}
}

// isSaidToBeAsBefore reports whether the sentence that names an address or a number says that it is still right.
func (a answer) isSaidToBeAsBefore(contact string) bool {
	folded := lexicon.Fold(contact)
	return slices.ContainsFunc(a.sentences, func(s lexicon.Sentence) bool {
		return strings.Contains(s.Folded, folded) && affirmation.SaysUnchanged(s.Folded) && !lexicon.But.In(s.Folded) && !lexicon.Change.In(s.Folded)
	})
}

// find returns the first sentence that holds a phrase of a table, as written. Affirmations that sound like the phrase are left aside.
func (a answer) find(table lexicon.Phrases) string {
	for i, s := range a.sentences {
		if !a.yes.Affirms(i) && table.In(lexicon.Right.Blanked(s.Folded)) {
			return s.Written()
		}
	}
	return ""
}

// verdict returns what a person answers to "is this still right?". The order
// is that of consequences: what contradicts a yes is looked for before it.
func (a answer) verdict() (Verdict, string) {
	if words := a.objection(); words != "" {
		return Objected, "objects: " + quote(words)
	}
	if words := departure.In(a.sentences, a.company); words != "" {
		if a.saysUnchanged() {
			return Replied, "says that somebody leaves, and that something is as before: " + quote(words)
		}
		return Left, "has left: " + quote(words)
	}
	if why := a.change(); why != "" {
		return Changed, why
	}
	if a.yes.IsPlain() && !a.asks {
		return Confirmed, "affirms: " + quote(a.yes.Yes)
	}
	return Replied, a.missing()
}

// saysUnchanged reports whether an answer says somewhere that something is as it was.
func (a answer) saysUnchanged() bool {
	return a.yes.Yes != "" || slices.ContainsFunc(a.sentences, func(s lexicon.Sentence) bool { return affirmation.SaysUnchanged(s.Folded) })
}

// missing returns what an answer lacks to be a yes or a no.
func (a answer) missing() string {
	switch {
	case len(a.sentences) == 0:
		return "a person wrote, and nothing but a greeting can be read"
	case a.asks:
		return "a person wrote, and asks something"
	case a.yes.Yes != "":
		return "says yes, and something else: " + quote(a.yes.Unexplained)
	}
	return "a person wrote, and nothing in it is plainly yes or no"
}

// withBankDetails returns the verdict that bank details make of another one; none if they
// change nothing. Whether they are known is for the caller to find out.
func (a answer) withBankDetails(verdict Verdict) (Verdict, string) {
	switch {
	case verdict == Objected || verdict == Left || verdict == Changed:
		return "", ""
	case a.bank.WeighAlone() == bank.Alarming:
		return Changed, "announces bank details" + a.bank.Kinds()
	case a.bank.WeighAlone() == bank.Unchecked:
		return Replied, "contains bank details" + a.bank.Kinds() + ", which somebody has to compare"
	case a.bank.Partial && verdict == Confirmed:
		return Replied, "is too long to be read as a whole"
	}
	return "", ""
}

// quote returns words of the mail as evidence. The number of an account is a secret.
func quote(words string) string { return lexicon.Quote(bank.Masked(words)) }
