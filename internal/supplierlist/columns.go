package supplierlist

import (
	"fmt"
	"slices"
	"strings"

	"supplierwatch/internal/model"
	"supplierwatch/internal/sheet"
)

// column is a column that is read.
type column struct {
	index  int
	header string
	field  Field
}

// headerReader finds out which column holds what.
type headerReader struct {
	file     string
	row      int
	columns  []column
	skipped  []string
	nameless map[int]bool // columns without a header
	problems []model.Problem
}

// columnsOf reads the header, the first row.
func columnsOf(file string, row sheet.Row, mapping Mapping) headerReader {
	h := headerReader{file: file, row: row.Number, nameless: map[int]bool{}}
	mapped := map[string]bool{}
	for i, cell := range row.Cells {
		header := strings.TrimSpace(cell.Text)
		if header == "" {
			h.nameless[i] = true
			continue
		}
		field, known, skip := mapping.fieldOf(header)
		mapped[fold(header)] = true
		switch {
		case known:
			h.add(column{index: i, header: header, field: field})
		case !skip:
			h.skipped = append(h.skipped, header)
		}
	}
	for _, folded := range sortedKeys(mapping.columns) {
		if c := mapping.columns[folded]; !mapped[folded] && !c.skip {
			h.problems = append(h.problems, problemAt(c.pos, "`columns`: %s has no column %q", file, c.header))
		}
	}
	slices.SortStableFunc(h.problems, func(a, b model.Problem) int { return a.Compare(b.Position) })
	h.wantName(mapping)
	return h
}

// headerLikeness returns how much a row looks like the header: the columns of a map file, or two known ones, with the name or the id among them.
func (m Mapping) headerLikeness(row sheet.Row) sheet.HeaderLikeness {
	found, about := map[Field]bool{}, false
	for _, cell := range row.Cells {
		if field, known, _ := m.fieldOf(strings.TrimSpace(cell.Text)); known {
			found[field] = true
			about = about || field.Key == KeyName || field.Key == KeyID
		}
	}
	switch {
	case about && (len(found) > 1 || m.columns != nil):
		return sheet.SurelyHeader
	case about:
		return sheet.MaybeHeader
	}
	return sheet.NotHeader
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// fieldOf returns what a column holds by the mapping or, without one, by its header.
func (m Mapping) fieldOf(header string) (f Field, known, skip bool) {
	if m.columns == nil {
		f, known = FieldOf(header)
		return f, known, false
	}
	c, known := m.columns[fold(header)]
	return c.field, known && !c.skip, c.skip
}

func (h *headerReader) add(c column) {
	for _, other := range h.columns {
		if other.field == c.field {
			h.report(c.index+1, "%q holds the same as %q in column %d (%s): rename one of them, such as to %q, or use a map file (--map)",
				c.header, other.header, other.index+1, c.field, example(c.field))
			return
		}
	}
	h.columns = append(h.columns, c)
}

// example returns another field of the same kind.
func example(f Field) string {
	if f.Part != "" && f.Role == model.RoleOrders {
		return Field{Role: model.RoleEscalation, Part: f.Part}.String()
	}
	return "old " + f.String()
}

// wantName reports a list in which no column says whom it is about.
func (h *headerReader) wantName(mapping Mapping) {
	if len(h.problems) > 0 || slices.ContainsFunc(h.columns, func(c column) bool { return c.field.Key == KeyName || c.field.Key == KeyID }) {
		return
	}
	why := "the first row must hold the headers"
	if len(h.skipped) > 0 {
		why = fmt.Sprintf("the first row holds %s", quotedList(h.skipped))
	}
	if mapping.columns != nil {
		why = "map a column to `name` in " + mapping.File
	}
	h.report(1, "no column holds the name or the id of the supplier: %s; expected headers such as id, name, tier, country, customer number, orders email, orders phone", why)
}

// maxNamed is how many headers a message lists.
const maxNamed = 8

func quotedList(all []string) string {
	var quoted []string
	for _, s := range all[:min(len(all), maxNamed)] {
		quoted = append(quoted, fmt.Sprintf("%.60q", s))
	}
	if len(all) > maxNamed {
		quoted = append(quoted, "…")
	}
	return strings.Join(quoted, ", ")
}

func (h *headerReader) report(columnNumber int, format string, args ...any) {
	at := model.Position{File: h.file, Line: h.row, Column: columnNumber}
	h.problems = append(h.problems, problemAt(at, format, args...))
}

func problemAt(at model.Position, format string, args ...any) model.Problem {
	return model.Problem{Position: at, Message: fmt.Sprintf(format, args...)}
}
