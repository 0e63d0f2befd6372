package rules

import "supplierwatch/internal/model"

// reportedRules are about what people reported of contacts: that nobody answers, or that somebody else is there now.
func reportedRules() []Rule {
	return []Rule{
		{
			Name: "contact-unreachable", Needs: NeedsFacts, Route: model.RouteWork, Severity: grave, supplier: contactUnreachable,
			Doc: "People of ours called a contact twice and nobody answered, or the number belongs to somebody else. What stands in the registry " +
				"would fail in the emergency it is kept for. Ask another contact for the number that works, correct the entry, and record the " +
				"call that proves it. It escalates where no other way to a critical or important supplier is left that is not known to fail.",
		},
		{
			Name: "contact-changed", Needs: NeedsFacts, Route: model.RouteWork, Severity: firstOnly, supplier: contactChanged,
			Doc: "A contact is said to have changed: another person, address or number. Until somebody has called a number that was on file " +
				"before, the change is not confirmed, since this is how payment fraud begins. Call, and then correct the entry; once the " +
				"change was confirmed by a call it remains a warning until the registry says the same. If nothing has changed, record that the " +
				"contact was verified by a call. What makes a fraud likely (another, look-alike, young or free mail domain, a sender that our server " +
				"does not vouch for, bank details that differ from those known or are announced as changed) makes it an alert that is sent once. " +
				"The first bank details of a supplier are a task: compare them with the vendor master by phone.",
		},
	}
}
