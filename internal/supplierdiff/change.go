package supplierdiff

import (
	"supplierwatch/internal/model"
	"supplierwatch/internal/supplierlist"
)

// Change is what a list changes about one supplier.
type Change struct {
	Supplier string          // the id
	Name     string          // as in the list or, without one, as in the registry
	Entry    model.Position  // of the row
	Old      *model.Supplier // nil: the supplier is new
	Keys     []KeyChange
	Contacts []ContactChange
}

// KeyChange is another value of a key of the supplier.
type KeyChange struct {
	Key supplierlist.Key
	Old string // empty: none
	New string
}

// ContactChange is another value of a contact, or a contact that is new.
type ContactChange struct {
	Index int // in the contacts of the supplier; NewContact: it is new
	ID    string
	Roles []model.Role
	Parts []PartChange
	// Outdated are the indices of the verifications that are about the address or number of before.
	Outdated []int
	Cell     model.Position // the first cell about it
}

// NewContact is the index of a contact that is new.
const NewContact = -1

// PartChange is another name, address or phone number of a contact.
type PartChange struct {
	Part supplierlist.Part
	Old  string // empty: none
	New  string
}

// Difference is what lists change in the registry.
type Difference struct {
	Changes   []Change
	Unchanged int      // suppliers of the lists that are already so
	Absent    []string // suppliers of the registry that are in no list
	Problems  []model.Problem
}
