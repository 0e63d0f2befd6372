package civil

import (
	"fmt"
	"slices"
	"time"

	"github.com/teambition/rrule-go"
)

// HorizonYears is how far a recurrence is searched from the day asked about.
const HorizonYears = 50

// Recurrence is a recurrence rule of RFC 5545 (section 3.3.10) on dates. Only days count: the day it is counted from is an occurrence
// only if the rule matches it, and a day that a month or year lacks is left out, not moved (see Skips). The zero Recurrence never
// occurs. It is immutable.
type Recurrence struct{ rule *rule }

// IsZero reports whether r is the zero Recurrence.
func (r Recurrence) IsZero() bool { return r.rule == nil }

// Equal reports whether r and o are the same rule counted from the same day.
func (r Recurrence) Equal(o Recurrence) bool { return r.String() == o.String() && r.From() == o.From() }

// String returns the rule in the notation of RFC 5545, without the day it is counted from.
func (r Recurrence) String() string {
	if r.rule == nil {
		return ""
	}
	return r.rule.text
}

// From returns the day the rule is counted from: intervals start there, and nothing occurs earlier.
func (r Recurrence) From() Date {
	if r.rule == nil {
		return Date{}
	}
	return r.rule.from
}

// OnOrAfter returns the first occurrence not before d, and false if there is none within HorizonYears.
func (r Recurrence) OnOrAfter(d Date) (Date, bool) {
	if r.rule == nil || d.IsZero() {
		return Date{}, false
	}
	d = later(d, r.rule.from)
	limit := earlier(r.rule.until, d.AddMonths(12*HorizonYears))
	for k := r.rule.periodOf(d); r.rule.begin(k) <= limit.number(); k++ {
		days := r.rule.occurrences(k)
		if i := slices.IndexFunc(days, func(x Date) bool { return !x.Before(d) }); i >= 0 {
			return days[i], !days[i].After(limit)
		}
	}
	return Date{}, false
}

// Before returns the last occurrence before d, and false if there is none within HorizonYears.
func (r Recurrence) Before(d Date) (Date, bool) {
	if r.rule == nil || d.IsZero() || !d.After(r.rule.from) {
		return Date{}, false
	}
	last := earlier(r.rule.until, d.AddDays(-1))
	limit := later(r.rule.from, d.AddMonths(-12*HorizonYears))
	if last.Before(limit) {
		return Date{}, false
	}
	for k := r.rule.periodOf(last); k >= r.rule.periodOf(limit); k-- {
		for _, x := range slices.Backward(r.rule.occurrences(k)) {
			if !x.After(last) {
				return x, !x.Before(limit)
			}
		}
	}
	return Date{}, false
}

// Between returns all occurrences from a to b, both included, in order; those later than HorizonYears after a are left out.
func (r Recurrence) Between(a, b Date) []Date {
	var found []Date
	if r.rule == nil || a.IsZero() {
		return nil
	}
	b = earlier(b, a.AddMonths(12*HorizonYears))
	for x, ok := r.OnOrAfter(a); ok && !x.After(b); x, ok = r.OnOrAfter(x.AddDays(1)) {
		found = append(found, x)
		if x == Far {
			break
		}
	}
	return found
}

// Skips returns a sentence if the rule leaves out a month or a year that it seems to include (29 February every year, the 31st every
// month, week 53), and nothing otherwise. It names the first one left out.
func (r Recurrence) Skips() string {
	if r.rule == nil {
		return ""
	}
	missing := r.rule.firstSkipped()
	if missing == "" {
		return ""
	}
	return fmt.Sprintf("the recurrence has no date in %s: a day that does not exist is left out, not moved", missing)
}

func earlier(a, b Date) Date {
	if b.Before(a) {
		return b
	}
	return a
}

func later(a, b Date) Date {
	if b.After(a) {
		return b
	}
	return a
}

// rule is a recurrence rule with everything the text left to the starting day filled in.
type rule struct {
	text      string
	from      Date
	freq      rrule.Frequency
	interval  int
	weekStart time.Weekday
	until     Date // Far if the rule does not end

	months    []int
	monthDays []int
	yearDays  []int
	weeks     []int
	weekdays  []weekday
	positions []int
}

// weekday is a day of the week, the n-th of its month or year if n is not 0, counted from the end if n is negative.
type weekday struct {
	day time.Weekday
	n   int
}
