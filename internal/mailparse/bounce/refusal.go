package bounce

import (
	"strings"

	"supplierwatch/internal/mailparse/lexicon"
)

// refusal is one piece of evidence about a mail that was not delivered.
type refusal struct {
	source    string // where it is, for the evidence
	original  string // as the server wrote it
	text      string // folded
	status    string // enhanced code
	code      string // reply code
	stage     stage
	addressed bool   // the recipient is named beside it
	stated    bool   // a line says of the recipient that it is unknown, and nothing else
	namesUs   bool   // our address is in it, and not the recipient's
	ourDomain string // folded; empty if the recipient has the same
}

// finding is what a refusal means and the words or the code that say so.
type finding struct {
	verdict Verdict
	why     string
}

// reason is what the words of a refusal mean; the verdict is empty where they say
// nothing of the kind.
type reason struct {
	verdict     Verdict
	words       string // the phrase, folded
	explanation string // why these words do not mean more; not in the mail
}

// goneCodes are the enhanced codes that prove by themselves that a mailbox is
// gone: unknown, moved, disabled, and Exchange's "recipient not found".
var goneCodes = map[string]bool{"5.1.1": true, "5.1.6": true, "5.1.10": true, "5.1.351": true, "5.2.1": true, "5.7.13": true}

// isTransient reports whether the server itself calls the failure temporary. A mail
// that waited too long comes back with 4 even in a permanent failure.
func (r refusal) isTransient() bool {
	return strings.HasPrefix(r.status, "4") || strings.HasPrefix(r.code, "4")
}

// isPermanent reports whether a code of class 5 says that the failure is final.
func (r refusal) isPermanent() bool {
	return !r.isTransient() && (strings.HasPrefix(r.status, "5") || strings.HasPrefix(r.code, "5"))
}

// byPhrases evaluates the text. The categories are in the order in which one overrides
// the next. No verdict means that the text has no phrase of any category.
func (r refusal) byPhrases() finding {
	for _, category := range []func() reason{r.acceptsNoMail, r.filteredByUser, r.mailLoop, r.mailboxFull, r.rateLimited, r.domainUnknown, r.mailboxGone, r.senderRefused, r.tryAgain, r.userUnknown} {
		if found := category(); found.verdict != "" {
			return r.finding(found)
		}
	}
	return finding{}
}

// finding returns what a refusal means, with its words and behind them what they do not say.
func (r refusal) finding(found reason) finding {
	why := r.source + ": " + quoted(r.original, found.words)
	if found.explanation != "" {
		why += " (" + found.explanation + ")"
	}
	return finding{found.verdict, why}
}

func (r refusal) acceptsNoMail() reason {
	words, found := lexicon.NullMX.Find(r.text)
	if !found || r.concernsSender() || lexicon.Authentication.In(r.text) || lexicon.Reputation.In(r.text) {
		return reason{} // a server that blocks us accepts no mail from us
	}
	return reason{verdict: NoMailDomain, words: words}
}

func (r refusal) mailLoop() reason {
	if words, found := lexicon.MailLoop.Find(r.text); found {
		return reason{verdict: Temporary, words: words}
	}
	return reason{}
}

func (r refusal) mailboxFull() reason {
	words, found := lexicon.MailboxFull.Find(r.text)
	if !found && (r.code == "552" || strings.HasSuffix(r.status, ".2.2")) {
		words, found = lexicon.Quota.Find(r.text)
	}
	if found && !lexicon.SenderQuota.In(r.text) {
		return reason{verdict: Full, words: words}
	}
	return reason{}
}

func (r refusal) rateLimited() reason {
	if words, found := lexicon.RateLimit.Find(r.text); found {
		return reason{verdict: Temporary, words: words}
	}
	return reason{}
}

// mailboxGone finds what only the system that owns the mailbox can report about it.
// Phrases about the sender contradict it, unless the code agrees.
func (r refusal) mailboxGone() reason {
	words, found := firstOf(r.text, lexicon.Suspended, lexicon.Moved, lexicon.NoSuchMailbox)
	if !found && r.isPermanent() {
		words, found = lexicon.NoAccount.Find(r.text)
	}
	if !found && r.status == "5.4.1" {
		words, found = lexicon.NotInDirectory.Find(r.text)
		if found {
			return reason{Gone, words, "not in the directory of Exchange Online"}
		}
	}
	switch {
	case !found || r.concernsSender():
		return reason{}
	case r.isTransient():
		return reason{verdict: Temporary, words: words}
	case !goneCodes[r.status] && r.hasSenderReason():
		return reason{}
	}
	return reason{verdict: Gone, words: words}
}

