package rulebook

import (
	"supplierwatch/internal/model"
)

// ContactUnreachable is a name of a rule to which other packages refer.
const ContactUnreachable = "contact-unreachable"

func init() {
	add(
		Rule{
			Name: ContactUnreachable, Needs: NeedsFacts, Route: model.RouteWork, Severity: criticalToImportant,
			Doc: "Our people called a contact twice and nobody answered, or the number belongs to somebody else. The number in the registry " +
				"would fail in an emergency. Ask another contact for a working number, correct the entry, and record the call. It escalates " +
				"where no other way to a critical or important supplier is left that is not known to fail.",
		},
	)
}
