package contactstate

import (
	"slices"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
)

// AnyProof accepts whatever shows that somebody has the address.
func AnyProof(model.FactKind) bool { return true }

// BounceReasons tells, by the verdict of a bounce, what is wrong with the address.
var BounceReasons = map[string]string{
	"gone":           "the mailbox does not exist any more",
	"no-mail-domain": "its domain takes no mail",
	"full":           "the mailbox is full, so nobody reads it",
}

// Bounces returns the bounces that say that mail to the contact's address is lost; none if they do not suffice.
func Bounces(e *obligations.Supplier, c *model.Contact) []model.Fact {
	if c.Email == "" {
		return nil
	}
	all := FactsNotDisproved(e, c, AnyProof, model.FactBounced)
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

// CalledAfter reports whether a contact was found right by phone on a day or later.
func CalledAfter(e *obligations.Supplier, c *model.Contact, on civil.Date) bool {
	return slices.ContainsFunc(e.Verifications(c), func(v model.Verified) bool { return v.How.ProvesPhone() && !v.On.Before(on) })
}

// Departures returns the answers that say that a contact has left. That somebody writes from the address proves nothing about the person.
func Departures(e *obligations.Supplier, c *model.Contact) []model.Fact {
	if c.Email == "" {
		return nil
	}
	return FactsNotDisproved(e, c, func(k model.FactKind) bool { return k == model.FactConfirmed }, model.FactLeft)
}

// enoughUnclear is how many bounces that leave their reason open count as one that does not.
const enoughUnclear = 2

// FactsNotDisproved returns the facts of some kinds about a contact's present address that nothing has disproved since, the oldest first. Only those
// proofs count that ends accepts; people prove an address by whatever proves mail.
func FactsNotDisproved(e *obligations.Supplier, c *model.Contact, ends func(model.FactKind) bool, kinds ...model.FactKind) []model.Fact {
	var standing []model.Fact
	for _, f := range e.Recorded(model.KindContact.Subject(c.ID), slices.Concat(kinds, proofs)...) {
		switch {
		case slices.Contains(kinds, f.Kind):
			if obligations.OfAddress(f, c) {
				standing = append(standing, f)
			}
		case f.Kind == model.FactVerified && f.How().ProvesEmail() || f.Kind != model.FactVerified && f.AnswersUs() && ends(f.Kind):
			standing = nil
		}
	}
	for _, v := range c.Verified {
		if v.How.ProvesEmail() {
			standing = factsAfter(e, standing, v.On)
		}
	}
	return standing
}

// Objections returns the wishes not to be written to that still stand: mail that comes from there takes none back.
func Objections(e *obligations.Supplier, c *model.Contact) []model.Fact {
	if c.Email == "" {
		return nil
	}
	return FactsNotDisproved(e, c, func(model.FactKind) bool { return false }, model.FactObjected)
}

// proofs are what can end what is known of a contact by mail: an answer to one of our mails, or what a person recorded. That somebody wrote from
// the address is none: it says nothing about mail to it.
var proofs = []model.FactKind{model.FactVerified, model.FactConfirmed, model.FactReplied}

// SilentSince returns when nobody had answered a contact's mail in time; nil if somebody did since, or if it is known by now why nobody can.
func SilentSince(e *obligations.Supplier, c *model.Contact) *model.Fact {
	if len(Bounces(e, c)) > 0 {
		return nil
	}
	return UnansweredSince(e, c)
}

// UnansweredSince returns when nobody had answered a contact's mail in time; nil if somebody did since.
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

// StandInText returns who answers in place of a contact, as the answer put it.
func StandInText(f model.Fact) string {
	if who := f.StandIn(); who != "" {
		return "; it names " + who + " instead"
	}
	return ""
}