// firstOf returns the phrase of the first of some tables that a text holds.
func firstOf(text string, tables ...lexicon.Phrases) (words string, found bool) {
	for _, table := range tables {
		if words, found = table.Find(text); found {
			return words, true
		}
	}
	return "", false
}

// hasSenderReason reports whether the text gives a reason that lies with the sender,
// the phrases about the mailbox left out.
func (r refusal) hasSenderReason() bool {
	r.text = lexicon.NoSuchMailbox.Blanked(r.text)
	_, found := r.senderReason()
	return found
}

func (r refusal) senderReason() (string, bool) {
	return firstOf(r.text, lexicon.SenderRefused, lexicon.Authentication, lexicon.Reputation, lexicon.MessageRefused, lexicon.PolicyRefused, lexicon.SenderQuota)
}

// concernsSender reports whether it was the sender's address, domain or name that failed.
func (r refusal) concernsSender() bool {
	return r.namesUs || r.stage == stageSender || r.stage == stageConnect || r.status == "5.1.7" || r.status == "5.1.8" || lexicon.SenderRefused.In(r.text)
}

// senderRefused finds reasons that lie with the sender. Greylisting uses the same phrases.
func (r refusal) senderRefused() reason {
	words, found := r.senderReason()
	switch {
	case !found || goneCodes[r.status] && lexicon.NoSuchUser.In(r.text) && !r.concernsSender():
		return reason{}
	case r.isTransient() && (strings.Contains(r.text, "greylist") || strings.Contains(r.text, "graylist")):
		return reason{verdict: Temporary, words: words}
	}
	return reason{verdict: Ours, words: words}
}

// domainUnknown finds that the domain does not exist. A server that is not sure uses
// a code of class 4.
func (r refusal) domainUnknown() reason {
	words, found := lexicon.UnknownHost.Find(r.text)
	if !found && r.stage != stageRecipient {
		words, found = lexicon.Unroutable.Find(r.text)
	}
	switch {
	case !found:
		return reason{}
	case r.concernsSender() || namesDomain(r.text, r.ourDomain):
		return reason{Ours, words, "said of our name or address"}
	case r.isTransient() || strings.Contains(r.text, "not found, try again"):
		return reason{verdict: Temporary, words: words}
	}
	return reason{verdict: NoMailDomain, words: words}
}

func (r refusal) tryAgain() reason {
	if words, found := lexicon.ServiceRefused.Find(r.text); found && r.stage == stageConnect {
		return reason{verdict: Ours, words: words} // whoever connected is meant
	}
	if words, found := lexicon.TryLater.Find(r.text); found && !goneCodes[r.status] {
		return reason{verdict: Temporary, words: words}
	}
	return reason{}
}

// userUnknown weighs "user unknown" and similar phrases. Filters use them as
// well, so they count only with a code that agrees, as the answer to RCPT, or
// with a code of class 5 beside the named recipient; never after the data was
// examined.
func (r refusal) userUnknown() reason {
	words, found := lexicon.UnknownUser.Find(r.text)
	if !found {
		return r.bareRefusal()
	}
	switch {
	case r.isTransient():
		return reason{verdict: Temporary, words: words}
	case r.concernsSender():
		return reason{Ours, words, "said of our name or address"}
	case goneCodes[r.status] && r.status != "5.2.1", r.stage == stageRecipient:
		return reason{verdict: Gone, words: words}
	case r.stage == stageData:
		return reason{Ambiguous, words, "but not in answer to the recipient's address"}
	case (r.addressed && r.isPermanent() || r.stated) && !statusContradicts(r.status):
		return reason{verdict: Gone, words: words}
	}
	return reason{Ambiguous, words, "but no code and no answer to the recipient's address confirms it"}
}

// statusContradicts reports whether a code speaks of the system, the network, the mail or a
// policy and not of the address.
func statusContradicts(status string) bool {
	return len(status) > 2 && strings.IndexByte("34567", status[2]) >= 0
}

// filteredByUser finds the recipient's own choice.
func (r refusal) filteredByUser() reason {
	if words, found := lexicon.Filtered.Find(r.text); found {
		return reason{verdict: Ambiguous, words: words}
	}
	return reason{}
}

// bareRefusal weighs a refusal of the recipient without a reason.
func (r refusal) bareRefusal() reason {
	words, found := lexicon.BareRefusal.Find(r.text)
	if !found || r.stage != stageRecipient || r.isTransient() {
		return reason{}
	}
	_, rest, _ := strings.Cut(r.text, words)
	rest = strings.TrimLeft(rest, " .:;")
	if address, after, _ := strings.Cut(rest, " "); strings.Contains(address, "@") {
		rest = after
	}
	if rest = strings.Trim(rest, " .;"); rest == "" || strings.HasPrefix(rest, "(in reply to rcpt") {
		return reason{verdict: Gone, words: words}
	}
	return reason{}
}
