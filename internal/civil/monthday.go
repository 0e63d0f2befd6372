package civil

import (
	"fmt"
	"time"
)

// MonthDay is a day of every year, such as 1 September. 29 February is one.
type MonthDay struct {
	Month time.Month
	Day   int
}

// ParseMonthDay reads MM-DD. A day that no year has (04-31) is an error.
func ParseMonthDay(s string) (MonthDay, error) {
	if len(s) != len("MM-DD") || s[2] != '-' {
		return MonthDay{}, fmt.Errorf("parse day of the year %q: want MM-DD, e.g. 09-01", s)
	}
	m, mOK := digits(s[:2])
	d, dOK := digits(s[3:])
	if !mOK || !dOK {
		return MonthDay{}, fmt.Errorf("parse day of the year %q: want MM-DD, e.g. 09-01", s)
	}
	const leapYear = 2000
	if m < 1 || m > 12 || d < 1 || d > daysIn(leapYear, time.Month(m)) {
		return MonthDay{}, fmt.Errorf("parse day of the year %q: there is no such day", s)
	}
	return MonthDay{Month: time.Month(m), Day: d}, nil
}

// String returns MM-DD.
func (m MonthDay) String() string { return fmt.Sprintf("%02d-%02d", int(m.Month), m.Day) }

// In returns the day in one year; where the year lacks it, the last day of its month. Years outside of 1 to 9999 give the nearest
// representable day.
func (m MonthDay) In(year int) Date {
	switch {
	case year < firstYear:
		return first
	case year > lastYear:
		return Far
	}
	return pack(year, m.Month, min(m.Day, daysIn(year, m.Month)))
}

// before reports whether m comes earlier in the year than o.
func (m MonthDay) before(o MonthDay) bool {
	return m.Month < o.Month || m.Month == o.Month && m.Day < o.Day
}
