package rolemail

import (
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/model"
)

const (
	// seenEvery is how often an address in use is worth a fact.
	seenEvery = 24 * time.Hour
	// strangerEvery is how often an unknown sender is worth one.
	strangerEvery = 30 * 24 * time.Hour
)

// senders returns facts about the suppliers from which a mail came: that somebody writes from a contact's address, if it is known that they did, or that
// their domain writes by another address.
func (x *Reader) senders(m Mail, suppliers []*model.Supplier, known Known) []model.Fact {
	var found []model.Fact
	contacts := x.contacts[strings.ToLower(m.From)]
	for _, c := range contacts {
		subject := model.KindContact.Subject(c.contact.ID)
		if m.authenticated() && !recentlyRecorded(known.Kind(c.supplier.ID, subject, model.FactSeen), m, seenEvery) {
			found = append(found, m.fact(model.FactSeen, c.supplier.ID, subject))
		}
	}
	if len(contacts) > 0 {
		return found
	}
	for _, s := range suppliers {
		if !recentlyRecorded(known.Kind(s.ID, model.SubjectSupplier, model.FactSenderUnknown), m, strangerEvery) {
			found = append(found, m.fact(model.FactSenderUnknown, s.ID, model.SubjectSupplier))
		}
	}
	return found
}

// unknownSuppliers returns the fact that a domain confirms orders to us and is in no entry.
func (x *Reader) unknownSuppliers(m Mail, t texts, known Known) []model.Fact {
	if m.Mailbox.Purpose != model.PurposeOrderConfirmation || !slices.ContainsFunc(m.Attachments, isOrderResponse) && !x.confirms(t) {
		return nil
	}
	domain := domainOf(m.From)
	if domain == "" {
		return nil
	}
	subject := model.KindMailbox.Subject(m.Mailbox.ID)
	if recentlyRecorded(known.Kind("", subject, model.FactSupplierUnknown), m, strangerEvery) {
		return nil
	}
	return []model.Fact{m.fact(model.FactSupplierUnknown, "", subject).FromDomain(domain)}
}

// confirms reports whether a subject says, in anybody's words, that it confirms something.
func (x *Reader) confirms(t texts) bool {
	return anyIn(x.phrases, t.subject) || slices.ContainsFunc(confirmationPhrases, t.subject.has)
}

// confirmationPhrases are the words by which orders are confirmed, folded, without a pattern.
var confirmationPhrases = []string{
	"order confirmation", "order acknowledgement", "order acknowledgment", "confirmation of order", "purchase order confirmation",
	"auftragsbestatigung", "bestellbestatigung", "confirmation de commande", "accuse de reception de commande", "conferma d'ordine",
	"conferma ordine", "confirmacion de pedido", "orderbevestiging", "opdrachtbevestiging",
}

// recentlyRecorded reports whether the same sender was recorded within a time before the mail.
func recentlyRecorded(told []model.Fact, m Mail, every time.Duration) bool {
	return slices.ContainsFunc(told, func(f model.Fact) bool {
		gap := m.Arrived.Sub(f.ObservedAt)
		return strings.EqualFold(f.Address(), m.From) && gap.Abs() < every
	})
}
