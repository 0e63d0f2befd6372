package bounce

import (
	"strings"

	"supplierwatch/internal/mailparse/lexicon"
)

// refusal is one piece of evidence about a mail that was not delivered.
type refusal struct {
	source    string // where it stands, for the evidence
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

// goneCodes are the enhanced codes that say by themselves that an address is
// dead: unknown, moved, disabled, and Exchange's "recipient not found".
var goneCodes = map[string]bool{"5.1.1": true, "5.1.6": true, "5.1.10": true, "5.1.351": true, "5.2.1": true, "5.7.13": true}

// transient says that the server itself calls the failure temporary. A mail
// that waited too long comes back with 4 even in a permanent failure.
func (r refusal) transient() bool {
	return strings.HasPrefix(r.status, "4") || strings.HasPrefix(r.code, "4")
}

// byWords judges the text; families stand in the order in which one overrides
// the next. No verdict means that no family knows the text.
func (r refusal) byWords() finding {
	for _, family := range []func() (Verdict, string){r.noMail, r.filtered, r.circle, r.full, r.slowed, r.lost, r.dead, r.refused, r.later, r.unknown} {
		if verdict, words := family(); verdict != "" {
			return finding{verdict, r.source + ": " + lexicon.Quote(words)}
		}
	}
	return finding{}
}

func (r refusal) noMail() (Verdict, string) {
	words, found := lexicon.NullMX.Find(r.text)
	if !found || r.aboutSender() || lexicon.Authentication.In(r.text) || lexicon.Reputation.In(r.text) {
		return "", "" // a server that knows us for bad takes no mail from us
	}
	return NoMailDomain, words
}

func (r refusal) circle() (Verdict, string) {
	if words, found := lexicon.MailLoop.Find(r.text); found {
		return Temporary, words
	}
	return "", ""
}

func (r refusal) full() (Verdict, string) {
	if words, found := lexicon.MailboxFull.Find(r.text); found && !lexicon.SenderQuota.In(r.text) {
		return Full, words
	}
	return "", ""
}

func (r refusal) slowed() (Verdict, string) {
	if words, found := lexicon.RateLimit.Find(r.text); found {
		return Temporary, words
	}
	return "", ""
}

// dead finds what only the system that owns the mailbox can say of it. Words
// that speak of us as well take it back, unless the code agrees.
func (r refusal) dead() (Verdict, string) {
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
	case !found || r.aboutSender():
		return "", ""
	case r.transient():
		return Temporary, words
	case !goneCodes[r.status] && r.speaksOfUs():
		return "", ""
	}
	return Gone, words
}

// speaksOfUs says that the text gives a reason that lies with the sender, words
// apart that belong to those about the mailbox.
func (r refusal) speaksOfUs() bool {
	r.text = lexicon.NoSuchMailbox.Blanked(r.text)
	_, ours := r.ours()
	return ours
}

func (r refusal) ours() (string, bool) {
	for _, table := range []lexicon.Phrases{lexicon.SenderRefused, lexicon.Authentication, lexicon.Reputation, lexicon.MessageRefused, lexicon.PolicyRefused, lexicon.SenderQuota} {
		if words, found := table.Find(r.text); found {
			return words, true
		}
	}
	return "", false
}

// aboutSender says that it was the sender's address or domain that failed.
func (r refusal) aboutSender() bool {
	return r.stage == stageSender || r.status == "5.1.7" || r.status == "5.1.8" || lexicon.SenderRefused.In(r.text)
}

// refused finds reasons that lie with us. Greylisting uses their words too.
func (r refusal) refused() (Verdict, string) {
	words, found := r.ours()
	switch {
	case !found || goneCodes[r.status] && lexicon.NoSuchUser.In(r.text) && !r.aboutSender():
		return "", ""
	case r.transient() && (strings.Contains(r.text, "greylist") || strings.Contains(r.text, "graylist")):
		return Temporary, "greylisted"
	}
	return Ours, words
}

// lost finds that the domain does not exist. A server that is not sure says so
// by a code of class 4.
func (r refusal) lost() (Verdict, string) {
	words, found := lexicon.UnknownHost.Find(r.text)
	if !found && r.stage != stageRecipient {
		words, found = lexicon.Unroutable.Find(r.text)
	}
	switch {
	case !found:
		return "", ""
	case r.aboutSender():
		return Ours, words
	case r.transient() || strings.Contains(r.text, "not found, try again"):
		return Temporary, words
	}
	return NoMailDomain, words
}

func (r refusal) later() (Verdict, string) {
	if words, found := lexicon.TryLater.Find(r.text); found && !goneCodes[r.status] {
		return Temporary, words
	}
	return "", ""
}

// unknown weighs the words "user unknown" and their like. Filters use them as
// well, so they count only with a code that agrees, as the answer to RCPT, or
// from a server that names the recipient; never once the data was judged.
func (r refusal) unknown() (Verdict, string) {
	words, found := lexicon.UnknownUser.Find(r.text)
	if !found {
		return r.bare()
	}
	switch {
	case r.transient():
		return Temporary, words
	case goneCodes[r.status] && r.status != "5.2.1", r.stage == stageRecipient:
		return Gone, words
	case r.stage == stageData || r.stage == stageSender:
		return Ambiguous, words + ", but not in answer to the recipient's address"
	case r.addressed && !contradicts(r.status):
		return Gone, words
	}
	return Ambiguous, words + ", but no code and no answer to the recipient's address confirms it"
}

// contradicts says that a code speaks of the system, the network, the mail or a
// policy and not of the address.
func contradicts(status string) bool {
	return len(status) > 2 && strings.IndexByte("34567", status[2]) >= 0
}

// filtered finds the recipient's own choice.
func (r refusal) filtered() (Verdict, string) {
	if words, found := lexicon.Filtered.Find(r.text); found {
		return Ambiguous, words
	}
	return "", ""
}

// bare weighs a refusal of the recipient without a reason.
func (r refusal) bare() (Verdict, string) {
	words, found := lexicon.BareRefusal.Find(r.text)
	if !found || r.stage != stageRecipient || r.transient() {
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
