package workbook

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"supplierwatch/internal/sheet"
)

// Table is a sheet of a workbook.
type Table struct {
	Rows   sheet.Rows // to be read once
	Sheet  string     // its name
	Others []string   // the other visible sheets that hold something, by name
}

// Read returns the sheet of a workbook with a name or, without one, the first visible one that holds something. It reads one row after the other, so that
// a long list needs little memory.
func Read(data []byte, name string) (table Table, err error) {
	defer refusePanic(&err)
	archive, err := unpackable(data)
	if err != nil {
		return Table{}, err
	}
	file, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: maxInMemory})
	if err != nil {
		return Table{}, errNotWorkbook
	}
	parts := worksheets(archive)
	if table.Sheet, table.Others, err = chooseSheet(file, parts, name); err != nil {
		return Table{}, errors.Join(err, file.Close())
	}
	r := reader{file: file, sheet: table.Sheet, part: parts[table.Sheet], dates1904: countsFrom1904(file)}
	table.Rows = func(yield func(sheet.Row, error) bool) {
		if err := r.rows(yield); err != nil {
			yield(sheet.Row{}, err)
		}
	}
	return table, nil
}

// refusePanic returns an error in place of a panic: the library has panicked on damaged files before.
func refusePanic(err *error) {
	if recover() != nil {
		*err = errNotWorkbook
	}
}

// reader reads one sheet.
type reader struct {
	file      *excelize.File
	sheet     string
	part      *zip.File
	dates1904 bool
	noResult  map[int][]int // columns by row
}

// rows reads the sheet twice at the same time: the values as they are stored and as people see them.
func (r *reader) rows(yield func(sheet.Row, error) bool) (err error) {
	defer refusePanic(&err)
	defer func() { err = errors.Join(err, r.file.Close()) }()
	stored, err := r.file.Rows(r.sheet)
	if err != nil {
		return errNotWorkbook
	}
	defer func() { err = errors.Join(err, stored.Close()) }()
	shown, err := r.file.Rows(r.sheet)
	if err != nil {
		return errNotWorkbook
	}
	defer func() { err = errors.Join(err, shown.Close()) }()
	if r.noResult, err = withoutResult(r.part); err != nil {
		return errNotWorkbook
	}
	for number := 1; stored.Next() && shown.Next(); number++ {
		row, err := r.row(number, stored, shown)
		if !yield(row, err) || err != nil {
			return nil
		}
	}
	if err := errors.Join(stored.Error(), shown.Error()); err != nil {
		return errNotWorkbook
	}
	return nil
}

func (r *reader) row(number int, stored, shown *excelize.Rows) (sheet.Row, error) {
	raw, err := stored.Columns(excelize.Options{RawCellValue: true})
	texts, wrong := shown.Columns()
	row := sheet.Row{Number: number}
	switch {
	case err != nil || wrong != nil:
		return row, sheet.PlaceError{Row: number, Column: 1, Why: "the row is damaged"}
	case len(raw) > sheet.MaxColumns:
		return row, sheet.PlaceError{Row: number, Column: sheet.MaxColumns + 1, Why: fmt.Sprintf("the row has more than %d cells", sheet.MaxColumns)}
	case number > sheet.MaxRows:
		return row, sheet.PlaceError{Row: number, Column: 1, Why: fmt.Sprintf("the list has more than %d rows", sheet.MaxRows)}
	}
	row.Cells = make([]sheet.Cell, len(raw))
	for i, text := range raw {
		visible := text
		if i < len(texts) {
			visible = texts[i]
		}
		if row.Cells[i] = cellOf(text, visible); row.Cells[i].Changed != "" {
			row.Cells[i].Date = dateOf(text, r.dates1904)
		}
	}
	r.markNoResult(&row)
	return row, nil
}

// markNoResult marks the formulas of a row whose results are not in the workbook.
func (r *reader) markNoResult(row *sheet.Row) {
	for _, column := range r.noResult[row.Number] {
		if column > sheet.MaxColumns {
			continue
		}
		for len(row.Cells) < column {
			row.Cells = append(row.Cells, sheet.Cell{})
		}
		if cell := &row.Cells[column-1]; cell.Text == "" {
			cell.Changed = noResult
		}
	}
}

var (
	stored  = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$`) // how workbooks store numbers
	figures = regexp.MustCompile(`^-?[0-9][0-9.,'’ \x{a0}\x{202f}]*([eE][+-]?[0-9]+)?$`)
	other   = regexp.MustCompile(`^(TRUE|FALSE|#.*|[0-9]{4}-[0-9]{2}-[0-9]{2}.*)$`) // truth values, errors, dates by ISO 8601
)

// cellOf returns a cell by its stored and its visible text. A number that looks otherwise is a date, or has zeros that are not stored. What is neither a
// number nor a truth value was entered as text, and no spreadsheet has changed it.
func cellOf(raw, visible string) sheet.Cell {
	c := sheet.Cell{Text: raw}
	switch {
	case !stored.MatchString(raw):
		c.AsText = raw != "" && !other.MatchString(raw)
	case raw == visible || visible == "":
	case !figures.MatchString(visible):
		c.Changed = fmt.Sprintf("is a number that the workbook shows as %q: format the column as text and write the value again", visible)
	case strings.HasPrefix(visible, "0") && !strings.HasPrefix(raw, "0"):
		c.Changed = fmt.Sprintf("is a number that the workbook shows as %q, and its zeros are not stored: format the column as text and write the value again", visible)
	}
	return c
}

// countsFrom1904 reports whether the days of a workbook are counted from 1904, as old versions for the Mac did.
func countsFrom1904(file *excelize.File) bool {
	properties, err := file.GetWorkbookProps()
	return err == nil && properties.Date1904 != nil && *properties.Date1904
}

// dateOf returns the day of a number that is shown otherwise.
func dateOf(text string, dates1904 bool) string {
	serial, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return ""
	}
	day, err := excelize.ExcelDateToTime(serial, dates1904)
	if err != nil {
		return ""
	}
	return day.Format(time.DateOnly)
}
