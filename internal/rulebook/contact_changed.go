package rulebook

import (
	"supplierwatch/internal/model"
)

// ContactChanged is a name of a rule to which other packages refer.
const ContactChanged = "contact-changed"

func init() {
	add(
		Rule{
			Name: ContactChanged, Needs: NeedsFacts, Route: model.RouteWork, Severity: CriticalElseWarning,
			Doc: "A change of a contact was announced: another person, address or number. Until somebody has called a number that was on file " +
				"before, the change is not confirmed, since this is how payment fraud begins. Call, and then correct the entry. After a call " +
				"has confirmed the change, the finding is a warning until the registry has the new details. If nothing has changed, record that " +
				"the contact was verified by a call. What makes a fraud likely (another, look-alike, young or free mail domain, a sender that " +
				"our mail server could not verify, bank details that differ from those known or are announced as changed) makes it an alert " +
				"that is sent once. The first bank details of a supplier are a task: compare them with the vendor master by phone.",
		},
	)
}
