package verify

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/message"
	"supplierwatch/internal/watch"
)

// Receiving says what an answer is read with.
type Receiving struct {
	Ours       func(address string) bool   // whether an address is one of ours; nil: none is
	Proof      message.Proof               // how far our own server vouches for the sender
	Hash       func(account string) string // by a key of ours, so that bank details can be compared and not be read; nil: none are known
	Batch      *watch.Facts                // what mails read together with this one have told, not indexed yet; may be nil
	ID         string                      // names the message for good, where it has no Message-ID
	RecordedAt time.Time                   // zero: when it arrived
	Partial    bool                        // only the beginning of a long mail was read
}

// Answer gives the facts that a received mail is, as an answer to a mail of ours: the outbox row that its token names, or nil if it names
// none. At is when it arrived; the sender's clock is not believed.
//
// A mail that names no row is matched by its sender: a person's words are then noted for the owner, but nothing is confirmed and nobody is
// given up for it, since senders can be forged. An objection is heeded if our own server proves the sender.
func Answer(m message.Message, row *watch.Mail, r *watch.Registry, facts *watch.Facts, at time.Time, o Receiving) []watch.Fact {
	a := answer{Message: m, Receiving: o, registry: r, at: at, failed: o.Proof == message.ProofFailed}
	if a.ours() {
		return nil
	}
	a.facts = facts
	if row == nil {
		return a.bySender()
	}
	if row.Text != "" { // it is not kept for ever
		a.sent = row.Subject + "\n" + row.Text
	}
	var found []watch.Fact
	for _, q := range questions(row, r, facts) {
		found = append(found, a.to(q, row)...)
	}
	return found
}

// answer is a received mail while it is understood.
type answer struct {
	message.Message
	Receiving
	registry *watch.Registry
	at       time.Time
	facts    *watch.Facts
	sent     string // what our mail said, which they may quote
	failed   bool   // our server found that the sender is forged
}

// ours reports whether an answer is a colleague's words, which are not theirs. A bounce is nobody's: most come from a server of ours, which
// could not hand on what theirs refused.
func (a answer) ours() bool {
	switch a.Kind {
	case message.KindBounce, message.KindDelay:
		return false
	}
	return a.Ours != nil && a.From != "" && a.Ours(a.From)
}

// question is what a mail of ours asked about one contact.
type question struct {
	watch.Subjected
	supplier  *watch.Supplier // nil: not in the registry any more
	address   string          // to which it went
	phone     string          // that it named
	mailboxes []string        // of ours that it named
	mail      string          // the outbox row
	bank      bank            // what the answer holds of bank details
}

// questions gives what a row asked, as it was noted then: the registry may say something else by now.
func questions(row *watch.Mail, r *watch.Registry, facts *watch.Facts) []question {
	var found []question
	for _, about := range row.About {
		q := question{Subjected: about, supplier: r.Supplier(about.Supplier), address: row.To.Address, mail: row.ID}
		for _, f := range facts.Kind(about.Supplier, about.Subject, watch.FactAsked) {
			if f.Data[watch.DataMail] == row.ID {
				q.address, q.phone, q.mailboxes = f.Data[watch.DataAddress], f.Data[watch.DataPhone], strings.Fields(f.Data[watch.DataMailboxes])
			}
		}
		found = append(found, q)
	}
	return found
}

// to gives the facts about one contact that was asked.
func (a answer) to(q question, row *watch.Mail) []watch.Fact {
	kind := a.kind(q)
	if row.Kind != watch.MailVerification && (kind == watch.FactConfirmed || kind == watch.FactChanged) {
		kind = watch.FactReplied // it answers no question
	}
	if kind == "" {
		return nil
	}
	bank := a.bank(q)
	kind, apart := bank.weigh(kind)
	q.bank = bank
	found := []watch.Fact{a.fact(kind, q)}
	if kind == watch.FactConfirmed {
		found = append(found, a.told(q)...)
	}
	if apart {
		f := a.fact(watch.FactChanged, q)
		f.ID = a.named(q.Supplier, q.Subject, "bank details")
		found = append(found, f)
	}
	return append(found, a.learned(q)...)
}

