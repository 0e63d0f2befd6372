package rules

import (
	"fmt"
	"slices"

	"supplierwatch/internal/contactstate"
	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
)

func init() {
	register(subject{
		changes: verifiedChanges,
		supplier: map[string]func(*obligations.Supplier) []model.Finding{
			"contact-unreachable": contactUnreachable,
		},
	})
}

func contactUnreachable(e *obligations.Supplier) []model.Finding {
	var found []model.Finding
	for _, c := range e.Entry.Contacts {
		calls := contactstate.FailedCalls(e, c)
		if !contactstate.Unreachable(calls) {
			continue
		}
		f := aboutContact(e, c)
		if e.Entry.Tier.Class != model.ClassStandard && !anyWayWorks(e) {
			f.Route = model.RoutePage
		}
		f.Message = fmt.Sprintf("%s at %s cannot be reached by phone: %s.", contactSubject(c), e.Entry.Name, contactstate.FailedCallsText(e, calls))
		f.Advice.Call = true
		found = append(found, askAbout(e, f, "Find a working number", contactstate.Name(c), contactstate.NumberStep(e),
			"Correct the entry, call the new number, and record the call.")...)
	}
	return found
}

// anyWayWorks reports whether a way to the supplier is left that is not known to fail.
func anyWayWorks(e *obligations.Supplier) bool {
	return slices.ContainsFunc(e.Entry.Contacts, func(x *model.Contact) bool { return contactstate.Works(e, x) })
}
