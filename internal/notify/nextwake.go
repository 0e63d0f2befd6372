package notify

import (
	"time"

	"supplierwatch/internal/alert"
	"supplierwatch/internal/model"
)

// NextWake returns the first instant after now at which Step would decide something although neither findings nor facts nor the registry
// changed: a step or a reminder, the end of an acknowledgement, a snooze or an obligation, an opening, a group or a limit that lets mail go,
// the weekly summary, a removal that is then believed. It is zero for none. Ask with the state and the instant of the last Step.
func (m Machine) NextWake(state model.State, r *model.Registry, now time.Time) time.Time {
	var first time.Time
	at := func(t time.Time) {
		if t.After(now) {
			first = alert.Earliest(first, t)
		}
	}
	for _, a := range state.Alerts {
		at(alert.NextWake(a, r, now))
	}
	for _, q := range state.Notifications.Queue {
		at(q.Until)
		if q.Held == model.ReasonRateLimited && !q.InNotice {
			at(state.Notifications.RateLimitNotices[q.To.String()].Add(urgentNoticeGap))
		}
	}
	if m.Summary != nil {
		at(state.Notifications.SummaryAt)
	}
	if removed := state.Notifications.RemovalSeenAt; !removed.IsZero() {
		at(removed.Add(alert.RemovalDelay))
	}
	return first
}
