package obligations

import (
	"sort"
	"time"
)

// longestDay is longer than any day, also one on which the clocks go back.
const longestDay = 48 * time.Hour

// FirstInstant returns the first instant of a day after now at which a condition holds that goes on to hold once it does. It is zero where the
// condition already holds, and where it does not hold yet when the day is over.
func (ec *Context) FirstInstant(holds func(time.Time) bool) time.Time {
	if holds(ec.Now) || !holds(ec.Now.Add(longestDay)) {
		return time.Time{}
	}
	return ec.Now.Add(time.Duration(sort.Search(int(longestDay), func(n int) bool { return holds(ec.Now.Add(time.Duration(n))) })))
}

// Sooner returns the earlier of two instants after now. The first may be zero for none.
func (ec *Context) Sooner(next, at time.Time) time.Time {
	if at.After(ec.Now) && (next.IsZero() || at.Before(next)) {
		return at
	}
	return next
}
