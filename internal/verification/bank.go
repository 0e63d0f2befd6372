package verification

import (
	"slices"
	"time"

	"supplierwatch/internal/factindex"
	"supplierwatch/internal/mailauth"
	"supplierwatch/internal/mailparse"
	"supplierwatch/internal/mailparse/bank"
	"supplierwatch/internal/model"
)

// bankCheck is what a mail holds of bank details, against those that are known of its supplier.
type bankCheck struct {
	details bank.Details
	weight  bank.Weight
	unknown []string // hashes of accounts that were not seen before
	first   bool     // none were seen before
}

// bank compares the bank details of a mail with those that are known of a supplier. Only words beside an account that is known
// can make it suspicious.
func (a answer) bank(q question) bankCheck {
	b := bankCheck{details: a.message.BankDetails(a.sent)}
	if a.message.Kind == mailparse.KindBounce || a.message.Kind == mailparse.KindDelay || a.message.Kind == mailparse.KindComplaint {
		return bankCheck{}
	}
	known := a.accounts(q)
	b.first = len(known) == 0
	for _, account := range b.details.Accounts {
		if a.received.Hash == nil {
			continue
		}
		if hash := a.received.Hash(account); !slices.Contains(known, hash) {
			b.unknown = append(b.unknown, hash)
		}
	}
	strange := len(b.unknown) > 0 || b.details.Obscured || a.received.Hash == nil && len(b.details.Accounts) > 0
	b.weight = b.details.Weigh(strange, !b.first || a.failed)
	return b
}

// accounts returns the hashes of the bank details that are known of a supplier: the first ones of an authenticated mail, and those that a person
// has accepted after a call.
func (a answer) accounts(q question) []string {
	names := []string{q.Supplier}
	if q.supplier != nil {
		names = ids(q.supplier)
	}
	var known []string
	for _, id := range names {
		for _, f := range slices.Concat(a.facts.Kind(id, model.SubjectSupplier, model.FactBankDetails), a.received.Batch.Kind(id, model.SubjectSupplier, model.FactBankDetails)) {
			known = append(known, f.Accounts()...)
		}
		if q.supplier == nil {
			continue
		}
		for _, c := range q.supplier.Contacts {
			for _, f := range a.facts.Kind(id, model.KindContact.Subject(c.ID), model.FactChanged) {
				if f.How().ProvesPhone() {
					known = append(known, f.Accounts()...)
				}
			}
		}
	}
	return known
}

// withBankDetails returns what an answer is with its bank details. An alarm is a separate fact where the answer says something else that must not be lost.
func (b bankCheck) withBankDetails(kind model.FactKind) (weighed model.FactKind, separate bool) {
	affirms := kind == model.FactConfirmed
	switch {
	case b.weight == bank.Alarming && (affirms || kind == model.FactReplied || kind == model.FactChanged):
		return model.FactChanged, false
	case b.weight == bank.Alarming:
		return kind, true
	case affirms && (b.weight == bank.Unchecked || b.details.Partial):
		return model.FactReplied, false
	}
	return kind, false
}

// unsolicitedKind returns what an unsolicited mail is that comes from a contact's address: a change if it alarms and our server vouches
// for its sender. Anybody can write in a contact's name, and must not be able to call people by it.
func (a answer) unsolicitedKind(kind model.FactKind, q question) model.FactKind {
	if q.bank.weight == bank.Alarming && a.received.Proof == mailauth.Proven {
		return model.FactChanged
	}
	return kind
}

// firstBankDetails returns the fact that a supplier's first bank details are known from now on. Only an authenticated answer from its own domain counts: details from any other mail would make a forger's account a known one. Later ones are never learned from mail.
func (a answer) firstBankDetails(q question) []model.Fact {
	if q.bank.weight != bank.Unchecked || !q.bank.first || len(q.bank.unknown) == 0 || q.bank.details.Obscured ||
		a.message.Kind != mailparse.KindReply || a.received.Proof != mailauth.Proven || !a.fromSupplier(q) {
		return nil
	}
	f := a.fact(model.FactBankDetails, question{SubjectRef: model.SubjectRef{Supplier: q.Supplier, Subject: model.SubjectSupplier}, supplier: q.supplier, mail: q.mail})
	f.ID, f.Evidence = a.factID(q.Supplier, "bank details"), "bank details in a mail from "+a.message.From
	return []model.Fact{model.NewBankDetails(f, q.mail, a.message.MessageID, q.bank.unknown)}
}

// BankAlarms returns the changes that an ordinary mail of a contact announces by its bank details: they differ from those that are known, or words
// alone say that they change. Only a mail counts whose sender our server vouches for. Where none are known there is nothing to compare with.
func BankAlarms(m mailparse.Message, r *model.Registry, facts *factindex.Index, at time.Time, o Receiving) []model.Fact {
	a := answer{message: m, received: o, registry: r, facts: facts, at: at}
	if o.Proof != mailauth.Proven || a.fromUs() || a.message.Kind != mailparse.KindReply && a.message.Kind != mailparse.KindOther {
		return nil
	}
	var found []model.Fact
	for _, q := range a.contacts() {
		q.bank = a.bank(q)
		strange := len(q.bank.unknown) > 0 || q.bank.details.Obscured
		if q.bank.first || !strange && (!q.bank.details.Announced || len(q.bank.details.Accounts) > 0) {
			continue
		}
		q.bank.weight = bank.Alarming
		f := a.fact(model.FactChanged, q)
		f.ID = a.factID(q.Supplier, q.Subject.String(), "bank details")
		found = append(found, f)
	}
	return found
}

// contacts returns the contacts that have the sender's address.
func (a answer) contacts() []question {
	var found []question
	for _, s := range a.registry.Suppliers {
		for _, c := range s.Contacts {
			if address := addressOf(c); address != "" && fold(address) == fold(a.message.From) {
				found = append(found, question{SubjectRef: subjectOf(model.ContactRef{Supplier: s, Contact: c}), supplier: s, address: address})
			}
		}
	}
	return found
}
