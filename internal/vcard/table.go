package vcard

import (
	"fmt"
	"slices"
	"strings"

	"supplierwatch/internal/model"
	"supplierwatch/internal/sheet"
	"supplierwatch/internal/supplierlist"
)

// Properties of our own, which keep what vCards have no property for.
const (
	propertyID       = "X-SUPPLIERWATCH-ID"
	propertyTier     = "X-SUPPLIERWATCH-TIER"
	propertyOwner    = "X-SUPPLIERWATCH-OWNER"
	propertyERP      = "X-SUPPLIERWATCH-ERP"
	propertyCustomer = "X-CUSTOMER-NUMBER"
)

// Table is a file of cards as a list of suppliers, one row for each: the cards of one organization belong together.
type Table struct {
	Rows    sheet.Rows
	Skipped []supplierlist.Skipped // properties that were not read

	lines map[[2]int]int // of the cells, by row and column
}

// Line returns the line of the file that a cell is from.
func (t Table) Line(row, column int) int {
	if line, known := t.lines[[2]int{row, column}]; known {
		return line
	}
	return row
}

// Read reads cards as suppliers with contacts.
func Read(data []byte) (Table, error) {
	cards, err := Parse(data)
	if err != nil {
		return Table{}, err
	}
	b := tableBuilder{fields: supplierlist.Fields(), index: map[string]int{}, lines: map[[2]int]int{}}
	for _, card := range cards {
		if err := b.card(card); err != nil {
			return Table{}, err
		}
	}
	return Table{Rows: b.all, Skipped: b.skipped, lines: b.lines}, nil
}

// tableBuilder collects rows.
type tableBuilder struct {
	fields  []supplierlist.Field
	rows    []sheet.Row
	index   map[string]int // rows by the supplier that they are about
	skipped []supplierlist.Skipped
	lines   map[[2]int]int
}

// all returns the rows, the names of the fields first.
func (b *tableBuilder) all(yield func(sheet.Row, error) bool) {
	header := sheet.Row{Number: 1}
	for _, f := range b.fields {
		header.Cells = append(header.Cells, sheet.Cell{Text: f.String(), AsText: true})
	}
	if !yield(header, nil) {
		return
	}
	for _, row := range b.rows {
		if !yield(row, nil) {
			return
		}
	}
}

// card adds a card to the row of its supplier.
func (b *tableBuilder) card(card Card) error {
	organization, person := names(card)
	if organization.Text() == "" {
		return sheet.PlaceError{Row: card.Line, Column: 1, Why: "the card has neither ORG nor FN: it does not show which supplier it is about"}
	}
	row := b.row(card, organization)
	b.set(row, supplierlist.Field{Key: supplierlist.KeyName}, organization, organization.Component(0))
	for name, key := range map[string]supplierlist.Key{
		propertyID: supplierlist.KeyID, propertyTier: supplierlist.KeyTier, propertyOwner: supplierlist.KeyOwner, propertyERP: supplierlist.KeyERP,
		propertyCustomer: supplierlist.KeyCustomerNumber, "LANG": supplierlist.KeyLanguage,
	} {
		if p, given := card.first(name); given {
			b.set(row, supplierlist.Field{Key: key}, p, p.Text())
		}
	}
	if p, given := card.first("ADR"); given {
		b.set(row, supplierlist.Field{Key: supplierlist.KeyCountry}, p, p.Component(6))
	}
	return b.contact(row, card, person)
}

// names returns the organization of a card and the person or desk; a card without an organization is about one itself.
func names(card Card) (organization, person Property) {
	person = card.person()
	organization, given := card.first("ORG")
	if !given || organization.Component(0) == "" {
		return Property{Line: person.Line, values: escaper.Replace(person.Text())}, Property{}
	}
	if person.Text() == organization.Component(0) {
		person = Property{}
	}
	return organization, person
}

// row returns the row of the supplier of a card.
func (b *tableBuilder) row(card Card, organization Property) int {
	mark := "name " + strings.ToLower(organization.Component(0))
	if p, given := card.first(propertyID); given {
		mark = "id " + p.Text()
	}
	at, known := b.index[mark]
	if !known {
		at = len(b.rows)
		b.index[mark] = at
		b.rows = append(b.rows, sheet.Row{Number: card.Line, Cells: make([]sheet.Cell, len(b.fields))})
	}
	return at
}

// set fills a cell that is empty, and reports whether it holds the text then.
func (b *tableBuilder) set(row int, f supplierlist.Field, p Property, text string) bool {
	column := slices.Index(b.fields, f)
	cell := &b.rows[row].Cells[column]
	if cell.Text == "" && text != "" {
		*cell = sheet.Cell{Text: text, AsText: f.Part != supplierlist.PartPhone} // a number that a spreadsheet has changed stays so in a card made from it
		b.lines[[2]int{b.rows[row].Number, column + 1}] = p.Line
	}
	return cell.Text == text
}

// contact adds the contact of a card for each of its roles.
func (b *tableBuilder) contact(row int, card Card, person Property) error {
	emails, phones := card.all("EMAIL"), card.phones()
	for _, more := range [][]Property{emails, phones} {
		for _, p := range more[min(1, len(more)):] {
			b.skipped = append(b.skipped, supplierlist.Skipped{Header: fmt.Sprintf("%s in line %d", p.Name, p.Line), Why: "a contact has one"})
		}
	}
	if len(emails)+len(phones) == 0 {
		return nil // the card is about the organization alone
	}
	for _, role := range rolesOf(card) {
		taken := false
		for part, all := range map[supplierlist.Part][]Property{supplierlist.PartEmail: emails, supplierlist.PartPhone: phones} {
			if len(all) > 0 {
				taken = !b.set(row, supplierlist.Field{Role: role, Part: part}, all[0], contactText(all[0])) || taken
			}
		}
		if taken {
			return sheet.PlaceError{Row: card.Line, Column: 1, Why: fmt.Sprintf("another card of the same organization is already the contact for %s: write the role of each under ROLE or CATEGORIES, such as quality", role)}
		}
		b.set(row, supplierlist.Field{Role: role, Part: supplierlist.PartName}, person, person.Text())
	}
	return nil
}

// contactText returns an address or number without the scheme that version 4.0 allows.
func contactText(p Property) string {
	text := p.Text()
	for _, scheme := range []string{"mailto:", "tel:"} {
		if len(text) > len(scheme) && strings.EqualFold(text[:len(scheme)], scheme) {
			return text[len(scheme):]
		}
	}
	return text
}

// rolesOf returns the roles that a card is for, orders where it shows none.
func rolesOf(card Card) []model.Role {
	var roles []model.Role
	for _, name := range []string{"CATEGORIES", "ROLE", "TITLE"} {
		for _, p := range card.all(name) {
			for _, word := range p.List() {
				if role, known := supplierlist.RoleOf(word); known && !slices.Contains(roles, role) {
					roles = append(roles, role)
				}
			}
		}
	}
	if len(roles) == 0 {
		return []model.Role{model.RoleOrders}
	}
	return roles
}
