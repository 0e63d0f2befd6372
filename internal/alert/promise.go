package alert

import (
	"time"

	"supplierwatch/internal/model"
)

// SnoozeHolds gives until when an alert with that finding is put off, if somebody says now that it be until some time.
func (m Machine) SnoozeHolds(a model.Alert, f *model.Finding, r *model.Registry, now, until time.Time) time.Time {
	return m.wouldHold(a, f, r, now, func(l *life) {
		l.a.State, l.a.SnoozedUntil = model.StateSnoozed, atMost(until, l.now)
	})
}

// AckHolds gives until when an acknowledgement holds that is given now, to an alert with that finding; zero: it needs no end, since the
// alert is never told again.
func (m Machine) AckHolds(a model.Alert, f *model.Finding, r *model.Registry, now time.Time) time.Time {
	return m.wouldHold(a, f, r, now, func(l *life) { l.a.State = model.StateAcknowledged })
}

// wouldHold works out the end of a hold as a pass does that hears of it.
func (m Machine) wouldHold(a model.Alert, f *model.Finding, r *model.Registry, now time.Time, give func(*life)) time.Time {
	l := &life{pass: &pass{Machine: m, registry: r, now: now.Round(0).UTC()}, a: a, f: f}
	l.letGo()
	l.a.HeldSince = l.now
	give(l)
	l.nameDay()
	return l.holdsUntil()
}

// atMost cuts the end of a snooze to the longest that there is.
func atMost(until, given time.Time) time.Time {
	if most := given.Add(model.LongestSnooze); until.After(most) {
		return most.UTC()
	}
	return until.UTC()
}

// Passes reports whether an alert that somebody hands on goes on to anybody: what only makes work, and what is told once, does not.
func Passes(a model.Alert, once bool) bool { return mailed(a) && !once }
