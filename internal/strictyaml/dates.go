package strictyaml

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"supplierwatch/internal/civil"
)

func (s scalar) date(t *civil.Date) fault {
	date, err := civil.ParseDate(s.text)
	if err != nil {
		f := refused("%s %s", s.quotable(), InvalidDate(s.text))
		if odd := oddIn(s.text); odd != "" && s.shown == "" {
			f.text += "; " + odd
		}
		return f
	}
	*t = date
	if why := UnlikelyYear(date); why != "" {
		return newlyRefused("%s %s", s.quotable(), why)
	}
	return fault{}
}

// FirstYear and LastYear are the years between which dates lie: another year is a typing error.
const (
	FirstYear = 1900
	LastYear  = 2199
)

// noEnd is the date that some programs write for one that never comes. They write other days of its year as well.
var noEnd = civil.NewDate(9999, time.December, 31)

// UnlikelyYear returns as a predicate why the year of a date is a typing error; empty if it is not. It says which year was meant only where there is
// no doubt: 0026 is 2026, but 0207 can be 2007, 2027 or 2070.
func UnlikelyYear(date civil.Date) string {
	year := date.Year()
	switch {
	case year >= FirstYear && year <= LastYear || year == noEnd.Year():
		return ""
	case year < 100 && 2000+year <= lastMeant:
		return fmt.Sprintf("is not a likely date: the year is %04d; write %04d%s if 20%02d is meant", year, 2000+year, date.String()[4:], year)
	case year < FirstYear:
		return fmt.Sprintf("is not a likely date: the year is %04d, and years before %d are not accepted; write the year with four digits, such as 2027", year, FirstYear)
	}
	return fmt.Sprintf("is not a likely date: the year is %04d, and years after %d are not accepted; for a date that never comes write %s", year, LastYear, noEnd)
}

// lastMeant is the last year that two digits can mean: 00-99 is hardly 2099.
const lastMeant = 2069

var dateForm = regexp.MustCompile(`^([0-9]{4})-([0-9]{2})-([0-9]{2})$`)

// InvalidDate returns as a predicate why a text is not a valid date: "is not a valid date: years begin with 0001".
func InvalidDate(text string) string {
	m := dateForm.FindStringSubmatch(text)
	if m == nil {
		return "is not a valid date: expected a date like 2027-12-31" + datesMeant(text)
	}
	year, _ := strconv.Atoi(m[1])
	month, _ := strconv.Atoi(m[2])
	switch {
	case year < 1:
		return "is not a valid date: years begin with 0001"
	case month < 1 || month > 12:
		return "is not a valid date: there are 12 months, and the month comes second"
	case m[3] == "00":
		return "is not a valid date: days begin with 01"
	}
	last := civil.NewDate(year, time.Month(month), 1).EndOfMonth()
	return fmt.Sprintf("is not a valid date: the last day of that month is %s", last)
}

var (
	dayFirst   = regexp.MustCompile(`^([0-9]{1,2})[-./ ]+([0-9]{1,2})[-./ ]+([0-9]{4}|[0-9]{2})\.?$`)
	yearFirst  = regexp.MustCompile(`^([0-9]{4})(?:[-./ ]+([0-9]{1,2})[-./ ]+([0-9]{1,2})|([0-9]{2})([0-9]{2}))\.?(?:[T ][0-9:.,]+(?:Z|[-+][0-9:]+)?)?$`)
	namedMonth = regexp.MustCompile(`(?i)^(?:([0-9]{1,2})(?:\.|st|nd|rd|th)?[- ]*)?(?:de |of )?([a-zäéû]{3,10})\.?[- ]*(?:([0-9]{1,2})(?:st|nd|rd|th)?,? +)?(?:de |of )?([0-9]{4})$`)
	dayCount   = regexp.MustCompile(`^[2-7][0-9]{4}$`)
)

// monthNames are the beginnings of the names of months in English, German, French, Spanish and Italian.
var monthNames = [12]string{
	"jan jän ene gen", "feb fév fev", "mar mär mrz", "apr avr abr", "may mai mag", "jun juin giu", "jul juil lug", "aug aoû aou ago", "sep set", "oct okt ott", "nov",
	"dec dez déc dic",
}

// datesMeant ends a message with the date that was probably meant, or with both where day and month can be mistaken for each other.
func datesMeant(text string) string {
	text = plainForm(text)
	var meant []string
	add := func(year, month, day string) {
		if len(year) == 2 {
			year = "20" + year
		}
		m, _ := strconv.Atoi(month)
		d, _ := strconv.Atoi(day)
		written := fmt.Sprintf("%s-%02d-%02d", year, m, d)
		if date, err := civil.ParseDate(written); err == nil && !slices.Contains(meant, date.String()) {
			meant = append(meant, date.String())
		}
	}
	if m := dayFirst.FindStringSubmatch(text); m != nil {
		if len(m[3]) == 2 && len(m[1]) == 2 {
			add(m[1], m[2], m[3])
		}
		add(m[3], m[2], m[1])
		add(m[3], m[1], m[2])
	} else if m := yearFirst.FindStringSubmatch(text); m != nil {
		add(m[1], m[2]+m[4], m[3]+m[5])
	} else if m := namedMonth.FindStringSubmatch(text); m != nil && (m[1] == "") != (m[3] == "") {
		if month := monthNamed(m[2]); month > 0 {
			add(m[4], strconv.Itoa(month), m[1]+m[3])
		}
	} else if dayCount.MatchString(text) { // as spreadsheets count days
		days, _ := strconv.Atoi(text)
		meant = append(meant, civil.NewDate(1899, time.December, 30).AddDays(days).String())
	}
	if len(meant) == 0 {
		return ""
	}
	return "; write " + strings.Join(meant, " or ")
}

func monthNamed(name string) int {
	name = strings.ToLower(name)
	return 1 + slices.IndexFunc(monthNames[:], func(beginnings string) bool {
		return slices.ContainsFunc(strings.Fields(beginnings), func(b string) bool { return strings.HasPrefix(name, b) })
	})
}

func (s scalar) period(t *civil.Period) fault {
	period, err := ParsePeriod(s.text)
	if err != nil {
		return refused("%s %v", s.quotable(), err)
	}
	*t = period
	return fault{}
}

// ParsePeriod reads a period; its error is a predicate of the text, for types that are periods with bounds of their own.
func ParsePeriod(text string) (civil.Period, error) {
	if digitsOnly.MatchString(text) {
		return civil.Period{}, fmt.Errorf("is not a valid period: the unit is missing, e.g. %s days", text)
	}
	period, err := civil.ParsePeriod(text)
	if cause := errors.Unwrap(err); cause != nil {
		// The cause says what is expected; the message has the text already.
		err = cause
	}
	if err != nil {
		return civil.Period{}, fmt.Errorf("is not a valid period: %w", err)
	}
	return period, nil
}
