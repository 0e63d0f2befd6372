package civil

import "time"

// DaysLeft returns how many days are left until a deadline: from today in our calendar, and the same in every output of one instant. The deadline
// ends with its day in the zone of theirs. Until then at least 0 days are left, also where our today is a day further; once it is over, at most -1.
func DaysLeft(deadline Date, now time.Time, ours, theirs *Calendar) int {
	return DaysLeftUntil(deadline, deadline.End(theirs.Zone()), now, ours)
}

// DaysLeftUntil is DaysLeft where the deadline ends at an instant, such as a cut-off hour.
func DaysLeftUntil(deadline Date, ends, now time.Time, ours *Calendar) int {
	left := deadline.DaysSince(ours.Today(now))
	if now.Before(ends) {
		return max(0, left)
	}
	return min(-1, left)
}

// DayZones are the time zones of a deadline: where its day ends, and where its owner counts the days left. A nil one is UTC.
type DayZones struct{ Ends, Owner *time.Location }

// Differ reports whether a day ends at another instant than it does at its owner.
func (z DayZones) Differ(day Date) bool { return !day.End(z.Ends).Equal(day.End(z.Owner)) }

// TodayIn returns the day that now is in a time zone; nil is UTC. See Calendar.Today.
func TodayIn(zone *time.Location, now time.Time) Date { return (&Calendar{Location: zone}).Today(now) }
