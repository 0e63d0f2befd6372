package alert

import (
	"time"

	"supplierwatch/internal/model"
)

// NextWake gives the first instant after now at which Step would decide something although neither findings nor facts nor the registry
// changed: a step or a reminder, the end of an acknowledgement, a snooze or an obligation, an opening, a group or a limit that lets mail
// go, the letter, a removal that is then believed. It is zero for none. Ask with the state and the instant of the last Step.
func (m Machine) NextWake(state model.State, r *model.Registry, now time.Time) time.Time {
	w := wake{now: now}
	for _, a := range state.Alerts {
		w.alert(a, r)
	}
	for _, q := range state.Notifications.Queue {
		w.at(q.Until)
		if q.Held == model.ReasonRateLimited && !q.InNotice {
			w.at(state.Notifications.RateLimitNotices[q.To.String()].Add(urgentGap))
		}
	}
	if m.Letter != nil {
		w.at(state.Notifications.SummaryAt)
	}
	if removed := state.Notifications.RemovalSeenAt; !removed.IsZero() {
		w.at(removed.Add(removalHold))
	}
	return w.first
}

// NextWakeOf is NextWake for what concerns one alert alone.
func (m Machine) NextWakeOf(a model.Alert, r *model.Registry, now time.Time) time.Time {
	w := wake{now: now}
	w.alert(a, r)
	return w.first
}

// wake finds the first of the instants after now.
type wake struct{ now, first time.Time }

func (w *wake) at(t time.Time) {
	if t.After(w.now) {
		w.first = earlier(w.first, t)
	}
}

func (w *wake) alert(a model.Alert, r *model.Registry) {
	if !a.State.Open() {
		return
	}
	w.at(a.NextAt)
	w.at(a.NotBefore)
	w.at(a.HeldUntil)
	if !a.ExpiresOn.IsZero() {
		_, last := lastDay(r, a.Supplier, a.Team, a.ExpiresOn)
		w.at(last)
	}
}
