package contactstate

import (
	"fmt"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
	"supplierwatch/internal/prose"
)

// FailedCalls returns the calls of a contact's number that failed since the number was last verified, the oldest first. Reports that name another
// number are about one that has been replaced since, and are left out.
func FailedCalls(e *obligations.Supplier, c *model.Contact) []model.Fact {
	if c.Phone == "" {
		return nil
	}
	var calls []model.Fact
	var proven civil.Date
	for _, f := range e.Recorded(model.KindContact.Subject(c.ID), model.FactNoAnswer, model.FactWrongNumber, model.FactVerified) {
		switch {
		case f.Kind != model.FactVerified:
			if !e.On(f).Before(proven) && (f.ContactDetails().Phone == "" || c.HasPhone(f.ContactDetails().Phone)) {
				calls = append(calls, f)
			}
		case f.How().ProvesPhone():
			proven = obligations.Later(proven, e.On(f))
			calls = factsAfter(e, calls, e.On(f))
		}
	}
	for _, v := range c.Verified {
		if v.How.ProvesPhone() {
			calls = factsAfter(e, calls, v.On)
		}
	}
	return calls
}

// factsAfter returns the facts whose day is later than a day.
func factsAfter(e *obligations.Supplier, facts []model.Fact, day civil.Date) []model.Fact {
	var found []model.Fact
	for _, f := range facts {
		if e.On(f).After(day) {
			found = append(found, f)
		}
	}
	return found
}

// Unreachable reports whether failed calls are enough to say that a number does not work.
func Unreachable(calls []model.Fact) bool {
	return len(calls) >= enoughCalls || wrongNumber(calls) != nil
}

// wrongNumber returns the last report that somebody else answered; nil if there is none.
func wrongNumber(calls []model.Fact) *model.Fact {
	for i := len(calls) - 1; i >= 0; i-- {
		if calls[i].Kind == model.FactWrongNumber {
			return &calls[i]
		}
	}
	return nil
}

// enoughCalls is how often nobody may answer before a contact counts as unreachable.
const enoughCalls = 2

// PhoneWorks reports whether a contact has a phone that can be called from anywhere and nobody reported that it fails.
func PhoneWorks(e *obligations.Supplier, c *model.Contact) bool {
	return c.PhoneKind.Callable() && !Unreachable(FailedCalls(e, c))
}

// FailedCallsText returns the result of failed calls as a clause: that the number is wrong, or how often nobody answered. There must be a call.
func FailedCallsText(e *obligations.Supplier, calls []model.Fact) string {
	if f := wrongNumber(calls); f != nil {
		return fmt.Sprintf("the number is wrong, as %s reported on %s", f.By(), e.On(*f))
	}
	return fmt.Sprintf("nobody answered %s, the last of them on %s", prose.Count(len(calls), "call"), e.On(calls[len(calls)-1]))
}
