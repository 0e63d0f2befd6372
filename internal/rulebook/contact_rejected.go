package rulebook

import (
	"supplierwatch/internal/model"
)

// ContactRejected is a name of a rule to which other packages refer.
const ContactRejected = "contact-rejected"

func init() {
	add(
		Rule{
			Name: ContactRejected, Needs: NeedsFacts, Route: model.RouteWork, Severity: criticalToImportant,
			Doc: "The mail server of the supplier refuses the contact's address for good: it knows no such mailbox. Orders sent there come back, or " +
				"vanish. What may pass (greylisting, a full mailbox, an overloaded server) and what refuses us rather than the contact does not " +
				"count, and one refusal is not believed. Call the supplier on a number that was on file before, and correct the entry. It " +
				"escalates where no other way to a critical or important supplier is left that is not known to fail.",
		},
	)
}
