package alert

import (
	"fmt"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// steps tells the next step's recipients if it is due, and goes on while a step has nobody to tell.
func (l *life) steps() {
	l.a.NextAt = time.Time{}
	if l.a.State != model.StateFiring || !mailed(l.a) {
		return
	}
	policy := policyOf(l.f)
	last := lastStep(l.f, policy)
	l.readdress(policy, last)
	l.a.Step = min(l.a.Step, last)
	l.refused = l.nobodyReached(policy)
	if l.refused && l.a.Step == last {
		l.tell(last, model.ReasonRefused, l.operators())
	}
	for l.take(policy, last) {
		// The step was skipped; the one after it is due at once.
	}
	l.a.NextAt = l.nextAt(l.a)
}

// take does the step that is due, if any is, and reports whether it was skipped.
func (l *life) take(policy *model.Policy, last int) (skipped bool) {
	step, reason, due := l.next(last)
	if !due {
		return false
	}
	if reason != model.ReasonReminder && len(l.notified(policy, step)) == 0 {
		return l.skip(policy, step, reason, last)
	}
	to := l.upTo(policy, step)
	if len(to) == 0 {
		return l.skip(policy, step, reason, last)
	}
	l.tell(step, reason, to)
	return false
}

// next says which step comes next, why, and whether it is due. A step that waits in the queue is the current one already.
func (l *life) next(last int) (step int, reason model.Reason, due bool) {
	current, waiting := l.a.Step, false
	if q, ok := l.waiting(l.a); ok {
		current, waiting = q.Step, true
	}
	hurry := l.notMine || l.refused || l.skipped
	switch {
	case current < 0:
		return 0, orElse(l.reason, model.ReasonFirst), l.notMine || !l.now.Before(l.a.NotBefore)
	case l.f.NotifyOnce, waiting && (!hurry || current == last):
		return current, "", false
	}
	at := l.dueAt(l.a, l.f)
	due = hurry || (!at.IsZero() && !l.now.Before(at))
	if current == last {
		return current, model.ReasonReminder, due
	}
	return current + 1, orElse(l.reason, model.ReasonEscalated), due
}

func orElse(a, b model.Reason) model.Reason {
	if a != "" {
		return a
	}
	return b
}

// tell puts a step into the queue, in place of whatever waits there of the alert.
func (l *life) tell(step int, reason model.Reason, to []model.Recipient) {
	l.drop(l.a.ID)
	l.a.Reason = reason
	for _, r := range to {
		l.enqueue(r, step, reason)
	}
	l.reason, l.notMine, l.refused, l.skipped = "", false, false, false
}

// skip passes over a step that has nobody to mail. If that was the last one and nobody heard of the alert, the operators do; of what is told
// only once, everybody told before.
func (l *life) skip(policy *model.Policy, step int, reason model.Reason, last int) (skipped bool) {
	l.decide(model.ReasonSkipped, fmt.Sprintf("step %d has no recipient that can be mailed", step), l.item(step, model.ReasonSkipped))
	l.a.Reason = model.ReasonSkipped
	unheard := l.a.Step < 0 || l.reason != ""
	if to := l.upTo(policy, step); step == last && unheard && len(to) > 0 {
		l.tell(step, reason, to)
		return false
	}
	l.drop(l.a.ID)
	if unheard {
		l.reason = reason
	}
	l.a.Step, l.a.StepAt, l.skipped, l.notMine = step, l.now, true, false
	return step < last
}

// waiting gives the queue entry of a step of which no mail has gone out yet.
func (p *pass) waiting(a model.Alert) (model.Queued, bool) {
	for _, q := range p.queue[a.ID] {
		if !ending(q.Reason) && begins(q, a) {
			return q, true
		}
	}
	return model.Queued{}, false
}

// begins reports whether a queue entry, once mailed, is the first mail of its step. What goes to the operators because a step was refused
// begins nothing.
func begins(q model.Queued, a model.Alert) bool {
	return q.Reason != model.ReasonRefused && (q.Step != a.Step || a.StepAt.Before(q.Since))
}

// nextAt is when something is due for an alert: what waits in the queue, else its next step; zero for nothing.
func (p *pass) nextAt(a model.Alert) time.Time {
	f := p.standing[a.Key]
	if a.State != model.StateFiring || !mailed(a) || f == nil || f.Pending {
		return time.Time{}
	}
	if _, ok := p.waiting(a); ok {
		return soonest(p.queue[a.ID])
	}
	if a.Step < 0 {
		return a.NotBefore
	}
	return p.dueAt(a, f)
}

func soonest(queue []model.Queued) time.Time {
	var at time.Time
	for _, q := range queue {
		at = earlier(at, q.Until)
	}
	return at
}

// dueAt is when the step after the last one told is due; zero for never. It is read from the policy as it stands now. No step is due in
// the very instant of the one before.
func (p *pass) dueAt(a model.Alert, f *model.Finding) time.Time {
	policy := policyOf(f)
	last := lastStep(f, policy)
	if f.NotifyOnce || a.Step < 0 {
		return time.Time{}
	}
	after := policy.Repeat
	if a.Step < last {
		after = policy.Steps[a.Step+1].After
	} else if after.IsZero() {
		return time.Time{}
	}
	due := civil.AddTo(a.StepAt, after, p.ours(f)).UTC()
	if !due.After(a.StepAt) {
		return a.StepAt.Add(time.Second)
	}
	return due
}

// lastStep is the number of the last step; what is told only once has but the first.
func lastStep(f *model.Finding, policy *model.Policy) int {
	if f.NotifyOnce {
		return 0
	}
	return len(policy.Steps) - 1
}
