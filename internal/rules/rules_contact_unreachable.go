package rules

import (
	"fmt"
	"slices"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

var _ = register(subject{
	changes: verifiedChanges,
	supplier: map[string]func(*supplierEval) []model.Finding{
		"contact-unreachable": contactUnreachable,
	},
})

// enoughCalls is how often nobody may answer before a contact counts as unreachable.
const enoughCalls = 2

func contactUnreachable(e *supplierEval) []model.Finding {
	var found []model.Finding
	for _, c := range e.s.Contacts {
		calls := failedCalls(e, c)
		if !unreachable(calls) {
			continue
		}
		f := e.aboutContact(c)
		if e.s.Tier.Class != model.ClassStandard && !anyWayWorks(e) {
			f.Route = model.RoutePage
		}
		f.Message = fmt.Sprintf("%s at %s cannot be reached by phone: %s.", contactSubject(c), e.s.Name, callsFailed(e, calls))
		f.Advice.Call = true
		found = append(found, e.askAbout(f, "Find the number that works", contactName(c), "Ask another contact for the number.",
			"Call it, correct the entry and record the call.")...)
	}
	return found
}

// failedCalls returns the calls of a contact's number that failed since it was last found right, the oldest first. A report that names another
// number is about one that has been replaced since.
func failedCalls(e *supplierEval, c *model.Contact) []model.Fact {
	if c.Phone == "" {
		return nil
	}
	var calls []model.Fact
	var proven civil.Date
	for _, f := range e.recorded(model.KindContact.Subject(c.ID), model.FactNoAnswer, model.FactWrongNumber, model.FactVerified) {
		switch {
		case f.Kind != model.FactVerified:
			if !e.on(f).Before(proven) && (f.Data[dataPhone] == "" || samePhone(c, f.Data[dataPhone])) {
				calls = append(calls, f)
			}
		case model.How(f.Data[dataHow]).ProvesPhone():
			proven = later(proven, e.on(f))
			calls = factsAfter(e, calls, e.on(f))
		}
	}
	for _, v := range c.Verified {
		if v.How.ProvesPhone() {
			calls = factsAfter(e, calls, v.On)
		}
	}
	return calls
}

// factsAfter returns those of some facts that hold on a later day.
func factsAfter(e *supplierEval, facts []model.Fact, day civil.Date) []model.Fact {
	var found []model.Fact
	for _, f := range facts {
		if e.on(f).After(day) {
			found = append(found, f)
		}
	}
	return found
}

// unreachable reports whether failed calls are enough to say that a number does not work.
func unreachable(calls []model.Fact) bool {
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

func callsFailed(e *supplierEval, calls []model.Fact) string {
	if f := wrongNumber(calls); f != nil {
		return fmt.Sprintf("the number is wrong, as %s reported on %s", by(*f), e.on(*f))
	}
	return fmt.Sprintf("nobody answered %s, the last one on %s", count(len(calls), "call"), e.on(calls[len(calls)-1]))
}

// anyWayWorks reports whether a way to the supplier is left that is not known to fail.
func anyWayWorks(e *supplierEval) bool {
	return slices.ContainsFunc(e.s.Contacts, func(x *model.Contact) bool { return contactWorks(e, x) })
}

// mailWorks reports whether a contact has an address and nothing is known that keeps mail from it.
func mailWorks(e *supplierEval, c *model.Contact) bool {
	if c.Email == "" || !canExist(c.Domain) || len(bounces(e, c)) > 0 || domainDead(e, c.Domain) {
		return false
	}
	_, pending, rejected := rejection(e, c)
	return !rejected || pending
}

// domainDead reports whether probes have shown long enough that a domain takes no mail.
func domainDead(e *supplierEval, domain string) bool {
	s, ok := e.streak(model.KindDomain.Subject(domain))
	if !ok {
		return false
	}
	_, proven := dead(s)
	return proven && !e.context.debounced(s)
}

// phoneWorks reports whether a contact has a phone that can be called from anywhere and nobody reported that it fails.
func phoneWorks(e *supplierEval, c *model.Contact) bool {
	return c.PhoneKind.Callable() && !unreachable(failedCalls(e, c))
}
