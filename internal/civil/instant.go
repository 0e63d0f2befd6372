package civil

import "time"

// lastInstant is the end of an open-ended date: an instant that every format with four-digit years can still write.
var lastInstant = time.Date(9999, time.December, 31, 23, 59, 59, 0, time.UTC)

// Start returns the first instant of d in loc (UTC if nil). That is not always midnight: where the clocks jump at 00:00 (Cairo,
// Santiago, Beirut) the day begins at 01:00. A day that a zone left out altogether starts, and ends, where the next one does. The zero
// Date starts at the zero time.
func (d Date) Start(loc *time.Location) time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	return firstInstant(d.number(), 0, orUTC(loc))
}

// End returns the first instant of the day after d in loc (UTC if nil): d is over from then on. Far ends with the year 9999 in UTC at
// the latest.
func (d Date) End(loc *time.Location) time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	end := firstInstant(d.number()+1, 0, orUTC(loc))
	if end.After(lastInstant) {
		return lastInstant.In(orUTC(loc))
	}
	return end
}

// at returns the instant at which the clocks of loc show this time of day on d: the first one if they show it twice, and the moment of
// the jump if they never do. A clock of 24 hours or more belongs to a later day.
func (d Date) at(clock time.Duration, loc *time.Location) time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	return firstInstant(d.number(), clock, orUTC(loc))
}

// firstInstant returns the first instant from which the clocks of loc show day (a day number) and clock, or later. It walks the
// stretches between clock changes, since time.Date guarantees nothing for a local time that does not exist.
func firstInstant(day int, clock time.Duration, loc *time.Location) time.Time {
	local := time.Unix(int64(day)*secondsPerDay, 0).UTC().Add(clock)
	// No zone is ever a full day away from UTC, so this instant lies before the one sought.
	at := local.Add(-24 * time.Hour).In(loc)
	for {
		_, offset := at.Zone()
		begin, end := stretch(at)
		found := local.Add(-time.Duration(offset) * time.Second).In(loc)
		if !begin.IsZero() && found.Before(begin) {
			found = begin
		}
		if end.IsZero() || found.Before(end) {
			return found
		}
		at = end
	}
}

// stretch returns the time around at in which the clocks of its location do not change, as far as it is known; a zero end means that
// they never do again. On the last day of a leap year time.ZoneBounds ends the stretch before at, because it takes every year governed
// by a zone's closing rule to have 365 days; the stretch is then taken an hour at a time.
func stretch(at time.Time) (begin, end time.Time) {
	begin, end = at.ZoneBounds()
	if !end.IsZero() && !end.After(at) {
		end = at.Add(time.Hour)
	}
	return begin, end
}

// timeOfDay returns what the clock of t's location shows, as the time since a regular midnight.
func timeOfDay(t time.Time) time.Duration {
	h, m, s := t.Clock()
	return time.Duration(h)*time.Hour + time.Duration(m)*time.Minute + time.Duration(s)*time.Second + time.Duration(t.Nanosecond())
}

func orUTC(loc *time.Location) *time.Location {
	if loc == nil {
		return time.UTC
	}
	return loc
}

// DayEnd returns the first instant after now at which a day ends by any of the calendars.
func DayEnd(now time.Time, calendars ...*Calendar) time.Time {
	var first time.Time
	for _, c := range calendars {
		if end := c.Today(now).End(c.Zone()); first.IsZero() || end.Before(first) {
			first = end
		}
	}
	return first
}
