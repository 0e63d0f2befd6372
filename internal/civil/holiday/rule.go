package holiday

import (
	"slices"
	"time"
)

// rule is one holiday of a region.
type rule struct {
	name, law string
	on        func(year int) []day
	shift     int            // days after the day that on returns
	weekdays  []time.Weekday // only on these; empty for all
	years     years
	moves     []move
	// list is the list of dates that the rule reads, and empty for a rule that yields every year.
	list string
}

// years limits a rule; zero values do not.
type years struct {
	from, until  int
	only, except []int
}

func (y years) include(year int) bool {
	switch {
	case y.from != 0 && year < y.from, y.until != 0 && year > y.until:
		return false
	case len(y.only) > 0:
		return slices.Contains(y.only, year)
	}
	return !slices.Contains(y.except, year)
}

// move is what happens where a holiday falls on one of some weekdays, or together with another one.
type move struct {
	weekdays []time.Weekday
	clash    bool
	instead  bool // the holiday moves; otherwise there is one more
	target   target
}

// target is where a move leads.
type target struct {
	kind    targetKind
	days    int
	weekday time.Weekday
}

type targetKind int

const (
	toWeekday targetKind = iota
	byDays
	toFree
	toFreeBefore
)

func (m move) applies(d day, clashes bool) bool {
	return slices.Contains(m.weekdays, d.weekday()) || m.clash && clashes
}

// leads returns the day to which the move leads; taken reports whether a day is a holiday already.
func (m move) leads(d day, taken func(day) bool) day {
	switch t := m.target; t.kind {
	case byDays:
		return d + day(t.days)
	case toFree, toFreeBefore:
		step := day(1)
		if t.kind == toFreeBefore {
			step = -1
		}
		for d += step; d.weekend() || taken(d); d += step {
		}
		return d
	default:
		if t.weekday == time.Friday && d.weekday() == time.Saturday {
			return d - 1
		}
		return (d + 1).onOrAfter(t.weekday)
	}
}

// days returns the days of a year on which the rule falls before any move.
func (r rule) days(year int) []day {
	if !r.years.include(year) {
		return nil
	}
	var found []day
	for _, d := range r.on(year) {
		d += day(r.shift)
		if len(r.weekdays) == 0 || slices.Contains(r.weekdays, d.weekday()) {
			found = append(found, d)
		}
	}
	return found
}
