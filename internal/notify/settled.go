package notify

import (
	"time"

	"supplierwatch/internal/alert"
	"supplierwatch/internal/model"
)

// SettledUntil returns until when Step leaves everything as it is while neither findings nor facts nor the registry nor any alert change; zero for
// ever. It is for a state that the last Step, at the instant now, has left as it was. It does not know an end where settled is false.
func (m Machine) SettledUntil(state model.NotificationState, now time.Time) (until time.Time, settled bool) {
	first := m.NextWake(state, now)
	at := func(t time.Time) {
		if t.After(now) {
			first = alert.Earliest(first, t)
		}
	}
	for _, q := range state.Queue {
		if q.Held == model.ReasonRateLimited && !q.InNotice {
			return time.Time{}, false // urgent ones are named as soon as their recipient may be mailed
		}
	}
	for _, sent := range state.Sent {
		for _, t := range sent {
			at(t.Add(time.Hour))
		}
	}
	for _, t := range state.RateLimitNotices {
		at(t.Add(time.Hour))
	}
	return first, true
}
