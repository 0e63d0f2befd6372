package replycmd

import (
	"slices"
	"strings"
)

// otherwise are words that follow the word of a command at once where it is not one: keep me posted, ack required, no answer needed, wrong number of
// items. To carry out such a text would be worse than to ask back.
var otherwise = map[Verb][]string{
	Ack: {
		"needed", "required", "requested", "pending", "missing", "expired", "expires", "failed", "from", "is", "was", "isn't", "wasn't", "does", "doesn't", "did",
		"didn't", "has", "hasn't", "won't", "button", "command",
		"fehlt", "notig", "notwendig", "erforderlich", "kommt", "manque", "requis", "necessaire", "manca", "richiesto", "necessario", "falta", "necesario",
		"pendiente", "ontbreekt", "nodig", "vereist",
	},
	Keep: {
		"me", "us", "you", "him", "her", "them", "everybody", "everyone", "posted", "informed", "an", "in", "up", "calm", "at", "on",
	},
	Confirmed:   {"receipt", "reading"},
	NoAnswer:    {"needed", "required", "necessary", "expected", "is"},
	WrongNumber: {"of"},
}

// negations turn the word of a command before them into its opposite.
var negations = []string{"not", "never", "cannot", "can't", "impossible", "unable", "nicht", "nie", "unmoglich", "pas", "jamais", "non", "mai", "nunca", "niet", "nooit"}

// denials are words that turn round what somebody found out.
var denials = append([]string{
	"no", "nothing", "nobody", "wrong", "incorrect", "outdated", "dead", "kein", "keine", "keinen", "nichts", "niemand", "falsch", "rien", "faux", "fausse",
	"niente", "sbagliato", "errato", "nada", "incorrecto", "geen", "niets", "verkeerd",
}, negations...)

// meansOtherwise reports whether a text only begins like a command, by the words behind its verb.
func meansOtherwise(verb Verb, words, rest []string) bool {
	if verb == Help {
		return strings.Join(withoutMarks(rest), "") != "" // whoever calls for help tells something
	}
	said := words[:max(len(words)-len(rest), 0)]
	if slices.ContainsFunc(said, isQuestion) {
		return true
	}
	denies := func(word string) bool { return slices.Contains(denials, bare(word)) }
	if (verb == Verified || verb == Confirmed) && slices.ContainsFunc(rest, denies) {
		return true
	}
	if len(rest) == 0 || len(said) == 0 || endsClause(said[len(said)-1]) {
		return false // a note follows a comma or a colon
	}
	next := bare(rest[0])
	negated := slices.Contains(negations, next) && verb != NotMine && verb != NoAnswer
	return negated || slices.Contains(otherwise[verb], next) || verb == Ack && len(rest) == 1 && next == "no" || verb == Keep && keepsDoing(rest)
}

// keepsDoing reports whether somebody goes on with something, and does not decide about a contract: keep calling, keep it in mind.
func keepsDoing(rest []string) bool {
	if bare(rest[0]) == "it" && len(rest) > 1 && !endsClause(rest[0]) {
		rest = rest[1:]
		if next := bare(rest[0]); slices.Contains(otherwise[Keep], next) || next == "open" {
			return true
		}
	}
	return strings.HasSuffix(bare(rest[0]), "ing")
}

// asks reports whether a command is a question, and no free text that is one follows it: ack 2?
func (c Command) asks(words []string) bool {
	switch {
	case !isQuestion(words[len(words)-1]):
		return false
	case c.Verb.Holds(), c.Verb == NotMine:
		_, note := c.End()
		return bare(note) == ""
	case c.Verb == NoAnswer, c.Verb == WrongNumber:
		return bare(c.Rest) == ""
	}
	return c.Verb != Help
}

// isQuestion reports whether a word ends with a question mark.
func isQuestion(word string) bool {
	return strings.HasSuffix(strings.TrimRight(word, "!.\"'\u201d\u2019)*"), "?")
}
