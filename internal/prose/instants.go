package prose

import (
	"time"

	"supplierwatch/internal/civil"
)

// Instant writes an instant by the clock of its time zone, which it names: Wed 9 Dec 2026 14:00 CET.
func Instant(t time.Time) string { return t.Format("Mon 2 Jan 2006 15:04 MST") }

// Clock writes instants by a reader's clock. The year is written where it is not that of now.
type Clock struct {
	Zone *time.Location
	Now  time.Time
}

// Day writes a day as a sentence names it: Wed 2 Dec. The year follows where it is not that of now.
func (c Clock) Day(d civil.Date) string {
	if d.Year() != c.Today().Year() {
		return Long(d)
	}
	return Short(d)
}

// Instant writes an instant as a sentence names it: Wed 2 Dec, 08:00 CET.
func (c Clock) Instant(t time.Time) string { return c.write(t, ", 15:04 MST") }

// Minute writes an instant without its zone for a sentence: Tue 22 Sep, 08:00.
func (c Clock) Minute(t time.Time) string { return c.write(t, ", 15:04") }

// When writes an instant and names the zone: Tue 22 Sep 08:00 (Europe/Berlin).
func (c Clock) When(t time.Time) string { return c.Short(t) + " (" + c.Zone.String() + ")" }

// Short writes an instant without its zone: Tue 22 Sep 08:00.
func (c Clock) Short(t time.Time) string { return c.write(t, " 15:04") }

func (c Clock) write(t time.Time, clock string) string {
	t = t.In(c.Zone)
	if t.Year() != c.Now.In(c.Zone).Year() {
		return t.Format("Mon 2 Jan 2006" + clock)
	}
	return t.Format("Mon 2 Jan" + clock)
}
