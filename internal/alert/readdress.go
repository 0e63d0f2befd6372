package alert

import (
	"slices"

	"supplierwatch/internal/model"
)

// readdress lets what waits of a step wait for those whom policy, owner and teams name now: for hours nobody may have been mailed, and
// meanwhile an address changed or a team is gone. Who is new is told too, unless the step's first mail is out: then it is too late to
// join, and the next step comes.
func (l *life) readdress(policy *model.Policy, last int) {
	queued := l.queue[l.a.ID]
	if len(queued) == 0 || queued[0].Reason == model.ReasonRefused {
		return
	}
	first, whole := l.waiting(l.a)
	to := l.upTo(policy, min(queued[0].Step, last))
	kept := make([]model.Queued, 0, len(queued))
	for _, q := range queued {
		q.Step = min(q.Step, last)
		if slices.Contains(to, q.To) {
			kept = append(kept, q)
		}
	}
	for _, r := range to {
		if whole && !slices.ContainsFunc(kept, func(q model.Queued) bool { return q.To == r }) {
			kept = append(kept, joining(first, r, last))
		}
	}
	l.drop(l.a.ID)
	if len(kept) > 0 {
		l.queue[l.a.ID] = kept
	}
}

// joining is an entry for one more recipient of a step that waits. What held the other back need not hold this one.
func joining(q model.Queued, to model.Recipient, last int) model.Queued {
	q.To, q.Step, q.InNotice = to, min(q.Step, last), false
	if q.Held != "" {
		q.Held, q.Until = "", q.Since
	}
	return q
}
