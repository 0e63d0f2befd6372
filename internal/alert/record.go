package alert

import (
	"slices"
	"time"

	"supplierwatch/internal/model"
)

// RecordSent records at the alert that a notice is sent in a mail. The first mail of a step starts the step's clock.
func (e *Evaluation) RecordSent(q model.Queued, mail string) {
	a, at := e.Alerts[q.Alert], later(e.Now, q.Since)
	n := model.Notification{
		Recipient: q.To.String(), Team: q.To.Team, Step: q.Step, Reason: q.Reason, At: at, Mail: mail, Result: model.MailQueued,
	}
	if !q.To.ByMail() {
		n.Rule, n.Severity = a.Rule, a.Severity
	}
	a = withNotification(a, n)
	a.Reason = q.Reason
	if !Ending(q.Reason) && startsStep(q, a) {
		a.Step, a.StepAt = q.Step, at
		a.Repeats++
		if q.Reason != model.ReasonReminder {
			a.Repeats, a.StepSince = 0, at
		}
		if f := e.Findings[a.Key]; f != nil && f.NotifyOnce && a.State == model.StateAcknowledged {
			a.HeldUntil = time.Time{} // no further mail follows
		}
	}
	e.Save(a)
}

// RecordHeld records at the alert that the hourly limit holds a notice.
func (e *Evaluation) RecordHeld(q model.Queued) {
	a := withNotification(e.Alerts[q.Alert], model.Notification{
		Recipient: q.To.String(), Team: q.To.Team, Step: q.Step, Reason: q.Reason, At: e.Now, Result: model.MailHeld,
	})
	if !Ending(q.Reason) {
		a.Reason = model.ReasonRateLimited
	}
	e.Save(a)
}

// RecordListed records at an alert that lapsed that a weekly summary lists it for a recipient.
func (e *Evaluation) RecordListed(id string, to model.Recipient, mail string) {
	a := e.Alerts[id]
	e.Save(withNotification(a, model.Notification{
		Recipient: to.String(), Team: to.Team, Step: a.Step, Reason: model.ReasonLapsed, At: e.Now, Mail: mail, Result: model.MailQueued,
	}))
}

// RecordListener records at the alert that a listener is notified of it outside all steps.
func (e *Evaluation) RecordListener(item model.DecisionItem, to model.Recipient, mail string) {
	a := e.Alerts[item.Alert]
	e.Save(withNotification(a, model.Notification{
		Recipient: to.String(), Step: item.Step, Reason: item.Reason, At: e.Now, Mail: mail, Result: model.MailQueued,
		Listener: true, Rule: a.Rule, Severity: a.Severity,
	}))
}

func withNotification(a model.Alert, n model.Notification) model.Alert {
	a.Notified = CompactHistory(append(slices.Clip(a.Notified), n), recentNotifications)
	return a
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
