package outreach

import (
	"fmt"
	"slices"
	"strings"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/compose"
	"supplierwatch/internal/model"
	"supplierwatch/internal/rulebook"
)

// callFor lists the rules that a call answers.
var callFor = []string{
	rulebook.ContactUnverified, rulebook.ContactVerificationDue, rulebook.ContactVerificationOverdue, rulebook.ContactPhoneUnverified, rulebook.ContactSilent, rulebook.ContactChanged,
	rulebook.ContactBounced, rulebook.ContactRejected, rulebook.ContactLeft,
}

// Calls returns the contacts to call, the most at stake first: those that are to be verified and have a telephone.
func (m *Manual) Calls() apidoc.CallDocument {
	doc := apidoc.CallDocument{Version: apidoc.DocumentVersion, AsOf: m.Now.UTC(), Calls: []apidoc.Call{}}
	view := compose.View{Registry: m.Registry, Facts: m.Facts, Now: m.Now}
	listed := map[*model.Contact]bool{}
	for i := range m.Findings {
		f := &m.Findings[i]
		a, ok := m.contactOf(f)
		if !ok || f.Pending || listed[a.Contact] || a.Contact.Phone == "" || !slices.Contains(callFor, f.Rule) || !m.selects(a) {
			continue
		}
		listed[a.Contact] = true
		doc.Calls = append(doc.Calls, callTo(view, a, f))
	}
	return doc
}

// contactOf returns the contact that a finding is about.
func (m *Manual) contactOf(f *model.Finding) (model.ContactRef, bool) {
	id, ok := model.KindContact.ID(f.Subject)
	s := m.Registry.Supplier(f.Supplier)
	c := s.Contact(id)
	if !ok || c == nil {
		return model.ContactRef{}, false
	}
	return model.ContactRef{Supplier: s, Contact: c}, true
}

// callTo returns a line of the call sheet.
func callTo(view compose.View, a model.ContactRef, f *model.Finding) apidoc.Call {
	c := apidoc.Call{
		AskContact: askContact(a), SupplierName: a.Supplier.Name, CustomerNumber: a.Supplier.CustomerNumber, Phone: a.Contact.Dialled(),
		Question: question(a.Contact), Due: f.Due, Exposure: f.Exposure,
	}
	if c.Phone == "" {
		c.Phone = a.Contact.Phone
	}
	c.There, c.LastAnswer = compose.Calling(view, a.Supplier, a.Contact)
	c.LastAnswer += ". " + f.Message
	return c
}

// question returns what to ask on the telephone.
func question(c *model.Contact) string {
	var roles []string
	for _, r := range c.Roles {
		roles = append(roles, strings.ReplaceAll(string(r), "-", " "))
	}
	text := "are you still there"
	if len(roles) > 0 {
		text += " for " + strings.Join(roles, ", ")
	}
	if c.Email != "" {
		text += fmt.Sprintf(", is %s right", c.Email)
	}
	return text + ", and is anything coming that we should know?"
}
