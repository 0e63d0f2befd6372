package rules

import (
	"fmt"

	"supplierwatch/internal/contactstate"
	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
)

func init() {
	register(subject{
		changes: verifiedChanges,
		supplier: map[string]func(*obligations.Supplier) []model.Finding{
			"contact-rejected": contactRejected,
		},
	})
}

func contactRejected(e *obligations.Supplier) []model.Finding {
	var found []model.Finding
	for _, c := range e.Entry.Contacts {
		last, pending, ok := contactstate.Rejection(e, c)
		if !ok {
			continue
		}
		f := aboutContact(e, c)
		// The findings about the returned mail and about the domain are more precise. This one is held, not ended: nothing shows that it is over.
		f.Pending = pending || len(contactstate.Bounces(e, c)) > 0 || contactstate.DomainTakesNoMail(e, c.Domain)
		if e.Entry.Tier.Class != model.ClassStandard && !anyWayWorks(e) {
			f.Route = model.RoutePage
		}
		f.Message = fmt.Sprintf("The mail server rejected mail to %s at %s (%s) on %s: there is no such mailbox.", contactstate.Name(c), e.Entry.Name, c.Email, e.On(last))
		f.Advice.Call = true
		f.Advice.How = quoted(last)
		found = append(found, askAbout(e, f, "Find a working address", contactstate.Name(c), contactstate.CallStep(e, c, "Call the contact on a number that was on file before.", ""),
			"Ask which address works, and whether orders were lost.", "Correct the entry.")...)
	}
	return found
}
