package alert

import (
	"slices"

	"supplierwatch/internal/model"
)

// reassign addresses the waiting notices of a step to those whom policy, owner and teams name now: a notice may have waited for working
// hours, and meanwhile an address changed or a team is gone. New recipients are added unless the first mail of the step was sent: then it
// is too late to join, and the next step follows.
func (s *alertStep) reassign(policy *model.Policy, last int) {
	waiting := s.eval.Notices[s.a.ID]
	if len(waiting) == 0 || waiting[0].Reason == model.ReasonRefused {
		return
	}
	first, unsent := s.eval.waitingStep(s.a)
	to := s.recipientsUpTo(policy, min(waiting[0].Step, last))
	kept := make([]model.Queued, 0, len(waiting))
	for _, q := range waiting {
		q.Step = min(q.Step, last)
		if slices.Contains(to, q.To) {
			kept = append(kept, q)
		}
	}
	for _, r := range to {
		if unsent && !slices.ContainsFunc(kept, func(q model.Queued) bool { return q.To == r }) {
			kept = append(kept, joining(first, r, last))
		}
	}
	s.eval.drop(s.a.ID)
	if len(kept) > 0 {
		s.eval.Notices[s.a.ID] = kept
	}
}

// joining is a notice to one more recipient of a step that waits. What held the other notice does not hold this one.
func joining(q model.Queued, to model.Recipient, last int) model.Queued {
	q.To, q.Step, q.InNotice = to, min(q.Step, last), false
	if q.Held != "" {
		q.Held, q.Until = "", q.Since
	}
	return q
}
