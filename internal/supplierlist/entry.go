package supplierlist

import "supplierwatch/internal/model"

// Value is one value of a list with the position of its cell. A value without text is not given.
type Value struct {
	Text   string
	Pos    model.Position
	Header string // the name of its column
	// AsText means that the file marks the value as text, so that no spreadsheet has changed it.
	AsText bool
}

// Entry is one supplier of a list.
type Entry struct {
	Pos      model.Position
	Values   map[Key]Value
	Contacts []Contact

	damaged bool // a cell of the row is reported already
}

// Text returns the value under a key; empty if it is not given.
func (e Entry) Text(key Key) string { return e.Values[key].Text }

// Contact is a contact of a supplier in a list.
type Contact struct {
	Role  model.Role
	Parts map[Part]Value
}

// Text returns a part of the contact; empty if it is not given.
func (c Contact) Text(part Part) string { return c.Parts[part].Text }

// List is what a file holds.
type List struct {
	File     string
	Entries  []Entry
	Skipped  []Skipped
	Problems []model.Problem
}

// Skipped is a part of a list that was not read.
type Skipped struct {
	Header string // of the column, or the name of the property
	Why    string
}

// Known is what the registry has that a list refers to.
type Known struct {
	Tiers   []string
	Teams   []string // nil: not known
	Country string   // of suppliers that name none
}
