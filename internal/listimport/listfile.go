package listimport

import (
	"errors"
	"fmt"

	"supplierwatch/internal/model"
	"supplierwatch/internal/sheet"
	"supplierwatch/internal/sheet/workbook"
	"supplierwatch/internal/supplierlist"
)

// Table is the rows of a list, and what of the file is left out.
type Table struct {
	Rows    sheet.Rows
	Skipped []supplierlist.Skipped
}

// List reads a list of suppliers, whatever its format. What the file is shows in its first bytes, not in its name.
func (s Source) List(path string, mapping supplierlist.Mapping, known supplierlist.Known) supplierlist.List {
	data, err := s.data(path)
	if err != nil {
		return unreadable(path, err)
	}
	if why := foreignFormat(path, data); why != "" {
		return unreadable(path, errors.New(why))
	}
	if isVCard(data) {
		return s.cards(path, data, mapping, known)
	}
	table, err := s.table(data)
	if err != nil {
		return unreadable(path, err)
	}
	list := supplierlist.Read(Name(path), table.Rows, mapping, known)
	list.Skipped = append(table.Skipped, list.Skipped...)
	return list
}

func unreadable(path string, err error) supplierlist.List {
	return supplierlist.List{File: Name(path), Problems: []model.Problem{{Position: top(path), Message: "cannot be read: " + err.Error()}}}
}

// Table returns the rows of a table: a workbook or a CSV file.
func (s Source) Table(path string) (Table, error) {
	data, err := s.data(path)
	if err != nil {
		return Table{}, err
	}
	if why := foreignFormat(path, data); why != "" {
		return Table{}, errors.New(why)
	}
	return s.table(data)
}

// table reads a workbook or a CSV file.
func (s Source) table(data []byte) (Table, error) {
	if isArchive(data) {
		return s.workbook(data)
	}
	if s.Sheet != "" {
		return Table{}, errors.New("it has no sheets: leave out --sheet")
	}
	rows, err := sheet.ReadCSV(data)
	return Table{Rows: rows}, err
}

// workbook reads a sheet, and lists the others as left out.
func (s Source) workbook(data []byte) (Table, error) {
	book, err := workbook.Read(data, s.Sheet)
	if err != nil {
		return Table{}, err
	}
	table := Table{Rows: book.Rows}
	for _, other := range book.Others {
		table.Skipped = append(table.Skipped, supplierlist.Skipped{Header: other, Why: s.whyOther(book.Sheet, other)})
	}
	return table, nil
}

// whyOther returns why a sheet is left out, and how people have it read.
func (s Source) whyOther(read, other string) string {
	if s.SheetFlag == "" {
		return fmt.Sprintf("only the sheet %q is read here: save another one as a file of its own, or import it with --sheet", read)
	}
	return fmt.Sprintf("another sheet than %q, which is read: %s %q reads this one", read, s.SheetFlag, other)
}
