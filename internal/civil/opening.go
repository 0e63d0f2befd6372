package civil

import "time"

// Cutoff returns the instant on d at which the opening hours end, which is itself late; a shift over midnight ends on the next day. It
// is not ok without hours and with hours around the clock.
func (c *Calendar) Cutoff(d Date) (time.Time, bool) {
	hours := c.orStandard().hours
	if hours == nil || hours.AllDay || d.IsZero() {
		return time.Time{}, false
	}
	return d.at(hours.end(), c.Zone()), true
}

// OpenAt reports whether t lies within the opening hours of a business day. A shift over midnight belongs to the day it starts on.
func (c *Calendar) OpenAt(t time.Time) bool {
	if c != nil && c.AlwaysOpen {
		return true
	}
	today := c.Today(t)
	return c.spanOn(today).contains(t) || c.spanOn(today.AddDays(-1)).contains(t)
}

// NextOpening returns t itself if the calendar is open then, else the next instant at which it opens, and t again if none follows
// within SearchYears: what waits for an opening must not wait for ever.
func (c *Calendar) NextOpening(t time.Time) time.Time {
	if c.OpenAt(t) {
		return t
	}
	d := c.Today(t)
	for range searchDays {
		if s := c.spanOn(d); s.open() && !s.from.Before(t) {
			return s.from
		}
		d = d.AddDays(1)
	}
	return t
}

// BusinessTime returns how much of the time between two instants lies within opening hours; SearchYears of it at most are counted. It
// is 0 if to is not after from.
func (c *Calendar) BusinessTime(from, to time.Time) time.Duration {
	if !to.After(from) {
		return 0
	}
	if c != nil && c.AlwaysOpen {
		return to.Sub(from)
	}
	var sum time.Duration
	last := c.Today(to)
	d := c.Today(from).AddDays(-1)
	for range searchDays {
		if d.After(last) {
			break
		}
		sum += c.spanOn(d).overlap(from, to)
		d = d.AddDays(1)
	}
	return sum
}

// span is the time between two instants, the second not included.
type span struct{ from, to time.Time }

// spanOn returns the opening of a business day, and nothing for other days.
func (c *Calendar) spanOn(d Date) span {
	if !c.BusinessDay(d) || c.orStandard().officeDays && isWeekend(d) {
		return span{}
	}
	loc, hours := c.Zone(), c.orStandard().hours
	if hours == nil || hours.AllDay {
		return span{from: d.Start(loc), to: d.End(loc)}
	}
	return span{from: d.at(hours.From, loc), to: d.at(hours.end(), loc)}
}

func isWeekend(d Date) bool { return d.Weekday() == time.Saturday || d.Weekday() == time.Sunday }

func (s span) open() bool { return s.from.Before(s.to) }

func (s span) contains(t time.Time) bool { return !t.Before(s.from) && t.Before(s.to) }

// overlap returns how much of the span lies between two instants.
func (s span) overlap(from, to time.Time) time.Duration {
	if s.from.After(from) {
		from = s.from
	}
	if s.to.Before(to) {
		to = s.to
	}
	return max(0, to.Sub(from))
}
