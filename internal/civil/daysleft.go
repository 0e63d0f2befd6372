package civil

import "time"

// DaysLeft returns how many days are left until a deadline: from today in our calendar, and the same in every output of one instant. The deadline
// ends with its day in the zone of theirs. Until then at least 0 days are left, also where our today is a day further; once it is over, at most -1.
func DaysLeft(deadline Date, now time.Time, ours, theirs *Calendar) int {
	return DaysLeftFrom(ours.Today(now), deadline, now, theirs)
}

// anotherDay is how many days apart two days are at least of which it is the same in every zone which one is over. No zone is more than a day
// away from UTC, and a zone may leave a day out.
const anotherDay = 4

// DaysLeftFrom is DaysLeft where today in our calendar is known.
func DaysLeftFrom(today, deadline Date, now time.Time, theirs *Calendar) int {
	left := deadline.DaysSince(today)
	if left >= anotherDay || left <= -anotherDay {
		return left // whether it is over does not have to be looked up
	}
	return daysLeft(left, deadline.End(theirs.Zone()), now)
}

// DaysLeftUntil is DaysLeft where the deadline ends at an instant, such as a cut-off hour.
func DaysLeftUntil(deadline Date, ends, now time.Time, ours *Calendar) int {
	return daysLeft(deadline.DaysSince(ours.Today(now)), ends, now)
}

// daysLeft returns the days between today and a deadline, corrected by whether it is over.
func daysLeft(left int, ends, now time.Time) int {
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
