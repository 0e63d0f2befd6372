package engine

import (
	"time"

	"supplierwatch/internal/alert"
	"supplierwatch/internal/alertscope"
	"supplierwatch/internal/model"
	"supplierwatch/internal/notify"
)

// settled is what is known of an evaluation that left every alert and every notice as it was: until when nothing is to be decided. Its zero
// value knows nothing.
type settled struct {
	is    bool
	at    time.Time // the instant of the evaluation
	until time.Time // zero: for ever
}

// settle returns what is known of an evaluation at an instant that left a state as it was.
func settle(state model.State, alerts *alertscope.Index, at time.Time, machine notify.Machine) settled {
	until, is := machine.SettledUntil(state.Notifications, at)
	return settled{is: is, at: at.Round(0), until: alert.Earliest(until, alerts.NextChange())} // a clock that was set back shows in the wall clock only
}

// holds reports whether nothing is to be decided at an instant either, where no finding has changed since. News are the facts recorded since.
func (s settled) holds(news []model.Fact, now time.Time) bool {
	if !s.is || now.Round(0).Before(s.at) || !s.until.IsZero() && !now.Before(s.until) {
		return false
	}
	for _, f := range news {
		if f.Subject.Kind == model.KindAlert {
			return false
		}
	}
	return true
}
