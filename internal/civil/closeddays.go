package civil

import (
	"fmt"
	"strings"
)

// Days are days on which a place is closed or open by its own decision: a day, a range, or the same days of every year. The zero Days are none.
type Days struct {
	from, to   Date     // a range, both included; zero for the days of every year
	begin, end MonthDay // every year, both included; over New Year if end is before begin
}

// DaysOn returns a single day.
func DaysOn(d Date) Days { return Days{from: d, to: d} }

// ParseDays reads 2026-12-24, 2027-08-02/2027-08-13, or for every year 12-24 or 12-24/01-06. 02-29 is a day of leap years only.
func ParseDays(s string) (Days, error) {
	first, last, isRange := strings.Cut(s, "/")
	if !isRange {
		last = first
	}
	if from, err := ParseDate(first); err == nil {
		to, err := ParseDate(last)
		switch {
		case err != nil:
			return Days{}, fmt.Errorf("parse days %q: want the end as a date too, e.g. 2027-08-02/2027-08-13", s)
		case to.Before(from):
			return Days{}, fmt.Errorf("parse days %q: the range ends before it begins", s)
		}
		return Days{from: from, to: to}, nil
	}
	begin, err := ParseMonthDay(first)
	if err != nil {
		return Days{}, fmt.Errorf("parse days %q: want a date, MM-DD for every year, or a range of either", s)
	}
	end, err := ParseMonthDay(last)
	if err != nil {
		return Days{}, fmt.Errorf("parse days %q: want the end as MM-DD too, e.g. 12-24/01-06", s)
	}
	return Days{begin: begin, end: end}, nil
}

// IsZero reports whether there are no days.
func (d Days) IsZero() bool { return d == Days{} }

// String returns the notation that ParseDays reads.
func (d Days) String() string {
	begin, end := d.from.String(), d.to.String()
	if d.from.IsZero() {
		begin, end = d.begin.String(), d.end.String()
	}
	if begin == end {
		return begin
	}
	return begin + "/" + end
}

// Contain reports whether day is one of them.
func (d Days) Contain(day Date) bool {
	if d.IsZero() || day.IsZero() {
		return false
	}
	if !d.from.IsZero() {
		return !day.Before(d.from) && !day.After(d.to)
	}
	at := MonthDay{Month: day.Month(), Day: day.Day()}
	if d.end.before(d.begin) {
		return !at.before(d.begin) || !d.end.before(at)
	}
	return !at.before(d.begin) && !d.end.before(at)
}

// daySet answers quickly which days are in it.
type daySet struct {
	single map[Date]bool
	spans  []Days
}

func newDaySet(all []Days) daySet {
	s := daySet{single: map[Date]bool{}}
	for _, d := range all {
		if !d.from.IsZero() && d.from == d.to {
			s.single[d.from] = true
		} else {
			s.spans = append(s.spans, d)
		}
	}
	return s
}

func (s daySet) contains(day Date) bool {
	if s.single[day] {
		return true
	}
	for _, d := range s.spans {
		if d.Contain(day) {
			return true
		}
	}
	return false
}
