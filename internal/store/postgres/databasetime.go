package postgres

import "time"

// databaseTime is the time of a database, as a machine knows it between two questions. It advances with the machine's monotonic clock, whatever
// becomes of its wall clock.
type databaseTime struct {
	base time.Time // of the database
	then time.Time // of this machine when it was base, with its monotonic reading
	skew time.Duration
}

// steady is how far an answer may be from what was known before: its way takes time, and the time must not go back and forth by that.
const steady = 500 * time.Millisecond

// set takes an answer over that was asked for and came at two instants of this machine.
func (t *databaseTime) set(answer, asked, came time.Time) {
	middle := asked.Add(came.Sub(asked) / 2)
	t.skew = middle.Round(0).Sub(answer)
	if off := t.at(middle).Sub(answer); t.base.IsZero() || off.Abs() > max(steady, came.Sub(asked)) {
		t.base, t.then = answer.UTC(), middle
	}
}

// at returns the time of the database at an instant of this machine.
func (t *databaseTime) at(now time.Time) time.Time { return t.base.Add(now.Sub(t.then)) }
