package verify

import (
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/message"
	"supplierwatch/internal/watch"
)

// bankState says what the bank details in a mail mean.
type bankState int

const (
	bankNone      bankState = iota // there are none, or only those that are known
	bankUnchecked                  // the first ones, or words about an account: somebody should compare them
	bankAlarming                   // others than those that are known, or said to be others than before
)

// bank is what a mail holds of bank details, against those that are known of its supplier.
type bank struct {
	message.Bank
	state   bankState
	unknown []string // hashes of accounts that were not seen before
	first   bool     // none were seen before
}

// bank compares the bank details of a mail with those that are known of a supplier. Only words that stand beside an account that is known
// can make it suspicious.
func (a answer) bank(q question) bank {
	b := bank{Bank: a.BankDetails(a.sent)}
	if a.Kind == message.KindBounce || a.Kind == message.KindDelay || a.Kind == message.KindComplaint {
		return bank{}
	}
	known := a.accounts(q)
	b.first = len(known) == 0
	for _, account := range b.Accounts {
		if a.Hash == nil {
			continue
		}
		if hash := a.Hash(account); !slices.Contains(known, hash) {
			b.unknown = append(b.unknown, hash)
		}
	}
	strange := len(b.unknown) > 0 || b.Obscured || a.Hash == nil && len(b.Accounts) > 0
	switch {
	case b.Announced, strange && (b.Changing || !b.first || a.failed):
		b.state = bankAlarming
	case strange, b.Mentioned:
		b.state = bankUnchecked
	}
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
		for _, f := range slices.Concat(a.facts.Kind(id, subjectSupplier, watch.FactBankDetails), a.Batch.Kind(id, subjectSupplier, watch.FactBankDetails)) {
			known = append(known, strings.Fields(f.Data[watch.DataAccounts])...)
		}
		if q.supplier == nil {
			continue
		}
		for _, c := range q.supplier.Contacts {
			for _, f := range a.facts.Kind(id, "contact/"+c.ID, watch.FactChanged) {
				if watch.How(f.Data[watch.DataHow]).ProvesPhone() {
					known = append(known, strings.Fields(f.Data[watch.DataAccounts])...)
				}
			}
		}
	}
	return known
}

const subjectSupplier = "supplier"

// weigh returns what an answer is with its bank details. An alarm is a fact apart where the answer tells something else that must not be lost.
func (b bank) weigh(kind watch.FactKind) (weighed watch.FactKind, apart bool) {
	affirms := kind == watch.FactConfirmed
	switch {
	case b.state == bankAlarming && (affirms || kind == watch.FactReplied || kind == watch.FactChanged):
		return watch.FactChanged, false
	case b.state == bankAlarming:
		return kind, true
	case affirms && (b.state == bankUnchecked || b.Partial):
		return watch.FactReplied, false
	}
	return kind, false
}

// unasked returns what a mail is that answers nothing of ours and comes from a contact's address: a change if it alarms and our server vouches
// for its sender. Anybody can write in a contact's name, and must not be able to call people by it.
func (a answer) unasked(kind watch.FactKind, q question) watch.FactKind {
	if q.bank.state == bankAlarming && a.Proof == message.ProofProven {
		return watch.FactChanged
	}
	return kind
}

// learned returns the fact that a supplier's first bank details are known from now on. Only an authenticated answer from its own domain tells
// them: details from any other mail would make a forger's account a known one. Later ones are never learned from mail.
func (a answer) learned(q question) []watch.Fact {
	if q.bank.state != bankUnchecked || !q.bank.first || len(q.bank.unknown) == 0 || q.bank.Obscured ||
		a.Kind != message.KindReply || a.Proof != message.ProofProven || !a.theirs(q) {
		return nil
	}
	f := a.fact(watch.FactBankDetails, question{Subjected: watch.Subjected{Supplier: q.Supplier, Subject: subjectSupplier}, supplier: q.supplier, mail: q.mail})
	f.ID, f.Evidence = a.named(q.Supplier, "bank details"), "bank details in a mail from "+a.From
	f.Data = map[string]string{watch.DataMail: q.mail, watch.DataMessageID: a.MessageID, watch.DataAccounts: strings.Join(q.bank.unknown, " ")}
	return []watch.Fact{f}
}

// BankAlarms returns the changes that an ordinary mail of a contact announces by its bank details: they differ from those that are known, or words
// alone say that they change. Only a mail counts whose sender our server vouches for. Where none are known there is nothing to compare with.
func BankAlarms(m message.Message, r *watch.Registry, facts *watch.Facts, at time.Time, o Receiving) []watch.Fact {
	a := answer{Message: m, Receiving: o, registry: r, facts: facts, at: at}
	if o.Proof != message.ProofProven || a.ours() || a.Kind != message.KindReply && a.Kind != message.KindOther {
		return nil
	}
	var found []watch.Fact
	for _, q := range a.contacts() {
		q.bank = a.bank(q)
		strange := len(q.bank.unknown) > 0 || q.bank.Obscured
		if q.bank.first || !strange && (!q.bank.Announced || len(q.bank.Accounts) > 0) {
			continue
		}
		q.bank.state = bankAlarming
		f := a.fact(watch.FactChanged, q)
		f.ID = a.named(q.Supplier, q.Subject, "bank details")
		found = append(found, f)
	}
	return found
}

// contacts returns the contacts that have the sender's address.
func (a answer) contacts() []question {
	var found []question
	for _, s := range a.registry.Suppliers {
		for _, c := range s.Contacts {
			if address := addressOf(c); address != "" && fold(address) == fold(a.From) {
				found = append(found, question{Subjected: subjectOf(watch.AskedContact{Supplier: s, Contact: c}), supplier: s, address: address})
			}
		}
	}
	return found
}
