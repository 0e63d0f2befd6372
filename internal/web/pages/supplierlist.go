package pages

import (
	"cmp"
	"slices"
	"strings"

	"supplierwatch/internal/model"
	"supplierwatch/internal/web/content"
)

// supplierRow is a supplier in the list of all.
type supplierRow struct{ content.SupplierNeed }

// Owner returns the name of the team that owns the supplier.
func (r supplierRow) Owner() string { return ownerName(r.Entry) }

func ownerName(s *model.Supplier) string {
	if s.Owner == nil {
		return "no owner"
	}
	return s.Owner.Name()
}

// Items returns what we buy there.
func (r supplierRow) Items() string {
	var items []string
	for _, x := range r.Entry.Supplies {
		items = append(items, cmp.Or(x.Item, x.ID))
	}
	return strings.Join(items, ", ")
}

// The states by which the list of suppliers can be filtered.
const (
	stateAlert = "alert"
	stateTask  = "task"
	stateNone  = "none"
)

// State returns what a supplier needs: an action now, a task, or nothing that is known.
func (r supplierRow) State() string {
	switch {
	case r.Alerts+r.Held > 0:
		return stateAlert
	case r.Tasks > 0:
		return stateTask
	}
	return stateNone
}

// supplierFilter is which suppliers are listed. Empty fields let all through.
type supplierFilter struct{ Query, Tier, Owner, Line, State string }

// supplierRows returns the suppliers that a filter lets through, those in need first: by severity, exposure, name.
func supplierRows(s content.Snapshot, filter supplierFilter) []supplierRow {
	if s.Registry == nil {
		return nil
	}
	var rows []supplierRow
	for _, need := range s.SupplierIndex().Rows {
		if row := (supplierRow{need}); filter.lets(row) {
			rows = append(rows, row)
		}
	}
	return rows
}

// lets reports whether the filter lets a supplier through.
func (f supplierFilter) lets(row supplierRow) bool {
	x := row.Entry
	switch {
	case f.Tier != "" && (x.Tier == nil || x.Tier.ID != f.Tier),
		f.Owner != "" && (x.Owner == nil || x.Owner.ID != f.Owner),
		f.State != "" && row.State() != f.State,
		f.Line != "" && !feeds(x, f.Line):
		return false
	}
	return f.Query == "" || matches(x, f.Query)
}

// feeds reports whether a supplier's goods are used in a production line.
func feeds(x *model.Supplier, line string) bool {
	return slices.ContainsFunc(x.Supplies, func(s *model.Supply) bool {
		return slices.ContainsFunc(s.UsedIn, func(u model.UsedIn) bool { return u.Line != nil && u.Line.ID == line })
	})
}

// matches reports whether each word of a query occurs in what people know a supplier by: its name and ids, its items, our customer number, its
// contacts. Phone numbers are compared by their digits.
func matches(x *model.Supplier, query string) bool {
	known := strings.ToLower(strings.Join(searchable(x), "\n"))
	if digits := digitsOf(query); len(digits) >= 4 && len(digits)*2 > len(query) && strings.Contains(digitsOf(known), digits) {
		return true
	}
	for word := range strings.FieldsSeq(strings.ToLower(query)) {
		if !strings.Contains(known, word) {
			return false
		}
	}
	return true
}

// searchable returns the texts by which a supplier is found.
func searchable(x *model.Supplier) []string {
	texts := append([]string{x.ID, x.Name, x.CustomerNumber, x.Country}, x.Was...)
	for _, number := range x.Identifiers {
		texts = append(texts, number)
	}
	for _, s := range x.Supplies {
		texts = append(texts, s.ID, s.Item)
	}
	for _, c := range x.Contracts {
		texts = append(texts, c.ID, c.Title)
	}
	for _, c := range x.Contacts {
		texts = append(texts, c.ID, c.Name, c.Email, c.Phone, c.Number)
	}
	return texts
}

// digitsOf returns the digits of a text; line ends stay, so that two numbers do not become one.
func digitsOf(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r == '\n' {
			return r
		}
		return -1
	}, text)
}
