package civil

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func inZone(t testing.TB, zone string) *Calendar {
	t.Helper()
	loc, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	c := DefaultCalendar()
	c.Location = loc
	return c
}

func TestDaysLeft(t *testing.T) {
	berlin, vancouver, auckland := inZone(t, "Europe/Berlin"), inZone(t, "America/Vancouver"), inZone(t, "Pacific/Auckland")
	day := NewDate(2026, 3, 11)
	for _, test := range []struct {
		now    string
		theirs *Calendar
		want   int
	}{
		{"2026-03-10T23:15:00Z", berlin, 0},
		{"2026-03-11T23:15:00Z", berlin, -1},
		{"2026-03-12T06:59:59Z", vancouver, 0}, // still 11 March there, and 12 March here
		{"2026-03-12T07:00:00Z", vancouver, -1},
		{"2026-03-11T10:59:59Z", auckland, 0},
		{"2026-03-11T11:00:00Z", auckland, -1}, // over there, and still 11 March here
		{"2026-03-01T12:00:00Z", auckland, 10},
	} {
		now, err := time.Parse(time.RFC3339, test.now)
		if err != nil {
			t.Fatal(err)
		}
		if got := DaysLeft(day, now, berlin, test.theirs); got != test.want {
			t.Errorf("%s in %s: %d days left, want %d", test.now, test.theirs.Location, got, test.want)
		}
	}
}

// TestDaysLeftFollowTheInstant holds that a deadline is past exactly when its day has ended where it ends, and that otherwise the days are counted
// from our own today.
func TestDaysLeftFollowTheInstant(t *testing.T) {
	zones := []string{"UTC", "Europe/Berlin", "America/Vancouver", "Pacific/Auckland", "Pacific/Kiritimati", "Africa/Cairo", "Asia/Kathmandu"}
	rapid.Check(t, func(rt *rapid.T) {
		ours := inZone(t, rapid.SampledFrom(zones).Draw(rt, "ours"))
		theirs := inZone(t, rapid.SampledFrom(zones).Draw(rt, "theirs"))
		now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(rapid.IntRange(0, 366*24*4).Draw(rt, "quarters")) * 15 * time.Minute)
		deadline := NewDate(2026, 1, 1).AddDays(rapid.IntRange(0, 400).Draw(rt, "day"))
		got := DaysLeft(deadline, now, ours, theirs)
		there := now.In(theirs.Location)
		over := NewDate(there.Year(), there.Month(), there.Day()).After(deadline)
		if over != (got < 0) {
			rt.Fatalf("%s at %s: %d days left; over there: %v", deadline, now, got, over)
		}
		here := now.In(ours.Location)
		plain := deadline.DaysSince(NewDate(here.Year(), here.Month(), here.Day()))
		if got != plain && got != 0 && got != -1 {
			rt.Fatalf("%s at %s: %d days left, and %d by our calendar", deadline, now, got, plain)
		}
	})
}

// TestDaysLeftWithoutLookingUpItsEnd compares with the count that looks up when the day of each deadline ends, near clock changes of all zones.
func TestDaysLeftWithoutLookingUpItsEnd(t *testing.T) {
	zones := zoneNames()
	rapid.Check(t, func(rt *rapid.T) {
		ours := inZone(t, rapid.SampledFrom(zones).Draw(rt, "ours"))
		theirs := inZone(t, rapid.SampledFrom(zones).Draw(rt, "theirs"))
		now := rapid.SampledFrom(append(clockChanges(theirs.Location), NewDate(2026, 12, 1).Start(nil))).Draw(rt, "change").
			Add(time.Duration(rapid.IntRange(-72*60, 72*60).Draw(rt, "minutes")) * time.Minute)
		deadline := ours.Today(now).AddDays(rapid.IntRange(-9, 9).Draw(rt, "days"))
		want := DaysLeftUntil(deadline, deadline.End(theirs.Zone()), now, ours)
		if got := DaysLeft(deadline, now, ours, theirs); got != want {
			rt.Fatalf("%s at %s: %d days left, %d by the instant at which it ends", deadline, now, got, want)
		}
	})
}
