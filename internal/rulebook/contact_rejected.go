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
			Doc: "The mail server of the supplier rejects the contact's address permanently: there is no such mailbox. Orders sent there bounce " +
				"or are lost. Temporary rejections (greylisting, a full mailbox, an overloaded server) and rejections of our own server do not " +
				"count, and a single rejection is not enough. Call the supplier on a number that was on file before, and correct the entry. It " +
				"escalates where no other way to a critical or important supplier is left that is not known to fail.",
		},
	)
}
