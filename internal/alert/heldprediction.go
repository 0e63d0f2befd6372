package alert

import (
	"time"

	"supplierwatch/internal/model"
)

// SnoozeHolds returns until when an alert with that finding is snoozed if somebody snoozes it now until some time.
func (s Settings) SnoozeHolds(a model.Alert, f *model.Finding, r *model.Registry, now, until time.Time) time.Time {
	return s.predictHold(a, f, r, now, func(a *model.Alert, now time.Time) {
		a.State, a.SnoozedUntil = model.StateSnoozed, notAfterLongestSnooze(until, now)
	})
}

// AckHolds returns until when an acknowledgement of an alert with that finding holds if it is given now; zero: it never ends, since the
// alert sends no further mail.
func (s Settings) AckHolds(a model.Alert, f *model.Finding, r *model.Registry, now time.Time) time.Time {
	return s.predictHold(a, f, r, now, func(a *model.Alert, _ time.Time) { a.State = model.StateAcknowledged })
}

// predictHold computes the end of a hold as an evaluation does.
func (s Settings) predictHold(a model.Alert, f *model.Finding, r *model.Registry, now time.Time, hold func(*model.Alert, time.Time)) time.Time {
	step := &alertStep{eval: &Evaluation{settings: s, Registry: r, Now: now.Round(0).UTC()}, a: a, f: f}
	step.clearHold()
	step.a.HeldSince = step.eval.Now
	hold(&step.a, step.eval.Now)
	step.setKeyDate()
	return step.heldUntil()
}
