package reply

import (
	"slices"
	"strings"

	"supplierwatch/internal/mailparse/lexicon"
)

// firstSentences is how many sentences an objection is looked for in.
const firstSentences = 5

// objection returns the sentence that asks for no more such mails, as written; empty if none does.
func (a answer) objection() string {
	if len(a.named) > 0 && (a.find(lexicon.Change) != "" || lexicon.Exchanged.In(a.text)) {
		return "" // removes one address for another
	}
	for _, s := range a.sentences[:min(len(a.sentences), firstSentences)] {
		if lexicon.Stop.In(s.Folded) && !lexicon.NotMail.In(s.Folded) && stopsMails(s.Folded) {
			return s.Written()
		}
		if n, begins := lexicon.StopAlone.Prefix(s.Folded); begins && lexicon.Words(s.Folded[n:]) <= 1 {
			return s.Written()
		}
	}
	return ""
}

// stopsMails reports whether a sentence that asks for no more of something asks for no more mails: it says so, or it says of nothing else.
func stopsMails(folded string) bool {
	_, end, found := lexicon.OpenStop.Index(folded, 0)
	if !found || lexicon.Stop.In(lexicon.OpenStop.Blanked(folded)) {
		return true
	}
	behind := strings.Fields(folded[end:])
	return len(behind) == 0 || toUs[behind[0]] || lexicon.Mails.In(folded)
}

// toUs are words behind a verb of writing that say whom not to write to.
var toUs = map[string]bool{"to": true, "me": true, "us": true, "an": true, "mir": true, "uns": true, "naar": true, "aan": true, "again": true, "anymore": true, "anything": true, "wieder": true, "mehr": true, "please": true, "bitte": true}

// change returns why an answer says that something is not as we hold it; empty if it does not.
func (a answer) change() string {
	for i, s := range a.sentences {
		if !a.yes.Affirms(i) && lexicon.Decline.In(s.Folded) && !a.isAboutGoods(s) {
			return "says otherwise: " + quote(s.Written())
		}
	}
	for _, s := range a.sentences {
		if lexicon.Takeover.In(s.Folded) {
			return "says otherwise: " + quote(s.Written())
		}
	}
	for i, s := range a.sentences {
		if !a.yes.Affirms(i) && lexicon.Change.In(lexicon.Right.Blanked(s.Folded)) && !a.changesGoods(s) {
			return "says otherwise: " + quote(s.Written())
		}
	}
	for _, contact := range a.named {
		if !a.isForCalling(contact) {
			return "names another address or number: " + quote(contact)
		}
	}
	return ""
}

// changesGoods reports whether what changes in a sentence is goods, terms or documents, and no contact.
func (a answer) changesGoods(s lexicon.Sentence) bool {
	return a.isAboutGoods(s) && !lexicon.Change.In(lexicon.OpenChange.Blanked(lexicon.Right.Blanked(s.Folded)))
}

// isAboutGoods reports whether a sentence is about goods, terms or documents, and names no means of reaching anybody.
func (a answer) isAboutGoods(s lexicon.Sentence) bool {
	return lexicon.Traded.In(s.Folded) && !lexicon.Reached.In(lexicon.Traded.Blanked(s.Folded)) && !lexicon.PersonTitle.In(s.Folded) && !a.names(s)
}

// names reports whether a sentence names an address or a number that nobody knew.
func (a answer) names(s lexicon.Sentence) bool {
	return slices.ContainsFunc(a.named, func(contact string) bool { return strings.Contains(s.Folded, lexicon.Fold(contact)) })
}

// isForCalling reports whether a contact is named only by a sentence that invites to a call.
func (a answer) isForCalling(contact string) bool {
	if strings.Contains(contact, "@") {
		return false
	}
	folded, invites := lexicon.Fold(contact), false
	for _, s := range a.sentences {
		if strings.Contains(s.Folded, folded) {
			if invites = lexicon.CallMe.In(s.Folded) && !lexicon.But.In(lexicon.CallMe.Blanked(s.Folded)); !invites {
				return false
			}
		}
	}
	return invites
}
