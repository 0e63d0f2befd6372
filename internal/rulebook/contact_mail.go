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
			Doc: "One of our mails to the contact was returned for good: the mailbox does not exist any more, its domain takes no mail, or it is " +
				"full and nobody empties it. An order sent there is lost. Refusals of our own sending (spam filters, size, policy) do not count, " +
				"and what a server leaves unclear counts only when it happens twice; refusals of several contacts at once by the directory of their " +
				"domain (5.4.1) are domain-no-mail. It ends when somebody confirms the address in answer to one of our later mails, when a " +
				"person records that the address works, or with another address in the registry; any other answer, and mail that comes from the " +
				"address, say nothing about mail to it. Call the supplier on a number that was on file before, and correct the entry. It escalates where no other way to " +
				"a critical or important supplier is left that is not known to fail.",
		},
		Rule{
			Name: ContactLeft, Needs: NeedsFacts, Route: model.RouteWork, Severity: CriticalElseWarning,
			Doc: "An answer from the contact's own address says that the person does not work there any more. Whoever is named instead is not " +
				"confirmed by that: call a number that was on file before, ask who is responsible now, and correct the entry.",
		},
		Rule{
			Name: ContactSilent, Needs: NeedsFacts, Route: model.RouteWork, Severity: CriticalWarningInfo,
			Doc: "The contact was asked by mail whether it is still right and then reminded, and nobody answered in time. The mail was not refused, " +
				"so a server took it, and perhaps no person reads it. Call, and record what you find.",
		},
		Rule{
			Name: ContactObjected, Needs: NeedsFacts, Route: model.RouteWork, Severity: allWarning,
			Doc: "The contact asked not to get such mails, and gets none any more. Whether it is still right must now be found out in another way: " +
				"call, and record the call. Say do_not_contact in the supplier's entry to make it known to everybody.",
		},
	)
}
