package strictyaml

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"time"

	"supplierwatch/internal/civil"
)

func (s scalar) date(t *civil.Date) string {
	date, err := civil.ParseDate(s.text)
	if err != nil {
		return s.quotable() + " " + InvalidDate(s.text)
	}
	*t = date
	return ""
}

var dateForm = regexp.MustCompile(`^([0-9]{4})-([0-9]{2})-([0-9]{2})$`)

// InvalidDate returns as a predicate why a text is not a valid date: "is not a valid date: years begin with 0001".
func InvalidDate(text string) string {
	m := dateForm.FindStringSubmatch(text)
	if m == nil {
		return "is not a valid date: expected a date like 2027-12-31"
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

func (s scalar) period(t *civil.Period) string {
	period, err := ParsePeriod(s.text)
	if err != nil {
		return fmt.Sprintf("%s %v", s.quotable(), err)
	}
	*t = period
	return ""
}

var bareNumber = regexp.MustCompile(`^[0-9]+$`)

// ParsePeriod reads a period; its error is a predicate of the text, for types that are periods with bounds of their own.
func ParsePeriod(text string) (civil.Period, error) {
	if bareNumber.MatchString(text) {
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
