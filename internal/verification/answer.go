package verification

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/ascii"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/mailaddr"
	"supplierwatch/internal/mailauth"
	"supplierwatch/internal/mailparse"
	"supplierwatch/internal/mailparse/bank"
	"supplierwatch/internal/model"
)

// Receiving is what is known about a received answer besides its text.
type Receiving struct {
	Ours       func(address string) bool   // whether an address belongs to us; nil: none is one
	Proof      mailauth.Proof              // how far our own server vouches for the sender
	Hash       func(account string) string // by our key, so that bank details can be compared and not be read; nil: none are known
	Batch      *factindex.Index            // what mails read together with this one have recorded, not indexed yet; may be nil
	ID         string                      // names the message for good, where it has no Message-ID
	RecordedAt time.Time                   // zero: when it arrived
	Partial    bool                        // only the beginning of a long mail was read
}

// Answer returns the facts of a received mail as an answer to our mail: the outbox row that its token names, or nil if it names
// none. At is when it arrived; the sender's clock is not used.
//
// A mail that names no row is matched by its sender: a person's words are then recorded for the owner, but nothing is confirmed and no contact
// is marked as left, since senders can be forged. An objection counts if our own server proves the sender.
func Answer(m mailparse.Message, row *model.Mail, r *model.Registry, facts *factindex.Index, at time.Time, o Receiving) []model.Fact {
	a := answer{message: m, received: o, registry: r, at: at, failed: o.Proof == mailauth.Failed}
	if a.fromUs() {
		return nil
	}
	a.facts = facts
	if row == nil {
		return a.bySender()
	}
	if row.Text != "" { // it is not kept for ever
		a.sent = row.Subject + "\n" + row.Text
	}
	var found []model.Fact
	for _, q := range questions(row, r, facts) {
		found = append(found, a.to(q, row)...)
	}
	return found
}

// answer is a received mail while it is interpreted.
type answer struct {
	message  mailparse.Message
	received Receiving
	registry *model.Registry
	at       time.Time
	facts    *factindex.Index
	sent     string // what our mail said, which they may quote
	failed   bool   // our server found that the sender is forged
}

// fromUs reports whether an answer is a colleague's words, which are not theirs. A bounce is nobody's: most come from our own server, which
// could not hand on what theirs refused.
func (a answer) fromUs() bool {
	switch a.message.Kind {
	case mailparse.KindBounce, mailparse.KindDelay:
		return false
	}
	return a.received.Ours != nil && a.message.From != "" && a.received.Ours(a.message.From)
}

// question is what our mail asked about one contact.
type question struct {
	model.SubjectRef
	supplier  *model.Supplier // nil: not in the registry any more
	address   string          // to which it went
	phone     string          // that it named
	mailboxes []string        // our mailboxes that it named
	mail      string          // the outbox row
	bank      bankCheck       // what the answer holds of bank details
}

// questions returns what a row asked, as it was noted then: the registry may say something else by now.
func questions(row *model.Mail, r *model.Registry, facts *factindex.Index) []question {
	var found []question
	for _, about := range row.About {
		q := question{SubjectRef: about, supplier: r.Supplier(about.Supplier), address: row.To.Address, mail: row.ID}
		for _, f := range facts.Kind(about.Supplier, about.Subject, model.FactAsked) {
			if asked := f.Asked(); asked.Mail == row.ID {
				q.address, q.phone, q.mailboxes = asked.Address, asked.Phone, asked.Mailboxes
			}
		}
		found = append(found, q)
	}
	return found
}

// to returns the facts about one contact that was asked.
func (a answer) to(q question, row *model.Mail) []model.Fact {
	kind := a.kind(q)
	if row.Kind != model.MailVerification && (kind == model.FactConfirmed || kind == model.FactChanged) {
		kind = model.FactReplied // it answers no question
	}
	if kind == "" {
		return nil
	}
	check := a.bank(q)
	kind, separate := check.withBankDetails(kind)
	q.bank = check
	found := []model.Fact{a.fact(kind, q)}
	if kind == model.FactConfirmed {
		found = append(found, a.mailboxNotices(q)...)
	}
	if separate {
		f := a.fact(model.FactChanged, q)
		f.ID = a.factID(q.Supplier, q.Subject.String(), "bank details")
		found = append(found, f)
	}
	return append(found, a.firstBankDetails(q)...)
}

