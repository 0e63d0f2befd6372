package civil

import "time"

// WithHours returns a calendar with c's days and zone and other opening hours: somebody at the same place who keeps hours of their own.
func (c *Calendar) WithHours(h Hours) *Calendar {
	base := c.orStandard()
	return &Calendar{ID: base.ID, Location: base.Location, hours: &h, days: base.table()}
}

// ClosingAt returns the instant at which the opening that t lies in ends. It is not ok if c is closed at t and if it knows no hours that
// end: a calendar without any, one around the clock, one that is always open.
func (c *Calendar) ClosingAt(t time.Time) (time.Time, bool) {
	if c.orStandard().AlwaysOpen {
		return time.Time{}, false
	}
	today := c.Today(t)
	for _, d := range []Date{today, today.AddDays(-1)} {
		if closing, ok := c.Cutoff(d); ok && c.spanOn(d).contains(t) {
			return closing, true
		}
	}
	return time.Time{}, false
}
