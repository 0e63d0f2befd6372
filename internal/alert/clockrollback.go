package alert

import (
	"time"

	"supplierwatch/internal/escalation"
	"supplierwatch/internal/model"
)

// clockTolerance is how far in the future something may have happened without the clock having been set back: the clocks of machines differ
// by less.
const clockTolerance = time.Minute

// rollBackClock repairs the state that a clock left behind which ran ahead and was set back. Nothing is undone, but what happened in the
// future counts as just happened: otherwise nobody would be notified until the time that the clock once showed.
func (e *Evaluation) rollBackClock() {
	if e.Future(e.Notifications.RemovalSeenAt) {
		e.Notifications.RemovalSeenAt = e.Now
	}
	for id, waiting := range e.Notices {
		for i := range waiting {
			e.rollBackNotice(&waiting[i], e.Alerts[id])
		}
	}
	for _, id := range e.InScope() {
		e.rollBackAlert(e.Alerts[id])
	}
}

// Future reports whether an instant can only come from a clock that was set back since.
func (e *Evaluation) Future(t time.Time) bool { return t.After(e.Now.Add(clockTolerance)) }

func (e *Evaluation) rollBackNotice(q *model.Queued, a model.Alert) {
	if e.Future(q.Since) {
		// As always a notice waits since after the step before began, and the last mails of a step since before its first.
		first := startsStep(*q, a)
		q.Since, q.Until = e.Now, e.Now
		if first {
			q.Since = e.Now.Add(1)
		}
	}
	if q.Held == model.ReasonRateLimited && q.Until.After(e.Now.Add(time.Hour)) {
		q.Until = e.Now
	}
}

func (e *Evaluation) rollBackAlert(a model.Alert) {
	before := a
	e.rollBackSummary(&a)
	for _, t := range []*time.Time{&a.StepAt, &a.StepSince, &a.ReturnedAt, &a.KeyDateMailed, &a.HeldSince} {
		if e.Future(*t) {
			*t = e.Now
		}
	}
	longest := refireGap
	if len(a.Members) > 0 {
		longest = escalation.LongestJoinDelay
	}
	a.NotBefore = notAfter(a.NotBefore, e.Now.Add(longest))
	a.RequestedUntil = notAfter(a.RequestedUntil, e.Now.Add(model.LongestSnooze+clockTolerance))
	if !sameProgress(&a, &before) || !sameHold(&a, &before) {
		e.Save(a)
	}
}

// rollBackSummary repairs when an alert ended, got worse and was last listed in a weekly summary. What no summary has listed stays new.
func (e *Evaluation) rollBackSummary(a *model.Alert) {
	news := a.SummarizedAt.Before(a.EndedAt) || a.SummarizedAt.Before(a.WorseAt)
	for _, t := range []*time.Time{&a.EndedAt, &a.WorseAt, &a.SummarizedAt} {
		if e.Future(*t) {
			*t = e.Now
		}
	}
	if news && a.SummarizedAt.Equal(e.Now) {
		a.SummarizedAt = e.Now.Add(-1)
	}
}