// kind returns what an answer that carries our token is.
func (a answer) kind(q question) model.FactKind {
	switch a.message.Kind {
	case mailparse.KindReply:
		return a.reply(q)
	case mailparse.KindAutoReply:
		return a.autoReply(q)
	case mailparse.KindBounce:
		return model.FactBounced
	case mailparse.KindDelay:
		return model.FactDelayed
	case mailparse.KindComplaint:
		if a.message.Objects() {
			return model.FactObjected
		}
	case mailparse.KindOther, mailparse.KindConfirmation:
		return model.FactReplied
	}
	return "" // a receipt: a server took it, or a screen showed it; or a server's report of authentication
}

// reply returns what a person's answer is, without regard to its bank details. What may be forged, or was not read whole, confirms nothing.
func (a answer) reply(q question) model.FactKind {
	verdict := cmp.Or(a.message.Aside, a.message.Verdict)
	switch {
	case verdict == mailparse.Objected && !a.failed:
		return model.FactObjected
	case verdict == mailparse.Changed:
		return model.FactChanged
	case verdict == mailparse.Left && a.isCredible(q):
		return model.FactLeft
	case verdict == mailparse.Confirmed && !a.fromSupplier(q):
		return model.FactChanged // answered from elsewhere
	case verdict == mailparse.Confirmed && !a.failed && !a.received.Partial:
		return model.FactConfirmed
	}
	return model.FactReplied
}

// autoReply returns what an answer by a program is. That somebody has left counts only from the supplier: a mail that was passed on may
// have reached anybody.
func (a answer) autoReply(q question) model.FactKind {
	switch {
	case a.message.Verdict == mailparse.Left && a.isCredible(q):
		return model.FactLeft
	case a.message.Verdict == mailparse.Left:
		return model.FactReplied
	case a.message.Verdict == mailparse.Ticket:
		return model.FactTicket
	}
	return model.FactAway
}

// isCredible reports whether an answer may report that somebody has left: it comes from the supplier, and nothing says that it is forged.
func (a answer) isCredible(q question) bool {
	asked := mailaddr.DomainOf(q.address)
	return !a.failed && (a.fromSupplier(q) || mailaddr.SameOrganization(mailaddr.DomainOf(a.message.From), asked) && !mailaddr.FreeMail(asked))
}

// fromSupplier reports whether an answer comes from the domain that was asked; where that is a service at which anybody can have an address, from
// the address itself.
func (a answer) fromSupplier(q question) bool {
	domain := mailaddr.DomainOf(q.address)
	return mailaddr.DomainOf(a.message.From) == domain && (!mailaddr.FreeMail(domain) || fold(a.message.From) == fold(q.address))
}

// aboutAnother reports whether a bounce is about another recipient than we wrote to: one of those that a list or an alias leads to.
func (a answer) aboutAnother(q question) bool {
	failed, _, _ := strings.Cut(fold(a.message.Recipient), "@")
	asked, _, _ := strings.Cut(fold(q.address), "@")
	return failed != "" && failed != asked && !strings.Contains(fold(a.message.Text), fold(q.address))
}

// bySender returns the facts about the contacts that have the sender's address.
func (a answer) bySender() []model.Fact {
	if a.message.Kind != mailparse.KindReply || a.message.From == "" || a.failed {
		return nil // what is forged would only hide what is known of them
	}
	kind := model.FactReplied
	if a.message.Verdict == mailparse.Objected && a.received.Proof == mailauth.Proven {
		kind = model.FactObjected
	}
	var found []model.Fact
	for _, q := range a.contacts() {
		q.bank = a.bank(q)
		found = append(append(found, a.fact(a.unsolicitedKind(kind, q), q)), a.firstBankDetails(q)...)
	}
	return found
}

// fact writes down one answer about one contact. It is named after the message, so that reading it again makes no second one.
func (a answer) fact(kind model.FactKind, q question) model.Fact {
	return a.content(kind, q).Fact(a.base(kind, q))
}

