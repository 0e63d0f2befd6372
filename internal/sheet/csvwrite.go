package sheet

import (
	"encoding/csv"
	"fmt"
	"io"
	"regexp"
	"strings"
)

// Style is how a CSV file is written.
type Style struct {
	// Excel makes the file look right after a double click in Excel: with a byte order mark, and values that Excel would change marked as text.
	Excel bool
	Comma rune // 0: a comma
}

// Plain is the style of RFC 4180.
var Plain = Style{}

// ExcelStyles are the styles for Excel in the languages that it may run in: where numbers have a decimal comma, it expects semicolons.
var ExcelStyles = map[string]Style{
	"en": {Excel: true, Comma: ','},
	"de": {Excel: true, Comma: ';'},
	"fr": {Excel: true, Comma: ';'},
}

// WriteCSV writes rows as CSV, with the line ends of RFC 4180, CR LF. No cell is taken for a formula, see Guard.
func (s Style) WriteCSV(w io.Writer, rows [][]string) error {
	if s.Excel {
		if _, err := io.WriteString(w, "\ufeff"); err != nil {
			return fmt.Errorf("write CSV: %w", err)
		}
	}
	out := csv.NewWriter(w)
	if s.Comma != 0 {
		out.Comma = s.Comma
	}
	out.UseCRLF = true
	guard := Guard
	if s.Excel {
		guard = GuardForExcel
	}
	for _, row := range rows {
		guarded := make([]string, len(row))
		for i, cell := range row {
			guarded[i] = guard(cell)
		}
		if err := out.Write(guarded); err != nil {
			return fmt.Errorf("write CSV: %w", err)
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("write CSV: %w", err)
	}
	return nil
}

// maxLiteral is how long a text within a formula of Excel may be.
const maxLiteral = 255

var (
	digit      = regexp.MustCompile(`[0-9]`)
	words      = regexp.MustCompile(`\pL+`)
	signed     = regexp.MustCompile(`^\+[0-9 ()/.-]+$`)
	monthOrDay = regexp.MustCompile(`(?i)^(jan|feb|fév|fev|mar|mär|mrz|apr|avr|may|mai|jun|juin|jul|juil|aug|aoû|sep|oct|okt|nov|dec|dez|déc|mon|tue|wed|thu|fri|sat|sun|` +
		`mon|die|mit|don|fre|sam|son|lun|mar|mer|jeu|ven|sam|dim|uhr|euro|dollar)\pL*$`)
)

// shortWord is up to how many letters a word beside digits may be a part of a number or a date: EUR 5, 1E10, 10 pm.
const shortWord = 3

// GuardForExcel returns a cell as Excel shows it unchanged: one that it would take for a number, a date or a truth value becomes ="…", which is text.
// Other cells are guarded as by Guard.
func GuardForExcel(cell string) string {
	if excelChanges(cell) && len(cell) <= maxLiteral {
		return `="` + strings.ReplaceAll(cell, `"`, `""`) + `"`
	}
	return Guard(cell)
}

// excelChanges reports whether Excel may take a cell for something else than text. It errs on the side of yes.
func excelChanges(cell string) bool {
	switch {
	case strings.HasPrefix(cell, "+"):
		return signed.MatchString(cell)
	case looksLikeFormula(strings.TrimLeft(cell, "'")), strings.ContainsAny(cell, "\n\r@"):
		return false
	case truth.MatchString(strings.ToUpper(cell)):
		return true
	case !digit.MatchString(cell):
		return false
	}
	for _, word := range words.FindAllString(cell, -1) {
		if len([]rune(word)) > shortWord && !monthOrDay.MatchString(word) {
			return false
		}
	}
	return true
}
