package alert

import (
	"slices"
	"time"

	"supplierwatch/internal/model"
)

// stepRecipients lists the recipients that a step names itself.
func (s *alertStep) stepRecipients(policy *model.Policy, step int) []model.Recipient {
	if policy == operatorsPolicy || policy == unacknowledgedPolicy {
		return s.operators()
	}
	if start := s.exclusions().addresses(s.f.FirstStep); step == 0 && len(start) > 0 {
		return start
	}
	var found []model.Recipient
	for _, name := range policy.Steps[step].Notify {
		found = append(found, s.named(name)...)
	}
	return distinct(found)
}

// recipientsUpTo lists whom a step mails: those it names and those of the steps before it; for an alert with a single notification, also
// everybody notified before. Where that is nobody, it is the operators.
func (s *alertStep) recipientsUpTo(policy *model.Policy, step int) []model.Recipient {
	var found []model.Recipient
	for k := step; k >= 0; k-- {
		found = append(found, s.stepRecipients(policy, k)...)
	}
	if s.f.NotifyOnce {
		found = append(found, s.everNotified()...)
	}
	if len(found) == 0 {
		return s.operators()
	}
	return distinct(found)
}

// exclusions are the recipients that must not be notified of the alert.
func (s *alertStep) exclusions() excludedRecipients {
	return exclusions(s.eval.Registry, s.a.Supplier, s.a.Subject)
}

// operators are those of the operators who can be notified of the alert.
func (s *alertStep) operators() []model.Recipient {
	return s.exclusions().operators(s.eval.Registry, s.eval.settings.Operators)
}

// named resolves one name of a step. An owner that is missing or cannot be mailed is replaced by the operators.
func (s *alertStep) named(name string) []model.Recipient {
	if to := model.ParseRecipient(name); !to.ByMail() {
		return []model.Recipient{to}
	}
	var t *model.Team
	switch x := s.exclusions(); name {
	case model.NotifyOwner:
		t = x.mailable(s.f.Owner)
	case model.NotifyResponsible:
		t = x.mailable(s.f.Responsible, s.f.Owner)
	default:
		return x.addresses(s.eval.Registry.Teams[name])
	}
	if t == nil {
		return s.operators()
	}
	return s.exclusions().addresses(t)
}

// everNotified lists everybody whom a mail about the alert may have reached.
func (s *alertStep) everNotified() []model.Recipient {
	var found []model.Recipient
	for _, n := range s.a.Notified {
		if !undelivered(n.Result) && n.Result != model.MailHeld && !n.Listener {
			found = append(found, n.To())
		}
	}
	return distinct(found)
}

// notifiedOpen lists those who believe that the alert is open: notified of it, and not of its end.
func notifiedOpen(a model.Alert) []model.Recipient {
	var found []model.Recipient
	open := map[string]bool{}
	for _, n := range a.Notified {
		if undelivered(n.Result) || n.Result == model.MailHeld || n.Listener {
			continue
		}
		found = append(found, n.To())
		open[n.Recipient] = !Ending(n.Reason)
	}
	return slices.DeleteFunc(distinct(found), func(r model.Recipient) bool { return !open[r.String()] })
}

// lapsedReported is how long after its end an alert that lapsed is listed in a weekly summary at the latest: longer than one may wait.
const lapsedReported = 60 * 24 * time.Hour

// LapsedReaders are those whose next weekly summary lists an alert that lapsed: everybody who was mailed about it and believes that it is
// open.
func LapsedReaders(a model.Alert, now time.Time) []model.Recipient {
	if a.State != model.StateLapsed || now.Sub(a.EndedAt) > lapsedReported {
		return nil
	}
	return slices.DeleteFunc(notifiedOpen(a), func(to model.Recipient) bool { return !to.ByMail() })
}

// Readers are those who get the weekly summary that lists an alert while it is a task.
func (s Settings) Readers(r *model.Registry, a model.Alert) []model.Recipient {
	x := exclusions(r, a.Supplier, a.Subject)
	if team := x.addresses(r.Teams[a.Team]); len(team) > 0 {
		return team
	}
	return x.operators(r, s.Operators)
}