// base returns a fact about one contact without what the answer says.
func (a answer) base(kind model.FactKind, q question) model.Fact {
	f := model.Fact{
		ID: a.factID(q.Supplier, q.Subject.String()), Supplier: q.Supplier, Subject: q.Subject, Kind: kind,
		ObservedAt: a.at, RecordedAt: a.received.RecordedAt, Actor: a.message.From, Source: "imap", Evidence: a.evidence(),
	}
	if f.RecordedAt.IsZero() {
		f.RecordedAt = a.at
	}
	if f.Actor == "" {
		f.Actor = model.ActorWatchdog
	}
	return f
}

// content returns what a fact of a kind records of the answer.
func (a answer) content(kind model.FactKind, q question) model.ContactAnswer {
	x := model.ContactAnswer{
		Address: q.address, Proof: a.proof(q), Mail: q.mail, MessageID: a.message.MessageID,
		Subject: excerpt(bank.Masked(a.message.Subject), 200), Reply: excerpt(bank.Masked(a.message.Reply), replyLimit),
	}
	switch kind {
	case model.FactConfirmed:
		x.How, x.Details.Phone = model.HowReply, q.phone
	case model.FactChanged:
		x.Details.Email, x.Details.Phone = a.newAddress(q), a.newPhone(q)
		x.Flags, x.Accounts = a.changeFlags(q), q.bank.unknown
	case model.FactReplied, model.FactObjected:
		x.Flags, x.Program = a.flags(q), a.message.Program
	case model.FactAway:
		x.Until, x.StandIn = a.message.Until, joinStandIns(a.message.StandIn)
	case model.FactLeft:
		x.StandIn, x.Flags = joinStandIns(distinct(slices.Concat(a.message.StandIn, a.message.Addresses))), a.flags(q)
	case model.FactBounced, model.FactDelayed:
		x.Verdict, x.Status, x.Code, x.Reply = string(a.verdict(q)), a.message.Status, a.message.Code, ""
	}
	return x
}

// verdict returns what a report says of the address that was written to.
func (a answer) verdict(q question) mailparse.Verdict {
	if a.aboutAnother(q) {
		return mailparse.Ambiguous
	}
	return a.message.Verdict
}

// proof returns how far the sender of an answer is known. A token that our server contradicts proves nothing, except in the report of a server:
// those come from anywhere.
func (a answer) proof(q question) model.SenderProof {
	report := a.message.Kind == mailparse.KindBounce || a.message.Kind == mailparse.KindDelay
	switch {
	case a.failed && !report:
		return model.ProofFailed
	case q.mail != "":
		return model.ProofToken
	case a.received.Proof == mailauth.Proven:
		return model.ProofSender
	}
	return model.ProofNotStamped
}

// distinct returns the names without what was named before.
func distinct(names []string) []string {
	var found []string
	for _, name := range names {
		if !slices.ContainsFunc(found, func(known string) bool { return fold(known) == fold(name) }) {
			found = append(found, name)
		}
	}
	return found
}

// maxStandIns is how many who answer in place of somebody are kept: a mail can name hundreds.
const maxStandIns = 6

func joinStandIns(who []string) string { return strings.Join(who[:min(len(who), maxStandIns)], ", ") }

// newAddress returns the address that a change announces: one that was named, else the one that it came from.
func (a answer) newAddress(q question) string {
	for _, address := range a.message.Addresses {
		if fold(address) != fold(q.address) && (a.received.Ours == nil || !a.received.Ours(address)) {
			return address
		}
	}
	if !a.fromSupplier(q) {
		return a.message.From
	}
	return ""
}

// newPhone returns the first number that was named and is not the one that we have.
func (a answer) newPhone(q question) string {
	for _, phone := range a.message.Phones {
		if ascii.Digits(phone) != ascii.Digits(q.phone) {
			return phone
		}
	}
	return ""
}

// mailboxNotices returns the facts that a supplier knows our mailboxes: somebody there has read and answered the mail that named them.
func (a answer) mailboxNotices(q question) []model.Fact {
	var found []model.Fact
	for _, id := range q.mailboxes {
		about := question{SubjectRef: model.SubjectRef{Supplier: q.Supplier, Subject: model.SubjectSupplier}, supplier: q.supplier, mail: q.mail}
		f := a.base(model.FactTold, about)
		f.ID = a.factID(q.Supplier, "told", id)
		found = append(found, a.content(model.FactTold, about).MailboxTold(f, id))
	}
	return found
}
