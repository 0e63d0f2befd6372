package verification

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/mailaddr"
	"supplierwatch/internal/mailauth"
	"supplierwatch/internal/mailparse"
	"supplierwatch/internal/mailparse/bank"
	"supplierwatch/internal/model"
)

// Receiving says what an answer is read with.
type Receiving struct {
	Ours       func(address string) bool   // whether an address is one of ours; nil: none is
	Proof      mailauth.Proof              // how far our own server vouches for the sender
	Hash       func(account string) string // by a key of ours, so that bank details can be compared and not be read; nil: none are known
	Batch      *model.Facts                // what mails read together with this one have told, not indexed yet; may be nil
	ID         string                      // names the message for good, where it has no Message-ID
	RecordedAt time.Time                   // zero: when it arrived
	Partial    bool                        // only the beginning of a long mail was read
}

// Answer gives the facts that a received mail is, as an answer to a mail of ours: the outbox row that its token names, or nil if it names
// none. At is when it arrived; the sender's clock is not believed.
//
// A mail that names no row is matched by its sender: a person's words are then noted for the owner, but nothing is confirmed and nobody is
// given up for it, since senders can be forged. An objection is heeded if our own server proves the sender.
func Answer(m mailparse.Message, row *model.Mail, r *model.Registry, facts *model.Facts, at time.Time, o Receiving) []model.Fact {
	a := answer{Message: m, Receiving: o, registry: r, at: at, failed: o.Proof == mailauth.Failed}
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
	var found []model.Fact
	for _, q := range questions(row, r, facts) {
		found = append(found, a.to(q, row)...)
	}
	return found
}

// answer is a received mail while it is understood.
type answer struct {
	mailparse.Message
	Receiving
	registry *model.Registry
	at       time.Time
	facts    *model.Facts
	sent     string // what our mail said, which they may quote
	failed   bool   // our server found that the sender is forged
}

// ours reports whether an answer is a colleague's words, which are not theirs. A bounce is nobody's: most come from a server of ours, which
// could not hand on what theirs refused.
func (a answer) ours() bool {
	switch a.Kind {
	case mailparse.KindBounce, mailparse.KindDelay:
		return false
	}
	return a.Ours != nil && a.From != "" && a.Ours(a.From)
}

// question is what a mail of ours asked about one contact.
type question struct {
	model.SubjectRef
	supplier  *model.Supplier // nil: not in the registry any more
	address   string          // to which it went
	phone     string          // that it named
	mailboxes []string        // of ours that it named
	mail      string          // the outbox row
	bank      bankCheck       // what the answer holds of bank details
}

// questions gives what a row asked, as it was noted then: the registry may say something else by now.
func questions(row *model.Mail, r *model.Registry, facts *model.Facts) []question {
	var found []question
	for _, about := range row.About {
		q := question{SubjectRef: about, supplier: r.Supplier(about.Supplier), address: row.To.Address, mail: row.ID}
		for _, f := range facts.Kind(about.Supplier, about.Subject, model.FactAsked) {
			if f.Data[model.DataMail] == row.ID {
				q.address, q.phone, q.mailboxes = f.Data[model.DataAddress], f.Data[model.DataPhone], strings.Fields(f.Data[model.DataMailboxes])
			}
		}
		found = append(found, q)
	}
	return found
}

// to gives the facts about one contact that was asked.
func (a answer) to(q question, row *model.Mail) []model.Fact {
	kind := a.kind(q)
	if row.Kind != model.MailVerification && (kind == model.FactConfirmed || kind == model.FactChanged) {
		kind = model.FactReplied // it answers no question
	}
	if kind == "" {
		return nil
	}
	check := a.bank(q)
	kind, apart := check.weigh(kind)
	q.bank = check
	found := []model.Fact{a.fact(kind, q)}
	if kind == model.FactConfirmed {
		found = append(found, a.told(q)...)
	}
	if apart {
		f := a.fact(model.FactChanged, q)
		f.ID = a.named(q.Supplier, q.Subject, "bank details")
		found = append(found, f)
	}
	return append(found, a.learned(q)...)
}

// kind says what an answer that carries our token is.
func (a answer) kind(q question) model.FactKind {
	switch a.Kind {
	case mailparse.KindReply:
		return a.reply(q)
	case mailparse.KindAutoReply:
		return a.autoReply(q)
	case mailparse.KindBounce:
		return model.FactBounced
	case mailparse.KindDelay:
		return model.FactDelayed
	case mailparse.KindComplaint:
		if a.Objects() {
			return model.FactObjected
		}
	case mailparse.KindOther, mailparse.KindConfirmation:
		return model.FactReplied
	}
	return "" // a receipt: a server took it, or a screen showed it; or a server's report of authentication
}

// reply says what a person's answer is, its bank details left aside. What may be forged, or was not read whole, confirms nothing.
func (a answer) reply(q question) model.FactKind {
	verdict := cmp.Or(a.Aside, a.Verdict)
	switch {
	case verdict == mailparse.Objected && !a.failed:
		return model.FactObjected
	case verdict == mailparse.Changed:
		return model.FactChanged
	case verdict == mailparse.Left && a.believed(q):
		return model.FactLeft
	case verdict == mailparse.Confirmed && !a.theirs(q):
		return model.FactChanged // answered from elsewhere
	case verdict == mailparse.Confirmed && !a.failed && !a.Partial:
		return model.FactConfirmed
	}
	return model.FactReplied
}

