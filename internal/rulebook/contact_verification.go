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
			Doc: "The contact has never been verified. Nobody knows whether anybody reads the mailbox or answers the phone. Write to or call the " +
				"contact, and record the day and how it was verified.",
		},
		Rule{
			Name: ContactVerificationDue, Needs: NeedsFacts, Route: model.RouteWork, Severity: allInfo, Group: model.GroupVerification, Limit: civil.Period{Days: 14},
			Doc: "The verification of the contact expires within two weeks, by the period of its tier. A reply, a call or a session renews it. " +
				"Ask the contact, and record the day and how it was verified.",
		},
		Rule{
			Name: ContactVerificationOverdue, Needs: NeedsFacts, Route: model.RouteWork, Severity: CriticalElseWarning, Group: model.GroupVerification,
			Doc: "The last verification of the contact is older than its tier allows. About every fifth business contact changes within a year. " +
				"Write to or call the contact, and record the day and how it was verified.",
		},
		Rule{
			Name: ContactPhoneUnverified, Needs: NeedsFacts, Route: model.RouteWork, Severity: warningElseInfo,
			Doc: "The contact has an address and a phone number, and for twice the time that the tier allows nobody has called the number or had " +
				"it confirmed. An answered mail proves nothing about the phone, and the phone is needed in an emergency. Call the number once.",
		},
	)
}
