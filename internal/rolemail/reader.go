package rolemail

import (
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/mailaddr"
	"supplierwatch/internal/mailauth"
	"supplierwatch/internal/mailparse"
	"supplierwatch/internal/mailparse/bank"
	"supplierwatch/internal/model"
)

// Reader reads mail to our role mailboxes by one registry. It may be used by several goroutines.
type Reader struct {
	registry *model.Registry
	pending  map[string][]pendingConfirmation // by mailbox
	domains  map[string][]*model.Supplier     // by registrable domain of their contacts
	contacts map[string][]contact             // by address, folded
	mailbox  map[string]*model.Mailbox        // by address, folded: mail between our own mailboxes is ignored
	phrases  []*phrase                        // of all patterns: whoever uses one of them confirms something
}

// contact is one contact of one supplier.
type contact struct {
	supplier *model.Supplier
	contact  *model.Contact
}

// New prepares to read by a registry.
func New(r *model.Registry) *Reader {
	x := &Reader{
		registry: r, pending: map[string][]pendingConfirmation{}, domains: map[string][]*model.Supplier{}, contacts: map[string][]contact{},
		mailbox: map[string]*model.Mailbox{},
	}
	for _, m := range r.Mailboxes {
		x.mailbox[strings.ToLower(m.Address)] = m
	}
	all := phrases{}
	for _, s := range r.Suppliers {
		x.addContacts(s)
		x.addPending(s, all)
	}
	return x
}

func (x *Reader) addContacts(s *model.Supplier) {
	for _, c := range s.Contacts {
		if c.Email == "" {
			continue
		}
		address := strings.ToLower(c.Address())
		x.contacts[address] = append(x.contacts[address], contact{s, c})
		domain := mailaddr.Organization(c.Domain)
		if domain != "" && !mailaddr.FreeMail(c.Domain) && !slices.Contains(x.domains[domain], s) {
			x.domains[domain] = append(x.domains[domain], s)
		}
	}
}

func (x *Reader) addPending(s *model.Supplier, all phrases) {
	add := func(subject model.Subject, c *model.Confirmation) {
		if c == nil || c.ByUs || c.Mailbox == nil {
			return
		}
		a := newPending(s, subject, c, all)
		x.pending[c.Mailbox.ID] = append(x.pending[c.Mailbox.ID], a)
		x.phrases = append(x.phrases, a.subjects...)
	}
	for _, w := range s.OrderWindows {
		add(model.KindOrderWindow.Subject(w.ID), w.Confirmation)
	}
	for _, d := range s.Deliveries {
		add(model.KindDelivery.Subject(d.ID), d.Confirmation)
	}
}

// Mail is a message as it lies in a role mailbox.
type Mail struct {
	mailparse.Message
	Mailbox *model.Mailbox
	Arrived time.Time      // when the server took it in; its sender's clock is not used
	Proof   mailauth.Proof // how far our own server vouches for its sender
	Token   bool           // it answers our mail to its sender with a valid token
	ID      string         // names the message for good: facts are named after it, so that reading it again makes none
}

// authenticated reports whether it is known who sent a mail.
func (m Mail) authenticated() bool { return m.Token || m.Proof == mailauth.Proven }

// proof returns for a fact how far the sender of a mail is known.
func (m Mail) proof() model.SenderProof {
	switch {
	case m.Token:
		return model.ProofToken
	case m.Proof == mailauth.Proven:
		return model.ProofSender
	}
	return model.ProofNotStamped
}

// Known returns what was recorded so far of a subject; *factindex.Index does.
type Known interface {
	Kind(supplier string, subject model.Subject, kinds ...model.FactKind) []model.Fact
}

// Facts returns the facts of a mail. What is known keeps it from repeating them: that an address is in use is recorded once a day, an unknown
// sender once a month. A mail of which our own server found that somebody else sent it has none.
func (x *Reader) Facts(m Mail, known Known) []model.Fact {
	if m.Proof == mailauth.Failed || x.mailbox[strings.ToLower(m.From)] != nil || !isWritten(m.Message) {
		return nil
	}
	m.Message = truncated(m.Message)
	text, senders := newTexts(m.Message), x.suppliersOf(m.From)
	found, confirms := x.confirmations(m, text, senders, known)
	found = append(found, x.senders(m, senders, known)...)
	if confirms || len(senders) > 0 {
		return found
	}
	return append(found, x.unknownSuppliers(m, text, known)...)
}

// Wants reports by the header of a message to a mailbox whether its text and attachments may matter: its sender belongs to a supplier or to
// a pattern, or its subject confirms something. Of any other message the header shows all that Facts needs.
func (x *Reader) Wants(m mailparse.Message, box *model.Mailbox) bool {
	t := newTexts(truncated(m))
	if len(x.contacts[t.sender]) > 0 || len(x.domains[domainOf(t.sender)]) > 0 {
		return true
	}
	return x.confirms(t) || slices.ContainsFunc(x.pending[box.ID], func(a pendingConfirmation) bool { return a.from != "" && matchesGlob(a.from, t.sender) })
}

// isWritten reports whether a mail was written to us for its own sake: neither a bounce nor a receipt, nor somebody's absence, whose subject
// quotes ours.
func isWritten(m mailparse.Message) bool {
	switch m.Kind {
	case mailparse.KindReply, mailparse.KindConfirmation, mailparse.KindOther:
		return true
	case mailparse.KindAutoReply:
		return m.Verdict == mailparse.Ticket || slices.ContainsFunc(m.Attachments, isOrderResponse)
	}
	return false
}

// fact begins a fact about a mail. What distinguishes facts of one mail is appended to its name.
func (m Mail) fact(kind model.FactKind, supplier string, subject model.Subject) model.Fact {
	described := model.MailboxMail{
		Mailbox: m.Mailbox.ID, Address: m.From, Subject: cut(bank.Masked(m.Subject), shown), MessageID: m.MessageID, Proof: m.proof(),
	}
	return described.Fact(model.Fact{
		ID:       strings.Join([]string{string(kind), supplier, subject.String(), m.ID}, "-"),
		Supplier: supplier, Subject: subject, Kind: kind, ObservedAt: m.Arrived, RecordedAt: m.Arrived,
		Actor: model.ActorWatchdog, Source: "imap", Evidence: evidence(m.Message),
	})
}

// shown is how many characters of a subject are kept.
const shown = 200

func evidence(m mailparse.Message) string {
	return "mail from " + m.From + ": " + cut(bank.Masked(m.Subject), shown)
}

func cut(s string, most int) string {
	runes := []rune(s)
	if len(runes) <= most {
		return s
	}
	return string(runes[:most-1]) + "…"
}

// domainOf returns the domain of the organization of an address.
func domainOf(address string) string { return mailaddr.Organization(mailaddr.DomainOf(address)) }
