package supplierlist

import (
	"errors"
	"fmt"
	"strings"

	"supplierwatch/internal/model"
	"supplierwatch/internal/sheet"
	"supplierwatch/internal/strictyaml"
)

// maxProblems is after how many problems the rest is only counted.
const maxProblems = strictyaml.MaxProblems

// chunkRows is how many rows are checked together, so that a long list needs little memory beside its entries.
const chunkRows = 500

// Read returns the suppliers of a table with all problems. Rows above the header are skipped.
func Read(file string, rows sheet.Rows, mapping Mapping, known Known) List {
	r := reader{list: List{File: file}, mapping: mapping, known: known, first: map[string]model.Position{}}
	for row, err := range sheet.FromHeader(rows, mapping.headerLikeness) {
		if err != nil {
			r.report(errorPosition(file, err), "%s", errorText(err))
			break
		}
		r.row(row)
		if r.stop {
			break
		}
	}
	r.check()
	if !r.begun && len(r.list.Problems) == 0 {
		r.report(model.Position{File: file, Line: 1, Column: 1}, "the list is empty: expected a first row with headers")
	}
	r.countOmitted()
	return r.list
}

// errorPosition returns the cell at which a table cannot be read.
func errorPosition(file string, err error) model.Position {
	if at, ok := errors.AsType[sheet.PlaceError](err); ok {
		return model.Position{File: file, Line: at.Row, Column: at.Column}
	}
	return model.Position{File: file, Line: 1, Column: 1}
}

func errorText(err error) string {
	if at, ok := errors.AsType[sheet.PlaceError](err); ok {
		return at.Why
	}
	return err.Error()
}

// reader reads one table.
type reader struct {
	list     List
	mapping  Mapping
	known    Known
	columns  []column
	width    int          // of the header
	nameless map[int]bool // columns without a header that hold nothing yet
	begun    bool         // the header was read
	stop     bool         // the header cannot be used
	pending  []Entry
	first    map[string]model.Position // where an id, a name or a number is used first
	omitted  int
	lastSeen model.Position
}

func (r *reader) row(row sheet.Row) {
	switch {
	case !r.begun && row.IsEmpty():
		r.begun, r.stop = true, true
		r.report(r.at(row, 0), "the first row is empty: it must hold the headers, such as id, name, country, orders email")
	case !r.begun:
		h := columnsOf(r.list.File, row, r.mapping)
		r.begun, r.columns = true, h.columns
		r.skipAbove(row.Number)
		for _, header := range h.skipped {
			r.list.Skipped = append(r.list.Skipped, Skipped{header, "not a known column"})
		}
		r.nameless = h.nameless
		for _, p := range h.problems {
			r.add(p)
			r.stop = true
		}
		r.width = len(row.Cells)
	case !row.IsEmpty():
		r.entry(row)
		if len(r.pending) >= chunkRows {
			r.check()
		}
	}
}

// entry reads a row below the header.
func (r *reader) entry(row sheet.Row) {
	e := Entry{Pos: r.at(row, 0), Values: map[Key]Value{}}
	byRole, before := map[model.Role]map[Part]Value{}, len(r.list.Problems)+r.omitted
	for _, c := range r.columns {
		if v := r.value(row, c); v.Text != "" {
			e.put(c.field, v, byRole)
		}
	}
	e.damaged = len(r.list.Problems)+r.omitted > before
	r.skipNameless(row)
	r.tooManyCells(row)
	for key, v := range r.mapping.given {
		if _, own := e.Values[key]; !own {
			e.Values[key] = Value{Text: v.V, Pos: v.In(r.mapping.File), Header: string(key), AsText: true}
		}
	}
	for _, role := range model.Roles {
		if parts := byRole[role]; parts != nil {
			e.Contacts = append(e.Contacts, Contact{Role: role, Parts: parts})
		}
	}
	r.pending = append(r.pending, e)
}

func (e *Entry) put(f Field, v Value, byRole map[model.Role]map[Part]Value) {
	if f.Key != "" {
		e.Values[f.Key] = v
		return
	}
	if byRole[f.Role] == nil {
		byRole[f.Role] = map[Part]Value{}
	}
	byRole[f.Role][f.Part] = v
}

// value returns the value of a cell, and reports what a spreadsheet did to it.
func (r *reader) value(row sheet.Row, c column) Value {
	if c.index >= len(row.Cells) {
		return Value{}
	}
	cell := row.Cells[c.index]
	v := Value{Text: trimmed(cell.Text), Pos: r.at(row, c.index), Header: c.header, AsText: cell.AsText}
	if cell.IsEmpty() {
		return Value{}
	}
	if mapped, ok := r.mapping.values[c.field.Key][fold(v.Text)]; ok && c.field.Key != "" && cell.Changed == "" {
		v.Text, v.AsText = mapped, true
		return v
	}
	damaged := cell.Damage
	if c.field.isCode() {
		damaged = cell.DamagedCode
	}
	if why := damaged(); why != "" {
		r.reportCell(v, "%.80q %s", v.Text, why)
		return Value{}
	}
	return v
}

// trimmed returns a text without the blanks around it, of which some come from web pages.
func trimmed(text string) string { return strings.Trim(text, " \t\r\n\u00a0\u2007\u202f") }

// skipAbove lists the rows above the header.
func (r *reader) skipAbove(header int) {
	switch {
	case header == 2:
		r.list.Skipped = append(r.list.Skipped, Skipped{"row 1", "row 2 is the header"})
	case header > 2:
		r.list.Skipped = append(r.list.Skipped, Skipped{fmt.Sprintf("rows 1 to %d", header-1), fmt.Sprintf("row %d is the header", header)})
	}
}

// skipNameless lists the columns that hold something and have no header.
func (r *reader) skipNameless(row sheet.Row) {
	for i, c := range row.Cells {
		if r.nameless[i] && !c.IsEmpty() {
			delete(r.nameless, i)
			r.list.Skipped = append(r.list.Skipped, Skipped{fmt.Sprintf("column %d", i+1), "it has no header"})
		}
	}
}

// tooManyCells reports a row that is longer than the header: a delimiter within a value has divided it.
func (r *reader) tooManyCells(row sheet.Row) {
	for i := r.width; i < len(row.Cells); i++ {
		if !row.Cells[i].IsEmpty() {
			r.report(r.at(row, i), "the row has more cells than the header, which has %d: put a value that contains the delimiter in quotation marks", r.width)
			return
		}
	}
}

func (r *reader) at(row sheet.Row, index int) model.Position {
	return model.Position{File: r.list.File, Line: row.Number, Column: index + 1}
}

// reportCell reports what is wrong with a value, with the header of its column.
func (r *reader) reportCell(v Value, format string, args ...any) {
	r.report(v.Pos, "%s: %s", v.Header, fmt.Sprintf(format, args...))
}

func (r *reader) report(at model.Position, format string, args ...any) {
	r.add(problemAt(at, format, args...))
}

func (r *reader) add(p model.Problem) {
	if len(r.list.Problems) >= maxProblems {
		r.omitted++
		r.lastSeen = p.Position
		return
	}
	r.list.Problems = append(r.list.Problems, p)
}

// countOmitted ends the list of problems with how many more there are.
func (r *reader) countOmitted() {
	if r.omitted > 0 {
		r.list.Problems = append(r.list.Problems, model.Problem{Position: r.lastSeen, Message: strictyaml.MoreProblems(r.omitted), Omitted: r.omitted})
	}
}
