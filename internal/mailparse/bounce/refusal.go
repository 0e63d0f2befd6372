package bounce

import (
	"strings"

	"supplierwatch/internal/mailparse/lexicon"
)

// refusal is one piece of evidence about a mail that was not delivered.
type refusal struct {
	source    string // where it is, for the evidence
	text      string // folded
	status    string // enhanced code
	code      string // reply code
	stage     stage
	addressed bool // a server's own answer that names the recipient
}

// finding is what a refusal means and the words or the code that say so.
type finding struct {
	verdict Verdict
	why     string
}

// goneCodes are the enhanced codes that prove by themselves that a mailbox is
// gone: unknown, moved, disabled, and Exchange's "recipient not found".
var goneCodes = map[string]bool{"5.1.1": true, "5.1.6": true, "5.1.10": true, "5.1.351": true, "5.2.1": true, "5.7.13": true}

// isTransient reports whether the server itself calls the failure temporary. A mail
// that waited too long comes back with 4 even in a permanent failure.
func (r refusal) isTransient() bool {
	return strings.HasPrefix(r.status, "4") || strings.HasPrefix(r.code, "4")
}

// byPhrases evaluates the text. The categories are in the order in which one overrides
// the next. No verdict means that the text has no phrase of any category.
func (r refusal) byPhrases() finding {
	for _, category := range []func() (Verdict, string){r.acceptsNoMail, r.filteredByUser, r.mailLoop, r.mailboxFull, r.rateLimited, r.domainUnknown, r.mailboxGone, r.senderRefused, r.tryAgain, r.userUnknown} {
		if verdict, words := category(); verdict != "" {
			return finding{verdict, r.source + ": " + lexicon.Quote(words)}
		}
	}
	return finding{}
}

func (r refusal) acceptsNoMail() (Verdict, string) {
	words, found := lexicon.NullMX.Find(r.text)
	if !found || r.concernsSender() || lexicon.Authentication.In(r.text) || lexicon.Reputation.In(r.text) {
		return "", "" // a server that blocks us accepts no mail from us
	}
	return NoMailDomain, words
}

func (r refusal) mailLoop() (Verdict, string) {
	if words, found := lexicon.MailLoop.Find(r.text); found {
		return Temporary, words
	}
	return "", ""
}

func (r refusal) mailboxFull() (Verdict, string) {
	if words, found := lexicon.MailboxFull.Find(r.text); found && !lexicon.SenderQuota.In(r.text) {
		return Full, words
	}
	return "", ""
}

func (r refusal) rateLimited() (Verdict, string) {
	if words, found := lexicon.RateLimit.Find(r.text); found {
		return Temporary, words
	}
	return "", ""
}

// mailboxGone finds what only the system that owns the mailbox can report about it.
// Phrases about the sender contradict it, unless the code agrees.
func (r refusal) mailboxGone() (Verdict, string) {
	words, found := lexicon.Suspended.Find(r.text)
	if !found {
		words, found = lexicon.Moved.Find(r.text)
	}
	if !found {
		words, found = lexicon.NoSuchMailbox.Find(r.text)
	}
	if !found && r.status == "5.4.1" && lexicon.NotInDirectory.In(r.text) {
		return Gone, "not in the directory of Exchange Online"
	}
	switch {
	case !found || r.concernsSender():
		return "", ""
	case r.isTransient():
		return Temporary, words
	case !goneCodes[r.status] && r.hasSenderReason():
		return "", ""
	}
	return Gone, words
}

// hasSenderReason reports whether the text gives a reason that lies with the sender,
// the phrases about the mailbox left out.
func (r refusal) hasSenderReason() bool {
	r.text = lexicon.NoSuchMailbox.Blanked(r.text)
	_, found := r.senderReason()
	return found
}

func (r refusal) senderReason() (string, bool) {
	for _, table := range []lexicon.Phrases{lexicon.SenderRefused, lexicon.Authentication, lexicon.Reputation, lexicon.MessageRefused, lexicon.PolicyRefused, lexicon.SenderQuota} {
		if words, found := table.Find(r.text); found {
			return words, true
		}
	}
	return "", false
}

// concernsSender reports whether it was the sender's address or domain that failed.
func (r refusal) concernsSender() bool {
	return r.stage == stageSender || r.status == "5.1.7" || r.status == "5.1.8" || lexicon.SenderRefused.In(r.text)
}

// senderRefused finds reasons that lie with the sender. Greylisting uses the same phrases.
func (r refusal) senderRefused() (Verdict, string) {
	words, found := r.senderReason()
	switch {
	case !found || goneCodes[r.status] && lexicon.NoSuchUser.In(r.text) && !r.concernsSender():
		return "", ""
	case r.isTransient() && (strings.Contains(r.text, "greylist") || strings.Contains(r.text, "graylist")):
		return Temporary, "greylisted"
	}
	return Ours, words
}

// domainUnknown finds that the domain does not exist. A server that is not sure uses
// a code of class 4.
func (r refusal) domainUnknown() (Verdict, string) {
	words, found := lexicon.UnknownHost.Find(r.text)
	if !found && r.stage != stageRecipient {
		words, found = lexicon.Unroutable.Find(r.text)
	}
	switch {
	case !found:
		return "", ""
	case r.concernsSender():
		return Ours, words
	case r.isTransient() || strings.Contains(r.text, "not found, try again"):
		return Temporary, words
	}
	return NoMailDomain, words
}

func (r refusal) tryAgain() (Verdict, string) {
	if words, found := lexicon.TryLater.Find(r.text); found && !goneCodes[r.status] {
		return Temporary, words
	}
	return "", ""
}

// userUnknown weighs "user unknown" and similar phrases. Filters use them as
// well, so they count only with a code that agrees, as the answer to RCPT, or
// from a server that names the recipient; never after the data was examined.
func (r refusal) userUnknown() (Verdict, string) {
	words, found := lexicon.UnknownUser.Find(r.text)
	if !found {
		return r.bareRefusal()
	}
	switch {
	case r.isTransient():
		return Temporary, words
	case goneCodes[r.status] && r.status != "5.2.1", r.stage == stageRecipient:
		return Gone, words
	case r.stage == stageData || r.stage == stageSender:
		return Ambiguous, words + ", but not in answer to the recipient's address"
	case r.addressed && !statusContradicts(r.status):
		return Gone, words
	}
	return Ambiguous, words + ", but no code and no answer to the recipient's address confirms it"
}

// statusContradicts reports whether a code speaks of the system, the network, the mail or a
// policy and not of the address.
func statusContradicts(status string) bool {
	return len(status) > 2 && strings.IndexByte("34567", status[2]) >= 0
}

// filteredByUser finds the recipient's own choice.
func (r refusal) filteredByUser() (Verdict, string) {
	if words, found := lexicon.Filtered.Find(r.text); found {
		return Ambiguous, words
	}
	return "", ""
}

// bareRefusal weighs a refusal of the recipient without a reason.
func (r refusal) bareRefusal() (Verdict, string) {
	words, found := lexicon.BareRefusal.Find(r.text)
	if !found || r.stage != stageRecipient || r.isTransient() {
		return "", ""
	}
	_, rest, _ := strings.Cut(r.text, words)
	rest = strings.TrimLeft(rest, " .:;")
	if address, after, _ := strings.Cut(rest, " "); strings.Contains(address, "@") {
		rest = after
	}
	if rest = strings.Trim(rest, " .;"); rest == "" || strings.HasPrefix(rest, "(in reply to rcpt") {
		return Gone, words
	}
	return "", ""
}
