package civil

import "time"

// WithHours returns a calendar with c's days and zone and other opening hours: somebody at the same place who keeps hours of their own.
func (c *Calendar) WithHours(h Hours) *Calendar {
	base := c.orStandard()
	return &Calendar{ID: base.ID, Location: base.Location, hours: &h, days: base.table()}
}

// OfficeHours returns the calendar of office hours at the same place: 08:00 to 18:00 from Monday to Friday, without c's holidays and closed
// days. It is for those who have no working hours: nobody has to be written to about a contract at night because somebody works then.
func (c *Calendar) OfficeHours() *Calendar {
	office := c.WithHours(Hours{From: 8 * time.Hour, To: 18 * time.Hour})
	office.officeDays = true
	return office
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