// kind says what an answer that carries our token is.
func (a answer) kind(q question) watch.FactKind {
	switch a.Kind {
	case message.KindReply:
		return a.reply(q)
	case message.KindAutoReply:
		return a.autoReply(q)
	case message.KindBounce:
		return watch.FactBounced
	case message.KindDelay:
		return watch.FactDelayed
	case message.KindComplaint:
		if a.Objects() {
			return watch.FactObjected
		}
	case message.KindOther, message.KindConfirmation:
		return watch.FactReplied
	}
	return "" // a receipt: a server took it, or a screen showed it; or a server's report of authentication
}

// reply says what a person's answer is, its bank details left aside. What may be forged, or was not read whole, confirms nothing.
func (a answer) reply(q question) watch.FactKind {
	verdict := cmp.Or(a.Aside, a.Verdict)
	switch {
	case verdict == message.Objected && !a.failed:
		return watch.FactObjected
	case verdict == message.Changed:
		return watch.FactChanged
	case verdict == message.Left && a.believed(q):
		return watch.FactLeft
	case verdict == message.Confirmed && !a.theirs(q):
		return watch.FactChanged // answered from elsewhere
	case verdict == message.Confirmed && !a.failed && !a.Partial:
		return watch.FactConfirmed
	}
	return watch.FactReplied
}

// autoReply says what an answer by a program is. That somebody has left is believed of the contact's own one: a mail that was passed on may
// have reached anybody's.
func (a answer) autoReply(q question) watch.FactKind {
	switch {
	case a.Verdict == message.Left && a.believed(q):
		return watch.FactLeft
	case a.Verdict == message.Left:
		return watch.FactReplied
	case a.Verdict == message.Ticket:
		return watch.FactTicket
	}
	return watch.FactAway
}

// believed reports whether an answer may give somebody up: it comes from the supplier, and nothing says that it is forged.
func (a answer) believed(q question) bool {
	asked := watch.DomainOf(q.address)
	return !a.failed && (a.theirs(q) || message.SameOrganization(watch.DomainOf(a.From), asked) && !watch.FreeMail(asked))
}

// theirs reports whether an answer comes from the domain that was asked; where that is a service at which anybody can have an address, from
// the address itself.
func (a answer) theirs(q question) bool {
	domain := watch.DomainOf(q.address)
	return watch.DomainOf(a.From) == domain && (!watch.FreeMail(domain) || fold(a.From) == fold(q.address))
}

// aboutAnother reports whether a bounce is about another recipient than we wrote to: one of those that a list or an alias leads to.
func (a answer) aboutAnother(q question) bool {
	failed, _, _ := strings.Cut(fold(a.Recipient), "@")
	asked, _, _ := strings.Cut(fold(q.address), "@")
	return failed != "" && failed != asked && !strings.Contains(fold(a.Text), fold(q.address))
}

// bySender gives the facts about the contacts that have the sender's address.
func (a answer) bySender() []watch.Fact {
	if a.Kind != message.KindReply || a.From == "" || a.failed {
		return nil // what is forged would only hide what is known of them
	}
	kind := watch.FactReplied
	if a.Verdict == message.Objected && a.Proof == message.ProofProven {
		kind = watch.FactObjected
	}
	var found []watch.Fact
	for _, q := range a.contacts() {
		q.bank = a.bank(q)
		found = append(append(found, a.fact(a.unasked(kind, q), q)), a.learned(q)...)
	}
	return found
}

// fact writes down one answer about one contact. It is named after the message, so that reading it again makes no second one.
func (a answer) fact(kind watch.FactKind, q question) watch.Fact {
	f := watch.Fact{
		ID: a.named(q.Supplier, q.Subject), Supplier: q.Supplier, Subject: q.Subject, Kind: kind,
		ObservedAt: a.at, RecordedAt: a.RecordedAt, Actor: a.From, Source: "imap", Evidence: a.evidence(),
		Data: map[string]string{watch.DataAddress: q.address},
	}
	if f.RecordedAt.IsZero() {
		f.RecordedAt = a.at
	}
	if f.Actor == "" {
		f.Actor = watch.ActorWatchdog
	}
	for key, value := range a.data(kind, q) {
		if value != "" {
			f.Data[key] = value
		}
	}
	return f
}

