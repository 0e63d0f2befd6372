package civil

import (
	"testing"
	"time"
	_ "time/tzdata" // the zones of Go, whatever the machine has
)

// TestEveryDayEndsWhereTheNextBegins walks all days around every clock change of every zone: each day ends where the next begins, and the
// first instant of a day shows that day and the one before it an earlier day. Only a day that a zone left out of its calendar has no
// instant.
func TestEveryDayEndsWhereTheNextBegins(t *testing.T) {
	for _, name := range zoneNames() {
		loc := zone(t, name)
		for _, change := range clockChanges(loc) {
			for i := -2; i <= 2; i++ {
				checkDay(t, loc, DateOf(change).AddDays(i))
			}
		}
	}
}

func checkDay(t *testing.T, loc *time.Location, d Date) {
	t.Helper()
	begin, end := d.Start(loc), d.End(loc)
	switch {
	case !end.Equal(d.AddDays(1).Start(loc)) || end.Before(begin):
		t.Fatalf("%s: %s lasts from %s to %s", loc, d, begin, end)
	case begin.Equal(end) && DateOf(begin) != d.AddDays(1):
		t.Fatalf("%s: %s has no instant, yet %s shows it", loc, d, begin)
	case begin.Before(end) && (DateOf(begin) != d || !DateOf(begin.Add(-1)).Before(d)):
		t.Fatalf("%s: %s begins at %s, after %s", loc, d, begin, begin.Add(-1))
	}
}

// TestDaysLeftNeverSkipsOrRepeats counts the days left to a deadline around every clock change of every zone, to the second:
// they never grow, and fall by one where a day ends and nowhere else; by two where a zone left a day out.
func TestDaysLeftNeverSkipsOrRepeats(t *testing.T) {
	for _, name := range zoneNames() {
		c := &Calendar{Location: zone(t, name)}
		for _, change := range clockChanges(c.Location) {
			today := c.Today(change.Add(-26 * time.Hour))
			for _, at := range instantsAround(change) {
				next := c.Today(at)
				left := Far.DaysSince(today) - Far.DaysSince(next)
				leftOut := left == 2 && today.AddDays(1).Start(c.Location).Equal(today.AddDays(1).End(c.Location))
				if left < 0 || left > 1 && !leftOut {
					t.Fatalf("%s: at %s it is %s, and was %s", name, at, next, today)
				}
				if at.Before(next.Start(c.Location)) || !at.Before(next.End(c.Location)) {
					t.Fatalf("%s: at %s it is %s, which lasts from %s to %s", name, at, next, next.Start(c.Location), next.End(c.Location))
				}
				today = next
			}
		}
	}
}

// instantsAround returns instants in the day before and the day after a clock change, in order.
func instantsAround(change time.Time) []time.Time {
	var found []time.Time
	for _, hours := range []time.Duration{-25, -3, -1, 0, 1, 2, 23, 25} {
		at := change.Add(hours * time.Hour)
		found = append(found, at.Add(-time.Second), at, at.Add(time.Minute))
	}
	return found
}

// clockChanges returns the clock changes of a zone from 1960 to 2040.
func clockChanges(loc *time.Location) []time.Time {
	var changes []time.Time
	for at := time.Date(1960, 1, 1, 0, 0, 0, 0, time.UTC).In(loc); ; {
		_, end := stretch(at)
		if end.IsZero() || end.Year() > 2040 {
			return changes
		}
		changes, at = append(changes, end), end
	}
}

// zoneNames lists the zones of places, and those without one that are no other name of them.
func zoneNames() []string {
	return append(Zones(), "CET", "CST6CDT", "EET", "EST", "EST5EDT", "HST", "MET", "MST", "MST7MDT", "PST8PDT", "WET", "Etc/GMT-14", "Etc/GMT+12")
}
