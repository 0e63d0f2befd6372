package contactstate

import (
	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
)

// Rejection returns the last refusal of a contact's present address that nothing has disproved since; ok is false if there is none. It is
// pending as long as only a few probes found it, because a server may refuse for an hour. A refused mail is never pending.
func Rejection(e *obligations.Supplier, c *model.Contact) (last model.Fact, pending, ok bool) {
	if c.Email == "" {
		return model.Fact{}, false, false
	}
	for _, f := range FactsNotDisproved(e, c, isConfirmation, model.FactRejected) {
		if f.Verdict() == verdictGone && !refusedTogether(e, c, f) {
			last, ok = f, true
		}
	}
	if ok {
		return last, false, true
	}
	s, known := e.Streak(model.KindContact.Subject(c.ID))
	if !known || s.Failures == 0 || !refuses(s.First, c) || !refuses(s.Last, c) || refusedTogether(e, c, s.Last) {
		return model.Fact{}, false, false
	}
	if proven := LastVerified(e, c, model.How.ProvesEmail); !proven.IsZero() && !proven.Before(e.On(s.Last)) {
		return model.Fact{}, false, false
	}
	return s.Last, e.Context.Debounced(s), true
}

// refuses reports whether a fact says that a server has no mailbox of the contact's present address.
func refuses(f model.Fact, c *model.Contact) bool {
	return f.Verdict() == verdictGone && obligations.OfAddress(f, c)
}

// verdictGone is the verdict on a mailbox that a server does not have, and will not have later.
const verdictGone = "gone"

// LastAccepted returns the last probe in which a server accepted a contact's present address and refused one that cannot exist; ok is false if
// there is none. A server that accepts every address proves nothing.
func LastAccepted(e *obligations.Supplier, c *model.Contact) (good model.Fact, ok bool) {
	s, known := e.Streak(model.KindContact.Subject(c.ID))
	if c.Email == "" || !known || s.LastGood == nil || s.LastGood.Verdict() != "deliverable" || !obligations.OfAddress(*s.LastGood, c) {
		return model.Fact{}, false
	}
	return *s.LastGood, true
}