// autoReply says what an answer by a program is. That somebody has left is believed of the contact's own one: a mail that was passed on may
// have reached anybody's.
func (a answer) autoReply(q question) model.FactKind {
	switch {
	case a.Verdict == mailparse.Left && a.believed(q):
		return model.FactLeft
	case a.Verdict == mailparse.Left:
		return model.FactReplied
	case a.Verdict == mailparse.Ticket:
		return model.FactTicket
	}
	return model.FactAway
}

// believed reports whether an answer may give somebody up: it comes from the supplier, and nothing says that it is forged.
func (a answer) believed(q question) bool {
	asked := model.DomainOf(q.address)
	return !a.failed && (a.theirs(q) || mailaddr.SameOrganization(model.DomainOf(a.From), asked) && !model.FreeMail(asked))
}

// theirs reports whether an answer comes from the domain that was asked; where that is a service at which anybody can have an address, from
// the address itself.
func (a answer) theirs(q question) bool {
	domain := model.DomainOf(q.address)
	return model.DomainOf(a.From) == domain && (!model.FreeMail(domain) || fold(a.From) == fold(q.address))
}

// aboutAnother reports whether a bounce is about another recipient than we wrote to: one of those that a list or an alias leads to.
func (a answer) aboutAnother(q question) bool {
	failed, _, _ := strings.Cut(fold(a.Recipient), "@")
	asked, _, _ := strings.Cut(fold(q.address), "@")
	return failed != "" && failed != asked && !strings.Contains(fold(a.Text), fold(q.address))
}

// bySender gives the facts about the contacts that have the sender's address.
func (a answer) bySender() []model.Fact {
	if a.Kind != mailparse.KindReply || a.From == "" || a.failed {
		return nil // what is forged would only hide what is known of them
	}
	kind := model.FactReplied
	if a.Verdict == mailparse.Objected && a.Proof == mailauth.Proven {
		kind = model.FactObjected
	}
	var found []model.Fact
	for _, q := range a.contacts() {
		q.bank = a.bank(q)
		found = append(append(found, a.fact(a.unasked(kind, q), q)), a.learned(q)...)
	}
	return found
}

// fact writes down one answer about one contact. It is named after the message, so that reading it again makes no second one.
func (a answer) fact(kind model.FactKind, q question) model.Fact {
	f := model.Fact{
		ID: a.named(q.Supplier, q.Subject), Supplier: q.Supplier, Subject: q.Subject, Kind: kind,
		ObservedAt: a.at, RecordedAt: a.RecordedAt, Actor: a.From, Source: "imap", Evidence: a.evidence(),
		Data: map[string]string{model.DataAddress: q.address},
	}
	if f.RecordedAt.IsZero() {
		f.RecordedAt = a.at
	}
	if f.Actor == "" {
		f.Actor = model.ActorWatchdog
	}
	for key, value := range a.data(kind, q) {
		if value != "" {
			f.Data[key] = value
		}
	}
	return f
}

// data gives what a fact of a kind tells; empty values are left out.
func (a answer) data(kind model.FactKind, q question) map[string]string {
	data := map[string]string{
		model.DataProof: string(a.proof(q)), model.DataMail: q.mail, model.DataMessageID: a.MessageID,
		model.DataSubject: excerpt(bank.Masked(a.Subject), 200), model.DataReply: excerpt(bank.Masked(a.Reply), replyLimit),
	}
	switch kind {
	case model.FactConfirmed:
		data[model.DataHow], data[model.DataPhone] = string(model.HowReply), q.phone
	case model.FactChanged:
		data[model.DataEmail], data[model.DataPhone] = a.newAddress(q), a.newPhone(q)
		data[model.DataFlags], data[model.DataAccounts] = strings.Join(a.changeFlags(q), " "), strings.Join(q.bank.unknown, " ")
	case model.FactReplied, model.FactObjected:
		data[model.DataFlags] = strings.Join(a.flags(q), " ")
		if a.Program {
			data[model.DataProgram] = "yes"
		}
	case model.FactAway:
		data[model.DataUntil], data[model.DataStandIn] = a.Until, instead(a.StandIn)
	case model.FactLeft:
		data[model.DataStandIn], data[model.DataFlags] = instead(once(slices.Concat(a.StandIn, a.Addresses))), strings.Join(a.flags(q), " ")
	case model.FactBounced, model.FactDelayed:
		data[model.DataVerdict], data[model.DataStatus], data[model.DataCode] = string(a.Verdict), a.Status, a.Code
		if a.aboutAnother(q) {
			data[model.DataVerdict] = string(mailparse.Ambiguous)
		}
		delete(data, model.DataReply)
	}
	return data
}

// proof returns how far the sender of an answer is known. A token that our server contradicts proves nothing, except in the report of a server:
// those come from anywhere.
func (a answer) proof(q question) model.SenderProof {
	report := a.Kind == mailparse.KindBounce || a.Kind == mailparse.KindDelay
	switch {
	case a.failed && !report:
		return model.ProofFailed
	case q.mail != "":
		return model.ProofToken
	case a.Proof == mailauth.Proven:
		return model.ProofSender
	}
	return model.ProofNotStamped
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
func (a answer) told(q question) []model.Fact {
	var found []model.Fact
	for _, id := range q.mailboxes {
		f := a.fact(model.FactTold, question{SubjectRef: model.SubjectRef{Supplier: q.Supplier, Subject: "supplier"}, supplier: q.supplier, mail: q.mail})
		f.ID = a.named(q.Supplier, "told", id)
		delete(f.Data, model.DataAddress)
		delete(f.Data, model.DataReply)
		f.Data[model.DataMailbox] = id
		found = append(found, f)
	}
	return found
}
