package supplierdiff

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"supplierwatch/internal/model"
	"supplierwatch/internal/registry/proof"
	"supplierwatch/internal/registry/scalar"
	"supplierwatch/internal/supplierlist"
)

// contactComparer compares the contacts of one supplier.
type contactComparer struct {
	all      *comparer
	supplier *model.Supplier
	wanted   []map[supplierlist.Part]string // what the list says of each contact of the registry
	changes  []ContactChange
}

// contacts returns the contacts that differ.
func (c *comparer) contacts(s *model.Supplier, e *supplierlist.Entry) []ContactChange {
	x := contactComparer{all: c, supplier: s, wanted: make([]map[supplierlist.Part]string, len(s.Contacts))}
	for _, contact := range e.Contacts {
		x.contact(contact)
	}
	return x.changes
}

func (x *contactComparer) contact(contact supplierlist.Contact) {
	index, found := x.find(contact)
	switch {
	case !found:
	case index == NewContact:
		x.changes = append(x.changes, newContact(contact))
	default:
		x.compare(index, contact)
	}
}

// find returns the contact of the registry that one of the list is about: the one for the role, of several the one whose address or number is the
// same. found is false where that is not certain.
func (x *contactComparer) find(contact supplierlist.Contact) (index int, found bool) {
	var sameRole, alike []int
	for i, known := range x.supplier.Contacts {
		if !slices.Contains(known.Roles, contact.Role) {
			continue
		}
		sameRole = append(sameRole, i)
		if x.alike(known, contact) {
			alike = append(alike, i)
		}
	}
	switch {
	case len(sameRole) == 0:
		return NewContact, true
	case len(alike) > 0:
		return alike[0], true
	case len(sameRole) == 1:
		return sameRole[0], true
	}
	first := firstOf(contact)
	x.all.report(first.Pos, "%s: supplier %s has %d contacts for %q, and none of them has %q: change the right one in the registry",
		first.Header, x.supplier.ID, len(sameRole), contact.Role, first.Text)
	return 0, false
}

// firstOf returns the address of a contact or, without one, its number or name.
func firstOf(contact supplierlist.Contact) supplierlist.Value {
	for _, part := range []supplierlist.Part{supplierlist.PartEmail, supplierlist.PartPhone} {
		if v := contact.Parts[part]; v.Text != "" {
			return v
		}
	}
	return contact.Parts[supplierlist.PartName]
}

// alike reports whether two contacts have an address or a number in common.
func (x *contactComparer) alike(known *model.Contact, contact supplierlist.Contact) bool {
	email, phone := contact.Text(supplierlist.PartEmail), contact.Text(supplierlist.PartPhone)
	return email != "" && x.same(supplierlist.PartEmail, known, email) || phone != "" && x.same(supplierlist.PartPhone, known, phone)
}

// compare adds what differs between a contact of the registry and one of the list.
func (x *contactComparer) compare(index int, contact supplierlist.Contact) {
	known := x.supplier.Contacts[index]
	change := ContactChange{Index: index, ID: known.ID, Roles: known.Roles}
	if x.wanted[index] == nil {
		x.wanted[index] = map[supplierlist.Part]string{}
	}
	for _, part := range supplierlist.Parts {
		v := contact.Parts[part]
		if v.Text == "" {
			continue
		}
		if other, twice := x.wanted[index][part]; twice {
			if other != v.Text {
				x.all.report(v.Pos, "%s: contact %s of supplier %s serves several roles, and the list has both %q and %q for it: change the contact in the registry",
					v.Header, known.ID, x.supplier.ID, other, v.Text)
			}
			continue
		}
		if x.wanted[index][part] = v.Text; !x.same(part, known, v.Text) {
			change.Parts = append(change.Parts, PartChange{Part: part, Old: supplierlist.PartOf(known, part), New: v.Text})
		}
	}
	change.Outdated = proof.Outdated(known, change.replaces(supplierlist.PartEmail), change.replaces(supplierlist.PartPhone))
	if len(change.Parts) > 0 {
		x.changes = append(x.changes, change)
	}
}

// replaces reports whether a part has another value.
func (change ContactChange) replaces(part supplierlist.Part) bool {
	return slices.ContainsFunc(change.Parts, func(p PartChange) bool { return p.Part == part })
}

// same reports whether a part of a contact is what the list says, in whatever way it is written.
func (x *contactComparer) same(part supplierlist.Part, known *model.Contact, text string) bool {
	old := supplierlist.PartOf(known, part)
	switch part {
	case supplierlist.PartEmail:
		return sameAddress(old, text)
	case supplierlist.PartPhone:
		return old == text || samePhone(old, text, x.supplier.Country)
	}
	return sameText(old, text) || sameText(known.Name, text)
}

// sameText reports whether two texts differ at most in whether accents are characters of their own (NFD), which nobody sees.
func sameText(a, b string) bool { return norm.NFC.String(a) == norm.NFC.String(b) }

// sameAddress reports whether two addresses differ in the case of the domain at most.
func sameAddress(a, b string) bool {
	localA, domainA, _ := strings.Cut(a, "@")
	localB, domainB, _ := strings.Cut(b, "@")
	return localA == localB && strings.EqualFold(domainA, domainB)
}

// samePhone reports whether two texts are one number with one extension.
func samePhone(a, b, country string) bool {
	first, second := scalar.Phone(a), scalar.Phone(b)
	dialled, _ := first.Dial(country)
	other, _ := second.Dial(country)
	return dialled != "" && dialled == other && first.Extension() == second.Extension()
}
