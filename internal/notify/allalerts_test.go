package notify_test

import (
	"reflect"
	"time"

	"supplierwatch/internal/alert"
	"supplierwatch/internal/model"
	"supplierwatch/internal/notify"
)

// nextWake returns when a state with its alerts is next due.
func nextWake(m notify.Machine, state model.State, r *model.Registry, now time.Time) time.Time {
	next := m.NextWake(state.Notifications, now)
	for _, a := range state.Alerts {
		next = alert.Earliest(next, alert.NextWake(a, r, now))
	}
	return next
}

// settledUntil returns until when a state with its alerts stays as it is.
func settledUntil(m notify.Machine, state model.State, r *model.Registry, now time.Time) (until time.Time, settled bool) {
	until, settled = m.SettledUntil(state.Notifications, now)
	at := func(t time.Time) {
		if t.After(now) {
			until = alert.Earliest(until, t)
		}
	}
	for _, a := range state.Alerts {
		at(alert.NextWake(a, r, now))
		at(a.WorseAt) // by a clock that was set back a little
		if !a.State.Open() {
			at(a.EndedAt.Add(alert.RefireWindow + 1))
		}
	}
	return until, settled
}

// changes returns what differs between two states: the new and changed alerts, sorted by id, and the notification state if it changed.
func changes(before, after model.State) model.Change {
	all := alert.Written{}
	for id := range after.Alerts {
		if all[id] = nil; before.Alerts != nil {
			if old, known := before.Alerts[id]; known {
				all[id] = &old
			}
		}
	}
	c := model.Change{Alerts: all.Changed(after.Alerts)}
	if !reflect.DeepEqual(before.Notifications, after.Notifications) {
		c.Notifications = &after.Notifications
	}
	return c
}
