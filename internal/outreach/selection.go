package outreach

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"supplierwatch/internal/model"
	"supplierwatch/internal/registry/recordtarget"
)

// CheckSelection returns an error where the selection names something that the registry does not have.
func (m *Manual) CheckSelection() error {
	if m.Selection.Tier != "" && m.Registry.Tiers[m.Selection.Tier] == nil {
		return fmt.Errorf("there is no tier %q%s", m.Selection.Tier, recordtarget.Suggestion(m.Selection.Tier, slices.Sorted(maps.Keys(m.Registry.Tiers))))
	}
	for _, name := range m.Selection.Names {
		id, contact := selected(name)
		s := m.Registry.Supplier(id)
		if s == nil {
			return fmt.Errorf("there is no supplier %q%s", id, recordtarget.Suggestion(id, supplierIDs(m.Registry)))
		}
		ids := make([]string, len(s.Contacts))
		for i, c := range s.Contacts {
			ids[i] = c.ID
		}
		if contact != "" && !slices.Contains(ids, contact) {
			return fmt.Errorf("%s has no contact %q%s", s.ID, contact, recordtarget.Suggestion(contact, ids))
		}
	}
	return nil
}

// selected returns the ids of the supplier and the contact that a name selects, SUPPLIER, SUPPLIER/CONTACT or SUPPLIER/contact/CONTACT. The contact
// is empty for all of the supplier.
func selected(name string) (supplier, contact string) {
	supplier, contact, _ = strings.Cut(name, "/")
	if id, ok := model.KindContact.ID(model.ParseSubject(contact)); ok {
		contact = id
	}
	return supplier, contact
}

// supplierIDs returns the ids of all suppliers.
func supplierIDs(r *model.Registry) []string {
	ids := make([]string, len(r.Suppliers))
	for i, s := range r.Suppliers {
		ids[i] = s.ID
	}
	return ids
}

// selects reports whether a contact belongs to the selection.
func (m *Manual) selects(a model.ContactRef) bool {
	if m.Selection.Tier != "" && a.Supplier.Tier.ID != m.Selection.Tier {
		return false
	}
	return len(m.Selection.Names) == 0 || slices.ContainsFunc(m.Selection.Names, func(name string) bool {
		id, contact := selected(name)
		return m.Registry.Supplier(id) == a.Supplier && (contact == "" || contact == a.Contact.ID)
	})
}
