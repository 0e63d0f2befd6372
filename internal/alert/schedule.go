package alert

import (
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/escalation"
	"supplierwatch/internal/model"
)

// waitingStep returns a notice of a step of which no mail was sent yet.
func (e *Evaluation) waitingStep(a model.Alert) (model.Queued, bool) {
	for _, q := range e.Notices[a.ID] {
		if !Ending(q.Reason) && startsStep(q, a) {
			return q, true
		}
	}
	return model.Queued{}, false
}

// startsStep reports whether a notice, once mailed, is the first mail of its step. A notice to the operators because a step was refused
// starts none.
func startsStep(q model.Queued, a model.Alert) bool {
	return q.Reason != model.ReasonRefused && !q.Besides && (q.Step != a.Step || a.StepAt.Before(q.Since))
}

// nextAt is when something is due for an alert: its waiting notices, else its next step; zero for nothing.
func (e *Evaluation) nextAt(a model.Alert) time.Time {
	f := e.Findings[a.Key]
	if a.State != model.StateFiring || !a.Mailed() || f == nil || f.Pending {
		return time.Time{}
	}
	if _, ok := e.waitingStep(a); ok {
		return firstUntil(e.Notices[a.ID])
	}
	if a.Step < 0 {
		return a.NotBefore
	}
	return e.dueAt(a, f)
}

func firstUntil(notices []model.Queued) time.Time {
	var at time.Time
	for _, q := range notices {
		at = Earliest(at, q.Until)
	}
	return at
}

// dueAt is when the step after the last one sent is due; zero for never. It follows the present policy. No step is due at the very instant
// of the one before.
func (e *Evaluation) dueAt(a model.Alert, f *model.Finding) time.Time {
	policy := policyOf(f)
	last := lastStep(f, policy)
	if f.NotifyOnce || a.Step < 0 {
		return time.Time{}
	}
	due := escalation.ReminderAt(a, policy, e.ownerCalendar(f))
	if a.Step < last {
		due = civil.AddTo(a.StepAt, policy.Steps[a.Step+1].After, e.ownerCalendar(f)).UTC()
	}
	if !due.IsZero() && !due.After(a.StepAt) {
		return a.StepAt.Add(time.Second)
	}
	return due
}

// lastStep is the number of the last step. An alert with a single notification has the first step only.
func lastStep(f *model.Finding, policy *model.Policy) int {
	if f.NotifyOnce {
		return 0
	}
	return len(policy.Steps) - 1
}

// plan sets when something besides the steps of an alert is due: a mail on a key date, and the report that nobody acknowledges it.
func (e *Evaluation) plan(a *model.Alert, f *model.Finding) {
	c := e.ownerCalendar(f)
	a.KeyDateAt = escalation.KeyDateMailAt(*a, f, c, e.Now)
	a.UnacknowledgedAt = escalation.UnacknowledgedAt(*a, f, lastStep(f, policyOf(f)), c)
}

// Reschedule sets when something is next due for an alert, after its notices changed.
func (e *Evaluation) Reschedule(id string) {
	a := e.Alerts[id]
	a.NextAt = e.nextAt(a)
	if f := e.Findings[a.Key]; f != nil && !f.Pending {
		e.plan(&a, f)
	}
	e.Save(a)
}
