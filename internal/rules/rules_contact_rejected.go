package rules

import (
	"fmt"

	"supplierwatch/internal/model"
)

var _ = register(subject{
	changes: verifiedChanges,
	supplier: map[string]func(*supplierEval) []model.Finding{
		"contact-rejected": contactRejected,
	},
})

// verdictGone is what a server says of a mailbox that it does not have, and never will.
const verdictGone = "gone"

func contactRejected(e *supplierEval) []model.Finding {
	var found []model.Finding
	for _, c := range e.s.Contacts {
		last, pending, ok := rejection(e, c)
		if !ok {
			continue
		}
		f := e.aboutContact(c)
		// What is said of the mail that came back, and of the domain, says more. It is held rather than gone: nothing shows that it is over.
		f.Pending = pending || len(bounces(e, c)) > 0 || domainDead(e, c.Domain)
		if e.s.Tier.Class != model.ClassStandard && !anyWayWorks(e) {
			f.Route = model.RoutePage
		}
		f.Message = fmt.Sprintf("The mail server refused %s at %s (%s) on %s: it knows no such mailbox.", contactName(c), e.s.Name, c.Email, e.on(last))
		f.Advice.Call = true
		f.Advice.How = quoted(last)
		found = append(found, e.askAbout(f, "Find the address that works", contactName(c), "Call a number that was on file before.",
			"Ask which address works, and whether orders were lost.", "Correct the entry.")...)
	}
	return found
}

// rejection returns the last refusal of a contact's present address that nothing has disproved since; ok is false if there is none. It is
// pending as long as it stands alone: asking may meet a server in a bad hour, a mail that was refused is refused.
func rejection(e *supplierEval, c *model.Contact) (last model.Fact, pending, ok bool) {
	if c.Email == "" {
		return model.Fact{}, false, false
	}
	for _, f := range factsNotDisproved(e, c, anyProof, model.FactRejected) {
		if f.Data[model.DataVerdict] == verdictGone {
			last, ok = f, true
		}
	}
	if ok {
		return last, false, true
	}
	s, known := e.streak(model.KindContact.Subject(c.ID))
	if !known || s.Failures == 0 || !refuses(s.First, c) || !refuses(s.Last, c) {
		return model.Fact{}, false, false
	}
	if proven := lastVerified(e, c, model.How.ProvesEmail); !proven.IsZero() && !proven.Before(e.on(s.Last)) {
		return model.Fact{}, false, false
	}
	return s.Last, e.context.debounced(s), true
}

// refuses reports whether a server said of the address that a contact has today that there is no such mailbox.
func refuses(f model.Fact, c *model.Contact) bool {
	return f.Data[model.DataVerdict] == verdictGone && ofAddress(f, c)
}

// lastAccepted returns when a server last accepted the address that a contact has today, and refused one that cannot exist; ok is false if none
// did. A server that accepts everything says nothing.
func lastAccepted(e *supplierEval, c *model.Contact) (good model.Fact, ok bool) {
	s, known := e.streak(model.KindContact.Subject(c.ID))
	if c.Email == "" || !known || s.LastGood == nil || s.LastGood.Data[model.DataVerdict] != "deliverable" || !ofAddress(*s.LastGood, c) {
		return model.Fact{}, false
	}
	return *s.LastGood, true
}
