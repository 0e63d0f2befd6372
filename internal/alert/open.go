package alert

import (
	"maps"
	"slices"
	"time"

	"supplierwatch/internal/model"
)

// open opens an alert for every finding without one: the alert that ended a short time ago, else a new one.
func (e *Evaluation) open() {
	for _, key := range slices.Sorted(maps.Keys(e.Findings)) {
		f := e.Findings[key]
		id, known := e.latest[key]
		if expired(e.Registry, e.Now, f.Supplier, teamOf(e.Registry, f), f.ExpiresOn, everywhere) || (known && e.Alerts[id].State.Open()) {
			continue
		}
		s := &alertStep{eval: e, f: f}
		switch {
		case !known:
			s.create(key)
		case f.Pending:
			continue
		default:
			s.a = e.Alerts[id]
			s.refire()
		}
		e.Save(s.a)
	}
}

// create makes a new alert.
func (s *alertStep) create(key string) {
	f := s.f
	s.a = model.Alert{
		ID: newID(key, s.eval.Now, s.eval.Alerts), Key: key, Since: s.eval.Now, Step: -1,
		Supplier: f.Supplier, Subject: f.Subject, Group: f.Group, Occurrence: f.Occurrence,
		State: model.StatePending, Reason: model.ReasonFirst,
	}
	s.describe()
	if f.Pending {
		return
	}
	s.restart(model.ReasonFirst)
	s.escalate()
}

// refire reopens an alert that ended. People who read that it is resolved are notified at once that it is back, the first time. After that its
// first step waits until an hour after the last first step, unless the alert is worse than when people were notified: an alert that comes and
// goes does not mail each time.
func (s *alertStep) refire() {
	reason := model.ReasonFirst
	if notified := len(s.a.Notified) > 0 || !s.a.SummarizedAt.IsZero(); notified && isWorse(s.a, s.f) {
		reason, s.a.WorseAt = model.ReasonWorse, s.eval.Now
	}
	s.describe()
	s.restart(reason)
	s.a.EndedAt = time.Time{}
	firstReturn := s.a.ReturnedAt.IsZero() && len(notifiedOpen(s.a)) == 0
	s.a.ReturnedAt = s.eval.Now
	if last := lastFirstStep(s.a.Notified); reason == model.ReasonFirst && !last.IsZero() && !firstReturn {
		s.a.NotBefore = notAfter(last, s.eval.Now).Add(refireGap)
	}
	s.escalate()
}

// lastFirstStep is when step 0 last notified anybody; zero if it never did.
func lastFirstStep(notified []model.Notification) time.Time {
	var last time.Time
	for _, n := range notified {
		if n.Step == 0 && !Ending(n.Reason) && n.Result != model.MailHeld && n.At.After(last) {
			last = n.At
		}
	}
	return last
}
