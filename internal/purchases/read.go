package purchases

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/sheet"
	"supplierwatch/internal/strictyaml"
	"supplierwatch/internal/supplierlist"
)

// Purchase is one row of a list of purchases.
type Purchase struct {
	Supplier string // the name
	Number   string // of the supplier in the ERP system; empty: not in the list
	Item     string
	Order    string // the number of the order; empty: not in the list
	On       civil.Date
	Pos      model.Position
}

// columnNames are the headers of purchases, in English, German and French.
var columnNames = map[string]string{
	"supplier": "supplier, supplier name, vendor, vendor name, lieferant, lieferantenname, name 1, fournisseur, nom du fournisseur",
	"number":   "supplier number, vendor number, vendor no, lieferantennummer, kreditor, code fournisseur, lifnr",
	"item":     "item, item name, material, description, short text, article, artikel, bezeichnung, kurztext, materialkurztext, désignation, produit, product",
	"order":    "order, order number, order no, purchase order, po, po number, bestellung, bestellnummer, belegnummer, einkaufsbeleg, commande, numéro de commande",
	"quantity": "quantity, qty, order quantity, ordered quantity, menge, bestellmenge, anzahl, quantité, quantité commandée, qté",
	"date":     "date, order date, purchase date, po date, document date, datum, bestelldatum, belegdatum, date de commande, date de la commande",
}

// List is what a file of purchases holds.
type List struct {
	Purchases []Purchase
	Problems  []model.Problem
}

// reader reads one list of purchases.
type reader struct {
	file    string
	list    List
	columns map[string]int
	headers []string
	dates   []dateCell       // of the purchases, in order
	omitted []model.Position // of the problems that are not listed
}

// Read returns the purchases of a table. Rows above the header are skipped.
func Read(file string, rows sheet.Rows) List {
	r := reader{file: file}
	for row, err := range sheet.FromHeader(rows, headerLikeness) {
		switch {
		case err != nil:
			at, _ := errors.AsType[sheet.PlaceError](err)
			r.report(max(at.Row, 1), max(at.Column, 1), "%s", cmp.Or(at.Why, err.Error()))
			return r.finished()
		case r.columns == nil:
			if !r.header(row) {
				return r.list
			}
		case !row.IsEmpty():
			r.purchase(row)
		}
	}
	r.readDates()
	return r.finished()
}

// finished returns the list with its problems in the order of the cells. The last one says how many more there are.
func (r *reader) finished() List {
	slices.SortStableFunc(r.list.Problems, func(a, b model.Problem) int { return a.Compare(b.Position) })
	if n := len(r.omitted); n > 0 {
		at := slices.MinFunc(r.omitted, model.Position.Compare)
		r.list.Problems = append(r.list.Problems, model.Problem{Position: at, Message: strictyaml.MoreProblems(n), Omitted: n})
	}
	return r.list
}

// needed are the columns that every list of purchases has.
var needed = []string{"supplier", "item", "date"}

// columnsOf returns which column holds what by a row with headers.
func columnsOf(row sheet.Row) map[string]int {
	found := map[string]int{}
	for i, cell := range row.Cells {
		for name, words := range columnNames {
			if _, taken := found[name]; !taken && supplierlist.SameHeader(cell.Text, words) {
				found[name] = i
			}
		}
	}
	return found
}

// headerLikeness returns how much a row looks like the header: it has all columns that are needed, or all but one.
func headerLikeness(row sheet.Row) sheet.HeaderLikeness {
	found, missing := columnsOf(row), 0
	for _, name := range needed {
		if _, has := found[name]; !has {
			missing++
		}
	}
	switch missing {
	case 0:
		return sheet.SurelyHeader
	case 1:
		return sheet.MaybeHeader
	}
	return sheet.NotHeader
}

// header finds the columns, and reports those that are missing.
func (r *reader) header(row sheet.Row) bool {
	r.columns = columnsOf(row)
	for _, cell := range row.Cells {
		r.headers = append(r.headers, strings.TrimSpace(cell.Text))
	}
	for _, name := range needed {
		if _, found := r.columns[name]; !found {
			r.report(1, 1, "no column holds the %s: expected headers such as supplier, item, date, order number", name)
		}
	}
	return len(r.list.Problems) == 0
}

func (r *reader) purchase(row sheet.Row) {
	at := model.Position{File: r.file, Line: row.Number, Column: 1}
	before := len(r.list.Problems) + len(r.omitted)
	p := Purchase{Supplier: r.text(row, "supplier"), Number: r.text(row, "number"), Item: r.text(row, "item"), Order: r.text(row, "order"), Pos: at}
	if len(r.list.Problems)+len(r.omitted) > before {
		return // a damaged cell is not a missing one
	}
	if p.Supplier == "" || p.Item == "" {
		r.report(row.Number, 1, "the row has no supplier or no item")
		return
	}
	if isReturn(r.text(row, "quantity")) {
		return
	}
	date := r.columns["date"]
	cell := sheet.Cell{}
	if date < len(row.Cells) {
		cell = row.Cells[date]
	}
	r.list.Purchases = append(r.list.Purchases, p)
	r.dates = append(r.dates, dateCell{cell: cell, row: row.Number})
}

// text returns the text of a cell, and reports what a spreadsheet did to it.
func (r *reader) text(row sheet.Row, name string) string {
	i, found := r.columns[name]
	if !found || i >= len(row.Cells) || row.Cells[i].IsEmpty() {
		return ""
	}
	if why := row.Cells[i].Damage(); why != "" {
		r.report(row.Number, i+1, "%s: %.80q %s", r.headers[i], row.Cells[i].Text, why)
		return ""
	}
	return strings.TrimSpace(row.Cells[i].Text)
}

func (r *reader) report(row, column int, format string, args ...any) {
	at := model.Position{File: r.file, Line: row, Column: column}
	if len(r.list.Problems) >= strictyaml.MaxProblems {
		r.omitted = append(r.omitted, at)
		return
	}
	r.list.Problems = append(r.list.Problems, model.Problem{Position: at, Message: fmt.Sprintf(format, args...)})
}
