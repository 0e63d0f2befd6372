package alert

import (
	"time"

	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
)

// AckEnd returns until when an alert with that finding is acknowledged if somebody acknowledges it now; zero: it never ends, since the alert
// sends no further mail. The alert takes an acknowledgement as in an evaluation, so that both agree.
func (s Settings) AckEnd(a model.Alert, f *model.Finding, r *model.Registry, now time.Time) time.Time {
	ack := model.Fact{Seq: a.LastFactSeq + 1, Subject: model.KindAlert.Subject(a.ID), Kind: model.FactAck, ObservedAt: now, RecordedAt: now}
	state := model.State{Alerts: map[string]model.Alert{a.ID: a}}
	state.Notifications.Started = true
	step := &alertStep{eval: s.newEvaluation(state, r, factindex.New(ack), now), a: a, f: f}
	step.applyFacts()
	step.expireHold()
	return step.a.HeldUntil
}
