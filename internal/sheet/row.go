package sheet

import (
	"fmt"
	"iter"
	"strings"
)

// Limits of one table. A table with more is not a list of suppliers.
const (
	MaxRows    = 1_000_000
	MaxColumns = 1_000
	MaxCell    = 32_767 // characters in a cell of Excel
)

// Cell is one value of a table.
type Cell struct {
	Text string
	// AsText means that the file marks the value as text, so that no spreadsheet has changed it.
	AsText bool
	// Changed is how the file shows that a spreadsheet has changed the value, as a predicate; empty if it does not show that.
	Changed string
	// Date is the day of a number that the file shows as a date, by ISO 8601; empty for all else.
	Date string
}

// IsEmpty reports whether nothing is in the cell but blanks.
func (c Cell) IsEmpty() bool { return strings.TrimSpace(c.Text) == "" && c.Changed == "" }

// Row is a row as a spreadsheet numbers it: the first one is 1.
type Row struct {
	Number int
	Cells  []Cell
}

// IsEmpty reports whether all cells are empty.
func (r Row) IsEmpty() bool {
	for _, c := range r.Cells {
		if !c.IsEmpty() {
			return false
		}
	}
	return true
}

// Rows are the rows of a table in their order. After an error there are no more.
type Rows = iter.Seq2[Row, error]

// PlaceError is an error at a place of a table.
type PlaceError struct {
	Row, Column int
	Why         string
}

// Error returns the reason with its place.
func (e PlaceError) Error() string {
	return fmt.Sprintf("row %d, column %d: %s", e.Row, e.Column, e.Why)
}

// Unguarded returns the value of a cell of a CSV file without the marks that keep a spreadsheet from changing it: ="0012" and the apostrophe before
// what looks like a formula. See Guard.
func Unguarded(text string) Cell {
	if inner, ok := strings.CutPrefix(text, `="`); ok && len(inner) > 0 && strings.HasSuffix(inner, `"`) {
		inner = inner[:len(inner)-1]
		if !strings.Contains(strings.ReplaceAll(inner, `""`, ""), `"`) {
			return Cell{Text: strings.ReplaceAll(inner, `""`, `"`), AsText: true}
		}
	}
	if rest, ok := strings.CutPrefix(text, "'"); ok && looksLikeFormula(strings.TrimLeft(rest, "'")) {
		return Cell{Text: rest, AsText: true}
	}
	return Cell{Text: text}
}
