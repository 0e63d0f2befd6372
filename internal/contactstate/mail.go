package contactstate

import (
	"slices"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
)

// AnyProof is for FactsNotDisproved: every kind of answer counts as a proof that somebody uses the address.
func AnyProof(model.FactKind) bool { return true }

// BounceReasons are, by the verdict of a bounce, clauses that say what is wrong with the address.
var BounceReasons = map[string]string{
	"gone":           "the mailbox no longer exists",
	"no-mail-domain": "its domain accepts no mail",
	"full":           "the mailbox is full, so nobody reads it",
}

// isConfirmation is for FactsNotDisproved: only that somebody confirmed the address ends it. What else was answered may come from whoever reads another mailbox.
func isConfirmation(k model.FactKind) bool { return k == model.FactConfirmed }

// Bounces returns the bounces that show that mail to the contact's address is lost; nil if they are too few or too vague. Those are left out that are the
// fault of the domain.
func Bounces(e *obligations.Supplier, c *model.Contact) []model.Fact {
	if c.Email == "" {
		return nil
	}
	all := slices.DeleteFunc(FactsNotDisproved(e, c, isConfirmation, model.FactBounced), func(f model.Fact) bool { return refusedTogether(e, c, f) })
	clear := slices.DeleteFunc(slices.Clone(all), func(f model.Fact) bool { return BounceReasons[f.Verdict()] == "" })
	unclear := slices.DeleteFunc(slices.Clone(all), func(f model.Fact) bool { return f.Verdict() != "ambiguous" })
	if len(clear) > 0 {
		return clear
	}
	if len(unclear) >= enoughUnclear {
		return unclear
	}
	return nil
}

// CalledAfter reports whether a contact was verified by phone on a day or later.
func CalledAfter(e *obligations.Supplier, c *model.Contact, on civil.Date) bool {
	return slices.ContainsFunc(e.Verifications(c), func(v model.Verified) bool { return v.How.ProvesPhone() && !v.On.Before(on) })
}

// Departures returns the answers that say that a contact has left. A mail from the address proves nothing about the person; a confirmation does.
func Departures(e *obligations.Supplier, c *model.Contact) []model.Fact {
	if c.Email == "" {
		return nil
	}
	return FactsNotDisproved(e, c, isConfirmation, model.FactLeft)
}

// enoughUnclear is how many bounces without a clear reason count as one with a clear reason.
const enoughUnclear = 2

// FactsNotDisproved returns the facts of some kinds about a contact's present address that nothing has disproved since, the oldest first. Of the answers to our
// mails only those count that ends accepts; what people record counts if it proves mail.
func FactsNotDisproved(e *obligations.Supplier, c *model.Contact, ends func(model.FactKind) bool, kinds ...model.FactKind) []model.Fact {
	var valid []model.Fact
	for _, f := range e.Recorded(model.KindContact.Subject(c.ID), slices.Concat(kinds, proofs)...) {
		switch {
		case slices.Contains(kinds, f.Kind):
			if obligations.OfAddress(f, c) {
				valid = append(valid, f)
			}
		case f.Kind == model.FactVerified && f.How().ProvesEmail() || f.Kind != model.FactVerified && f.AnswersUs() && ends(f.Kind):
			valid = nil
		}
	}
	for _, v := range c.Verified {
		if v.How.ProvesEmail() {
			valid = factsAfter(e, valid, v.On)
		}
	}
	return valid
}

// Objections returns the requests not to be written to that are still in force: mail that comes from the address withdraws none.
func Objections(e *obligations.Supplier, c *model.Contact) []model.Fact {
	if c.Email == "" {
		return nil
	}
	return FactsNotDisproved(e, c, func(model.FactKind) bool { return false }, model.FactObjected)
}

// proofs can disprove what is known of a contact by mail: an answer to one of our mails, or a verification that a person recorded. A mail from the
// address is not a proof, because it says nothing about mail to it.
var proofs = []model.FactKind{model.FactVerified, model.FactConfirmed, model.FactReplied}

// SilentSince returns the last fact that nobody answered a contact's mail in time; nil if somebody has answered since, or if mail bounces.
func SilentSince(e *obligations.Supplier, c *model.Contact) *model.Fact {
	if len(Bounces(e, c)) > 0 {
		return nil
	}
	return UnansweredSince(e, c)
}

// UnansweredSince returns the last fact that nobody answered a contact's mail in time; nil if somebody has answered since.
func UnansweredSince(e *obligations.Supplier, c *model.Contact) *model.Fact {
	if c.Email == "" {
		return nil
	}
	silent := FactsNotDisproved(e, c, AnyProof, model.FactSilent)
	if len(silent) == 0 || CalledAfter(e, c, e.On(silent[len(silent)-1])) {
		return nil
	}
	return &silent[len(silent)-1]
}

// StandInText returns who answers in place of a contact, as the end of a sentence; empty if the answer names nobody.
func StandInText(f model.Fact) string {
	if who := f.StandIn(); who != "" {
		return "; the reply names " + who + " instead"
	}
	return ""
}
