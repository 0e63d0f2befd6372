package alert

import (
	"time"

	"supplierwatch/internal/model"
)

// NextSilentChange returns the first instant after now at which an alert may count for something else in a Step although nobody is to be told of it: a
// finding would open another alert in place of the one that ended, or a clock that was set back reaches the instant at which the alert got worse. It is
// zero for none.
func NextSilentChange(a *model.Alert, now time.Time) time.Time {
	var first time.Time
	if a.WorseAt.After(now) {
		first = a.WorseAt
	}
	if over := a.EndedAt.Add(RefireWindow + 1); !a.State.Open() && over.After(now) {
		first = Earliest(first, over)
	}
	return first
}

// NextWake returns the first instant after now at which Step would decide something about an alert although neither findings nor facts nor
// the registry changed: a step or a reminder, or the end of an acknowledgement, a snooze or an obligation. It is zero for none.
func NextWake(a model.Alert, r *model.Registry, now time.Time) time.Time {
	if !a.State.Open() {
		return time.Time{}
	}
	times := []time.Time{a.NextAt, a.NotBefore, a.HeldUntil, a.KeyDateAt, a.UnacknowledgedAt}
	if !a.ExpiresOn.IsZero() {
		_, last := endOfDay(r, a.Supplier, a.Team, a.ExpiresOn)
		times = append(times, last)
	}
	var first time.Time
	for _, t := range times {
		if t.After(now) {
			first = Earliest(first, t)
		}
	}
	return first
}
