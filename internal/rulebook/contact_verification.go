package rulebook

import (
	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// Names of rules to which other packages refer.
const (
	ContactUnverified          = "contact-unverified"
	ContactVerificationDue     = "contact-verification-due"
	ContactVerificationOverdue = "contact-verification-overdue"
	ContactPhoneUnverified     = "contact-phone-unverified"
)

func init() {
	add(
		Rule{
			Name: ContactUnverified, Needs: NeedsFacts, Route: model.RouteWork, Severity: warningElseInfo, Group: model.GroupVerification,
			Doc: "Nobody has ever found out whether this contact is right. It was copied from somewhere, and whether anybody reads the mailbox or " +
				"answers the phone will show in the emergency. Write or call, and record the day and the way.",
		},
		Rule{
			Name: ContactVerificationDue, Needs: NeedsFacts, Route: model.RouteWork, Severity: allInfo, Group: model.GroupVerification, Limit: civil.Period{Days: 14},
			Doc: "The contact was found right some time ago, and by its tier it is time to look again within two weeks. Any answer counts: a reply, " +
				"a call, a session. Ask, and record the day and the way.",
		},
		Rule{
			Name: ContactVerificationOverdue, Needs: NeedsFacts, Route: model.RouteWork, Severity: CriticalElseWarning, Group: model.GroupVerification,
			Doc: "The contact has not been found right for longer than its tier allows. In a year about every fifth business contact changes, so " +
				"that it may well be wrong by now. Write or call, and record the day and the way.",
		},
		Rule{
			Name: ContactPhoneUnverified, Needs: NeedsFacts, Route: model.RouteWork, Severity: warningElseInfo,
			Doc: "The contact has an address and a phone number, and for twice the time that the tier allows nobody has called the number or had it " +
				"confirmed. Mail that is answered says nothing about the phone, and the phone is what an emergency needs. Call it once.",
		},
	)
}
