package alert

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"supplierwatch/internal/model"
)

// escalate enqueues the next step if it is due, and continues while a step has no recipient.
func (s *alertStep) escalate() {
	s.a.NextAt, s.a.UnacknowledgedAt = time.Time{}, time.Time{}
	if s.a.State != model.StateFiring || !s.a.Mailed() {
		s.a.KeyDateAt = time.Time{}
		return
	}
	policy := policyOf(s.f)
	last := lastStep(s.f, policy)
	s.reassign(policy, last)
	s.a.Step = min(s.a.Step, last)
	s.refused = s.a.Step >= 0 && allUndelivered(s.a, s.stepRecipients(policy, s.a.Step), s.eval.Notices[s.a.ID])
	if s.refused && s.a.Step == last {
		s.enqueueStep(last, model.ReasonRefused, s.operators())
	}
	for s.takeStep(policy, last) {
		// The step was skipped; the one after it is due at once.
	}
	s.mailOnKeyDate(policy)
	s.a.NextAt = s.eval.nextAt(s.a)
	s.eval.plan(&s.a, s.f)
}

// mailOnKeyDate mails the current step when working hours begin on a key date, besides the steps and reminders: it neither counts as a
// reminder nor moves the clock of the next step. Where all mails of the step came back, the operators are about to be told instead.
func (s *alertStep) mailOnKeyDate(policy *model.Policy) {
	s.eval.plan(&s.a, s.f)
	_, waiting := s.eval.waitingStep(s.a)
	if waiting || s.a.KeyDateAt.IsZero() || s.eval.Now.Before(s.a.KeyDateAt) {
		return
	}
	s.a.KeyDateMailed = s.eval.Now
	if slices.ContainsFunc(s.eval.Notices[s.a.ID], func(q model.Queued) bool { return q.Reason == model.ReasonRefused }) {
		return
	}
	s.enqueueStep(s.a.Step, model.ReasonReminder, s.recipientsUpTo(policy, s.a.Step))
	for i := range s.eval.Notices[s.a.ID] {
		s.eval.Notices[s.a.ID][i].Besides = true
	}
}

// takeStep enqueues the step that is due, if any is, and reports whether it was skipped.
func (s *alertStep) takeStep(policy *model.Policy, last int) (skipped bool) {
	step, reason, due := s.nextStep(last)
	if !due {
		return false
	}
	if reason != model.ReasonReminder && len(s.stepRecipients(policy, step)) == 0 {
		return s.skip(policy, step, reason, last)
	}
	to := s.recipientsUpTo(policy, step)
	if len(to) == 0 {
		return s.skip(policy, step, reason, last)
	}
	s.enqueueStep(step, reason, to)
	return false
}

// nextStep returns which step comes next, why, and whether it is due. A step whose notices wait is the current one already.
func (s *alertStep) nextStep(last int) (step int, reason model.Reason, due bool) {
	current, waiting := s.a.Step, false
	if q, ok := s.eval.waitingStep(s.a); ok {
		current, waiting = q.Step, true
	}
	atOnce := s.notMine || s.refused || s.skipped
	switch {
	case current < 0:
		return 0, cmp.Or(s.reason, s.delayedReason(), model.ReasonFirst), s.notMine || !s.eval.Now.Before(s.a.NotBefore)
	case s.f.NotifyOnce, waiting && (!atOnce || current == last):
		return current, "", false
	}
	at := s.eval.dueAt(s.a, s.f)
	due = atOnce || (!at.IsZero() && !s.eval.Now.Before(at))
	if current == last {
		return current, model.ReasonReminder, due
	}
	return current + 1, cmp.Or(s.reason, model.ReasonEscalated), due
}

// delayedReason is why an alert that lists others is mailed on the day after one has joined them; empty for any other alert.
func (s *alertStep) delayedReason() model.Reason {
	if len(s.a.Members) > 0 && s.a.WorseAt.After(s.a.StepAt) && !s.a.StepAt.IsZero() {
		return model.ReasonWorse
	}
	return ""
}

// enqueueStep enqueues the notices of a step, in place of the notices about the alert that wait.
func (s *alertStep) enqueueStep(step int, reason model.Reason, to []model.Recipient) {
	s.eval.drop(s.a.ID)
	s.a.Reason = reason
	for _, r := range to {
		s.enqueue(r, step, reason)
	}
	s.reason, s.notMine, s.refused, s.skipped = "", false, false, false
}

// skip passes over a step without a recipient. If that was the last one and nobody was notified of the alert, the operators are; of an alert
// with a single notification, everybody notified before.
func (s *alertStep) skip(policy *model.Policy, step int, reason model.Reason, last int) (skipped bool) {
	s.eval.decide(model.ReasonSkipped, fmt.Sprintf("step %d has no recipient that can be mailed", step), s.item(step, model.ReasonSkipped))
	s.a.Reason = model.ReasonSkipped
	unsent := s.a.Step < 0 || s.reason != ""
	if to := s.recipientsUpTo(policy, step); step == last && unsent && len(to) > 0 {
		s.enqueueStep(step, reason, to)
		return false
	}
	s.eval.drop(s.a.ID)
	if unsent {
		s.reason = reason
	}
	if reason != model.ReasonReminder {
		s.a.Repeats, s.a.StepSince = 0, s.eval.Now
	}
	s.a.Step, s.a.StepAt = step, s.eval.Now
	s.skipped, s.notMine = true, false
	return step < last
}
