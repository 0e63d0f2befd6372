package compose

import (
	"strings"

	"supplierwatch/internal/compose/document"
	"supplierwatch/internal/model"
	"supplierwatch/internal/rulebook"
)

// wayFault is why a way to a contact should not be used.
type wayFault struct {
	text       string
	aboutAlert bool // the alert of this mail is about it: leave the way out
}

// knownFaults maps telephone numbers and addresses of a supplier, and its mail
// domains, to what an open alert says against them. The keys are tel:, mail:
// and domain: with the value.
func knownFaults(v View, s *model.Supplier, about model.Alert) map[string]wayFault {
	found := map[string]wayFault{}
	for _, a := range v.OpenAlerts[s.ID] {
		if againstWay(a) && a.ID != about.ID {
			addFault(found, s, a, wayFault{text: document.NotWorking + " (alert " + alertID(a.ID) + ")"})
		}
	}
	addFault(found, s, about, wayFault{aboutAlert: true})
	return found
}

// againstWay reports whether an alert says that a way does not work.
func againstWay(a model.Alert) bool {
	return foundNotWorking(a.Rule) || a.Subject.Kind == model.KindDomain
}

// addFault records the ways that an alert speaks against. Of several alerts against
// one way the first by its text is recorded, so that the mail does not depend on
// the order of a map.
func addFault(found map[string]wayFault, s *model.Supplier, a model.Alert, why wayFault) {
	record := func(key string) {
		if had, ok := found[key]; !ok || why.aboutAlert || why.text < had.text {
			found[key] = why
		}
	}
	switch subject := a.Subject; {
	case subject.Kind == model.KindDomain:
		record("domain:" + strings.ToLower(subject.ID))
	case subject.Kind == model.KindContact && (why.aboutAlert || foundNotWorking(a.Rule)):
		c := s.Contact(subject.ID)
		if c == nil {
			return
		}
		if c.Email != "" && (why.aboutAlert || a.Rule != rulebook.ContactUnreachable) {
			record("mail:" + strings.ToLower(c.Email))
		}
		if c.Phone != "" && (why.aboutAlert || a.Rule == rulebook.ContactUnreachable || a.Rule == rulebook.ContactLeft) {
			record("tel:" + dialNumber(c))
		}
	}
}

// foundNotWorking reports whether a rule finds that a way does not work, and not only that it is old or incomplete.
func foundNotWorking(rule string) bool {
	switch rule {
	case rulebook.ContactBounced, rulebook.ContactRejected, rulebook.ContactUnreachable, rulebook.ContactLeft:
		return true
	}
	return false
}

// faultOf returns what speaks against a contact's telephone and address.
func faultOf(faults map[string]wayFault, c *model.Contact) (phone, mail wayFault) {
	phone = faults["tel:"+dialNumber(c)]
	mail = faults["mail:"+strings.ToLower(c.Email)]
	if d, ok := faults["domain:"+strings.ToLower(c.Domain)]; ok && c.Domain != "" && !mail.aboutAlert {
		mail = d
	}
	return phone, mail
}
