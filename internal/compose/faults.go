package compose

import (
	"strings"

	"supplierwatch/internal/compose/document"
	"supplierwatch/internal/model"
)

// fault is why a way to a contact should not be used.
type fault struct {
	text string
	here bool // the alert of this mail is about it: leave the way out
}

// faults maps telephone numbers and addresses of a supplier, and its mail
// domains, to what an open alert says against them. The keys are tel:, mail:
// and domain: with the value.
func (v View) faults(s *model.Supplier, about model.Alert) map[string]fault {
	found := map[string]fault{}
	against := v.against
	if against == nil {
		against = gather(v.State)
	}
	for _, a := range against[s.ID] {
		if a.ID != about.ID {
			note(found, s, a, fault{text: document.NotWorking + " (alert " + alertID(a.ID) + ")"})
		}
	}
	note(found, s, about, fault{here: true})
	return found
}

// gather finds the open alerts that speak against a way, by supplier: a mail of thousands of alerts looks for them thousands of times.
func gather(state model.State) map[string][]model.Alert {
	against := map[string][]model.Alert{}
	for _, a := range state.Alerts {
		if speaks(a) && a.State.Open() && a.State != model.StatePending {
			against[a.Supplier] = append(against[a.Supplier], a)
		}
	}
	return against
}

// speaks reports whether an alert says that a way does not work.
func speaks(a model.Alert) bool {
	return broken(a.Rule) || model.ParseSubject(a.Subject).Kind == model.KindDomain
}

// note records the ways that an alert speaks against. Of several alerts against
// one way the first by its text stands, so that the mail does not depend on the
// order of a map.
func note(found map[string]fault, s *model.Supplier, a model.Alert, why fault) {
	record := func(key string) {
		if had, ok := found[key]; !ok || why.here || why.text < had.text {
			found[key] = why
		}
	}
	kind, id, _ := strings.Cut(a.Subject, "/")
	switch {
	case kind == "domain":
		record("domain:" + strings.ToLower(id))
	case kind == "contact" && (why.here || broken(a.Rule)):
		c := contactOf(s, id)
		if c == nil {
			return
		}
		if c.Email != "" && (why.here || a.Rule != "contact-unreachable") {
			record("mail:" + strings.ToLower(c.Email))
		}
		if c.Phone != "" && (why.here || a.Rule == "contact-unreachable" || a.Rule == "contact-left") {
			record("tel:" + dialled(c))
		}
	}
}

// broken tells rules that found a way not working from those that only found it
// old or incomplete.
func broken(rule string) bool {
	switch rule {
	case "contact-bounced", "contact-rejected", "contact-unreachable", "contact-left":
		return true
	}
	return false
}

// faultOf gives what speaks against a contact's telephone and address.
func faultOf(faults map[string]fault, c *model.Contact) (phone, mail fault) {
	phone = faults["tel:"+dialled(c)]
	mail = faults["mail:"+strings.ToLower(c.Email)]
	if d, ok := faults["domain:"+strings.ToLower(c.Domain)]; ok && c.Domain != "" && !mail.here {
		mail = d
	}
	return phone, mail
}