// data gives what a fact of a kind tells; empty values are left out.
func (a answer) data(kind watch.FactKind, q question) map[string]string {
	data := map[string]string{
		watch.DataProof: string(a.proof(q)), watch.DataMail: q.mail, watch.DataMessageID: a.MessageID,
		watch.DataSubject: excerpt(message.Masked(a.Subject), 200), watch.DataReply: excerpt(message.Masked(a.Reply), replyLimit),
	}
	switch kind {
	case watch.FactConfirmed:
		data[watch.DataHow], data[watch.DataPhone] = string(watch.HowReply), q.phone
	case watch.FactChanged:
		data[watch.DataEmail], data[watch.DataPhone] = a.newAddress(q), a.newPhone(q)
		data[watch.DataFlags], data[watch.DataAccounts] = strings.Join(a.changeFlags(q), " "), strings.Join(q.bank.unknown, " ")
	case watch.FactReplied, watch.FactObjected:
		data[watch.DataFlags] = strings.Join(a.flags(q), " ")
		if a.Program {
			data[watch.DataProgram] = "yes"
		}
	case watch.FactAway:
		data[watch.DataUntil], data[watch.DataStandIn] = a.Until, instead(a.StandIn)
	case watch.FactLeft:
		data[watch.DataStandIn], data[watch.DataFlags] = instead(once(slices.Concat(a.StandIn, a.Addresses))), strings.Join(a.flags(q), " ")
	case watch.FactBounced, watch.FactDelayed:
		data[watch.DataVerdict], data[watch.DataStatus], data[watch.DataCode] = string(a.Verdict), a.Status, a.Code
		if a.aboutAnother(q) {
			data[watch.DataVerdict] = string(message.Ambiguous)
		}
		delete(data, watch.DataReply)
	}
	return data
}

// proof returns how far the sender of an answer is known. A token that our server contradicts proves nothing, except in the report of a server:
// those come from anywhere.
func (a answer) proof(q question) watch.SenderProof {
	report := a.Kind == message.KindBounce || a.Kind == message.KindDelay
	switch {
	case a.failed && !report:
		return watch.ProofFailed
	case q.mail != "":
		return watch.ProofToken
	case a.Proof == message.ProofProven:
		return watch.ProofSender
	}
	return watch.ProofNotStamped
}

// once leaves out what was named before.
func once(names []string) []string {
	var found []string
	for _, name := range names {
		if !slices.ContainsFunc(found, func(known string) bool { return fold(known) == fold(name) }) {
			found = append(found, name)
		}
	}
	return found
}

// mostInstead is how many who answer in place of somebody are kept: a mail can name hundreds.
const mostInstead = 6

func instead(who []string) string { return strings.Join(who[:min(len(who), mostInstead)], ", ") }

// newAddress gives the address that a change tells of: one that was named, else the one that it came from.
func (a answer) newAddress(q question) string {
	for _, address := range a.Addresses {
		if fold(address) != fold(q.address) && (a.Ours == nil || !a.Ours(address)) {
			return address
		}
	}
	if !a.theirs(q) {
		return a.From
	}
	return ""
}

// newPhone gives the first number that was named and is not the one that we have.
func (a answer) newPhone(q question) string {
	for _, phone := range a.Phones {
		if digits(phone) != digits(q.phone) {
			return phone
		}
	}
	return ""
}

func digits(phone string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, phone)
}

// told gives the facts that a supplier knows our mailboxes: somebody there has read and answered the mail that named them.
func (a answer) told(q question) []watch.Fact {
	var found []watch.Fact
	for _, id := range q.mailboxes {
		f := a.fact(watch.FactTold, question{Subjected: watch.Subjected{Supplier: q.Supplier, Subject: "supplier"}, supplier: q.supplier, mail: q.mail})
		f.ID = a.named(q.Supplier, "told", id)
		delete(f.Data, watch.DataAddress)
		delete(f.Data, watch.DataReply)
		f.Data[watch.DataMailbox] = id
		found = append(found, f)
	}
	return found
}
