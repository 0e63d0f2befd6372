package purchases

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/sheet"
)

// dateCell is a cell that holds a date.
type dateCell struct {
	cell sheet.Cell
	row  int
}

var (
	isoDate    = regexp.MustCompile(`^([0-9]{4})-([0-9]{2})-([0-9]{2})([ T][0-9:.]+Z?)?$`)
	dottedDate = regexp.MustCompile(`^([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})$`)
	slashDate  = regexp.MustCompile(`^([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})$`)
)

// readDates reads the dates of all purchases. Whether 03/04/2026 is in March or in April follows from the other dates of the column, or is refused.
func (r *reader) readDates() {
	column := r.columns["date"]
	dayFirst, monthFirst := false, false
	for _, d := range r.dates {
		if m := slashDate.FindStringSubmatch(strings.TrimSpace(d.cell.Text)); m != nil {
			dayFirst = dayFirst || number(m[1]) > 12
			monthFirst = monthFirst || number(m[2]) > 12
		}
	}
	for i, d := range r.dates {
		text := strings.TrimSpace(d.cell.Text)
		if d.cell.Date != "" {
			text = d.cell.Date
		}
		date, ok := parseDate(text, dayFirst)
		switch {
		case slashDate.MatchString(text) && dayFirst == monthFirst:
			r.report(d.row, column+1, "%s: %q can be read in two ways: write dates such as 2026-03-31", r.headers[column], text)
		case !ok:
			r.report(d.row, column+1, "%s: %.80q is not a valid date: expected one such as 2026-03-31 or 31.03.2026", r.headers[column], text)
		default:
			r.list.Purchases[i].On = date
		}
	}
}

func number(text string) int {
	n, _ := strconv.Atoi(text) // digits alone, by the form
	return n
}

func parseDate(text string, dayFirst bool) (civil.Date, bool) {
	year, month, day := 0, 0, 0
	if m := isoDate.FindStringSubmatch(text); m != nil {
		year, month, day = number(m[1]), number(m[2]), number(m[3])
	} else if m := dottedDate.FindStringSubmatch(text); m != nil {
		day, month, year = number(m[1]), number(m[2]), number(m[3])
	} else if m := slashDate.FindStringSubmatch(text); m != nil && dayFirst {
		day, month, year = number(m[1]), number(m[2]), number(m[3])
	} else if m != nil {
		month, day, year = number(m[1]), number(m[2]), number(m[3])
	}
	date := civil.NewDate(year, time.Month(month), day)
	valid := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	return date, year >= 1900 && int(valid.Month()) == month && valid.Day() == day
}
