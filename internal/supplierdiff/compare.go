package supplierdiff

import (
	"fmt"
	"slices"
	"strings"

	"supplierwatch/internal/model"
	"supplierwatch/internal/supplierlist"
)

// Compare returns what lists change in a registry, which may be empty.
func Compare(registry *model.Registry, lists []supplierlist.List) Difference {
	c := comparer{byID: map[string]*model.Supplier{}, byERP: map[string]*model.Supplier{}, byName: map[string][]*model.Supplier{}, taken: map[string]model.Position{}}
	for _, s := range registry.Suppliers {
		if number := s.Identifiers[string(supplierlist.KeyERP)]; number != "" {
			c.byERP[number] = s
		}
		c.byName[supplierlist.FoldName(s.Name)] = append(c.byName[supplierlist.FoldName(s.Name)], s)
		for _, former := range s.Was {
			c.byID[former] = s
		}
	}
	for _, s := range registry.Suppliers {
		c.byID[s.ID] = s
	}
	for _, list := range lists {
		for i := range list.Entries {
			c.entry(&list.Entries[i])
		}
	}
	for _, s := range registry.Suppliers {
		if _, listed := c.taken[s.ID]; !listed {
			c.found.Absent = append(c.found.Absent, s.ID)
		}
	}
	return c.found
}

// comparer compares one entry after the other.
type comparer struct {
	byID   map[string]*model.Supplier // former ids too
	byERP  map[string]*model.Supplier
	byName map[string][]*model.Supplier
	taken  map[string]model.Position // ids of the lists with their first row
	found  Difference
}

func (c *comparer) entry(e *supplierlist.Entry) {
	s, id, ok := c.identify(e)
	if !ok {
		return
	}
	if first, twice := c.taken[id]; twice {
		c.report(e.Pos, "supplier %s is already in %s", id, first)
		return
	}
	c.taken[id] = e.Pos
	change := Change{Supplier: id, Name: e.Text(supplierlist.KeyName), Entry: e.Pos, Old: s}
	if s == nil {
		c.addNew(change, e)
		return
	}
	if change.Name == "" {
		change.Name = s.Name
	}
	change.Keys = c.keys(s, e)
	change.Contacts = c.contacts(s, e)
	if len(change.Keys)+len(change.Contacts) == 0 {
		c.found.Unchanged++
		return
	}
	c.found.Changes = append(c.found.Changes, change)
}

// addNew adds a supplier that the registry does not have.
func (c *comparer) addNew(change Change, e *supplierlist.Entry) {
	if change.Name == "" {
		c.report(e.Pos, "the registry has no supplier %q, and the row has no name for a new one", change.Supplier)
		return
	}
	for _, key := range supplierlist.Keys {
		if text := e.Text(key); text != "" && key != supplierlist.KeyID {
			change.Keys = append(change.Keys, KeyChange{Key: key, New: text})
		}
	}
	for _, contact := range e.Contacts {
		change.addContact(contact)
	}
	c.found.Changes = append(c.found.Changes, change)
}

// addContact adds a contact of a new supplier. One that serves several roles is added once.
func (change *Change) addContact(contact supplierlist.Contact) {
	added := newContact(contact)
	for i := range change.Contacts {
		if slices.Equal(change.Contacts[i].Parts, added.Parts) {
			change.Contacts[i].Roles = append(change.Contacts[i].Roles, contact.Role)
			return
		}
	}
	change.Contacts = append(change.Contacts, added)
}

func newContact(contact supplierlist.Contact) ContactChange {
	added := ContactChange{Index: NewContact, Roles: []model.Role{contact.Role}, Cell: firstOf(contact).Pos}
	for _, part := range supplierlist.Parts {
		if text := contact.Text(part); text != "" {
			added.Parts = append(added.Parts, PartChange{Part: part, New: text})
		}
	}
	return added
}

// keys returns the keys whose values differ.
func (c *comparer) keys(s *model.Supplier, e *supplierlist.Entry) []KeyChange {
	old := supplierlist.ValuesOf(s)
	var changed []KeyChange
	for _, key := range supplierlist.Keys {
		v, given := e.Values[key]
		switch {
		case !given || key == supplierlist.KeyID || sameText(v.Text, old[key]):
		case isNumber(key) && withoutZeros(v.Text) == withoutZeros(old[key]) && !v.AsText:
			c.report(v.Pos, "%s: the registry has %q for supplier %s, and the list %q: a spreadsheet has removed the leading zeros; format the column as text and write the value again",
				v.Header, old[key], s.ID, v.Text)
		default:
			changed = append(changed, KeyChange{Key: key, Old: old[key], New: v.Text})
		}
	}
	return changed
}

func isNumber(key supplierlist.Key) bool {
	return key == supplierlist.KeyCustomerNumber || key == supplierlist.KeyERP
}

func withoutZeros(number string) string { return strings.TrimLeft(number, "0") }

func (c *comparer) report(at model.Position, format string, args ...any) {
	c.found.Problems = append(c.found.Problems, model.Problem{Position: at, Message: fmt.Sprintf(format, args...)})
}
