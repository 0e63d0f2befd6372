package notify

import (
	"time"

	"supplierwatch/internal/alert"
	"supplierwatch/internal/model"
)

// NextWake returns the first instant after now at which Step would decide something although neither findings nor facts nor the registry nor
// any alert changed: a group or a limit that lets mail go, the weekly summary, a removal that is then believed. It is zero for none. Ask with
// the state and the instant of the last Step. The instants of an alert are those of alert.NextWake.
func (m Machine) NextWake(state model.NotificationState, now time.Time) time.Time {
	var first time.Time
	at := func(t time.Time) {
		if t.After(now) {
			first = alert.Earliest(first, t)
		}
	}
	for _, q := range state.Queue {
		at(q.Until)
		if q.Held == model.ReasonRateLimited && !q.InNotice {
			at(state.RateLimitNotices[q.To.String()].Add(urgentNoticeGap))
		}
	}
	if m.Summary != nil {
		at(state.SummaryAt)
	}
	if removed := state.RemovalSeenAt; !removed.IsZero() {
		at(removed.Add(alert.RemovalDelay))
	}
	return first
}
