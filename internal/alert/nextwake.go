package alert

import (
	"time"

	"supplierwatch/internal/model"
)

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
