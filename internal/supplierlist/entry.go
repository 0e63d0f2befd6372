package supplierlist

import (
	"strings"

	"golang.org/x/text/unicode/norm"

	"supplierwatch/internal/model"
)

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
	// Countries are those of the suppliers of the registry, by the marks of their ids, numbers and names.
	Countries map[string]string
}

// Mark returns what a value that identifies a supplier is compared by.
func Mark(key Key, text string) string {
	return string(key) + " " + FoldName(text)
}

// FoldName returns what of a name is compared: neither case nor blanks count, nor whether an accent is a character of its own, as programs on a Mac write it
// (NFD).
func FoldName(name string) string {
	return strings.ToLower(strings.Join(strings.Fields(norm.NFC.String(name)), " "))
}

// countryOf returns the country of the supplier that an entry is about: by the list, else by the registry, else the usual one.
func (k Known) countryOf(e *Entry) string {
	if country := e.Text(KeyCountry); country != "" {
		return country
	}
	for _, key := range []Key{KeyID, KeyERP, KeyName} {
		if text := e.Text(key); text != "" {
			if country := k.Countries[Mark(key, text)]; country != "" {
				return country
			}
			break // a row with another id or number is about another supplier, whatever its name
		}
	}
	return k.Country
}
