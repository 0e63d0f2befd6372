package rulebook

import (
	"supplierwatch/internal/model"
)

// Names of rules to which other packages refer.
const (
	ContactBounced  = "contact-bounced"
	ContactLeft     = "contact-left"
	ContactSilent   = "contact-silent"
	ContactObjected = "contact-objected"
)

func init() {
	add(
		Rule{
			Name: ContactBounced, Needs: NeedsFacts, Route: model.RouteWork, Severity: criticalToImportant,
			Doc: "One of our mails to the contact bounced permanently: the mailbox no longer exists, its domain accepts no mail, or it is full " +
				"and nobody empties it. An order sent there is lost. Refusals of our own sending (spam filters, size, policy) do not count, and " +
				"what a server leaves unclear counts only when it happens twice; refusals of several contacts at once by the directory of their " +
				"domain (5.4.1) are domain-no-mail. It ends when somebody confirms the address in answer to one of our later mails, when a " +
				"person records that the address works, or with another address in the registry; any other answer, and mail that comes from the " +
				"address, say nothing about mail to it. Call the supplier on a number that was on file before, and correct the entry. It " +
				"escalates where no other way to a critical or important supplier is left that is not known to fail.",
		},
		Rule{
			Name: ContactLeft, Needs: NeedsFacts, Route: model.RouteWork, Severity: CriticalElseWarning,
			Doc: "A reply from the contact's own address says that the person no longer works there. A successor named in it is not confirmed: " +
				"call a number that was on file before, ask who is responsible now, and correct the entry.",
		},
		Rule{
			Name: ContactSilent, Needs: NeedsFacts, Route: model.RouteWork, Severity: CriticalWarningInfo,
			Doc: "Nobody answered our verification mail and its reminder in time. A server accepted them, but perhaps nobody reads the mailbox. " +
				"Call the contact, and record the result.",
		},
		Rule{
			Name: ContactObjected, Needs: NeedsFacts, Route: model.RouteWork, Severity: allWarning,
			Doc: "The contact asked to receive no verification mails, and gets none any more. Verify it by phone, and record the call. Set " +
				"do_not_contact in the supplier's entry so that everybody knows.",
		},
	)
}
