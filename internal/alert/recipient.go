package alert

import (
	"slices"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// operatorsPolicy is the path of what is wrong with the watchdog itself, or with what has no policy: the steps of the built-in critical
// tier, of which the operators are every recipient.
var operatorsPolicy = &model.Policy{
	ID: "operators",
	Steps: []model.Step{
		{},
		{After: civil.Period{Clock: 4 * time.Hour}},
		{After: civil.Period{BusinessDays: 1}},
	},
	Repeat:     civil.Period{BusinessDays: 1},
	AckExpires: civil.Period{BusinessDays: 3},
	QuietHours: model.Ignored,
}

// policyOf gives the policy by which a finding escalates.
func policyOf(f *model.Finding) *model.Policy {
	if f.Route == model.RouteOperators || f.Policy == nil || len(f.Policy.Steps) == 0 {
		return operatorsPolicy
	}
	return f.Policy
}

// notified lists the recipients that a step names itself.
func (l *life) notified(policy *model.Policy, step int) []model.Recipient {
	if policy == operatorsPolicy {
		return l.operators()
	}
	if start := l.avoid().addresses(l.f.FirstStep); step == 0 && len(start) > 0 {
		return start
	}
	var found []model.Recipient
	for _, name := range policy.Steps[step].Notify {
		found = append(found, l.named(name)...)
	}
	return distinct(found)
}

// upTo lists whom a step mails: those it names and those of the steps before it; of what is told only once, also everybody told before.
// Where that is nobody, it is the operators.
func (l *life) upTo(policy *model.Policy, step int) []model.Recipient {
	var found []model.Recipient
	for k := step; k >= 0; k-- {
		found = append(found, l.notified(policy, k)...)
	}
	if l.f.NotifyOnce {
		found = append(found, l.everTold()...)
	}
	if len(found) == 0 {
		return l.operators()
	}
	return distinct(found)
}

// avoid is what the alert must not be told through.
func (l *life) avoid() avoidance { return avoid(l.registry, l.a.Supplier, l.a.Subject) }

// operators are those of the operators who can be told of the alert.
func (l *life) operators() []model.Recipient { return l.avoid().operators(l.registry, l.Operators) }

// named resolves one name of a step. An owner that is missing or cannot be mailed is replaced by the operators.
func (l *life) named(name string) []model.Recipient {
	if to := model.ParseRecipient(name); !to.ByMail() {
		return []model.Recipient{to}
	}
	var t *model.Team
	switch v := l.avoid(); name {
	case model.NotifyOwner:
		t = v.mailable(l.f.Owner)
	case model.NotifyResponsible:
		t = v.mailable(l.f.Responsible, l.f.Owner)
	default:
		return v.addresses(l.team(name))
	}
	if t == nil {
		return l.operators()
	}
	return l.avoid().addresses(t)
}

// distinct keeps the first of each recipient: one that two teams share gets one mail.
func distinct(all []model.Recipient) []model.Recipient {
	seen := make(map[string]bool, len(all))
	return slices.DeleteFunc(slices.Clone(all), func(r model.Recipient) bool {
		known := seen[r.String()]
		seen[r.String()] = true
		return known
	})
}

// teamOf is the id of the team whose work a finding is; empty for the operators.
func (p *pass) teamOf(f *model.Finding) string {
	if t := avoid(p.registry, f.Supplier, f.Subject).mailable(f.Responsible, f.Owner); t != nil && f.Route != model.RouteOperators {
		return t.ID
	}
	return ""
}

// everTold lists everybody whom a mail about the alert may have reached.
func (l *life) everTold() []model.Recipient {
	var found []model.Recipient
	for _, n := range l.a.Notified {
		if !cameBack(n.Result) && n.Result != model.MailHeld && !n.Listener {
			found = append(found, n.To())
		}
	}
	return distinct(found)
}

// told lists those who believe that the alert stands: told of it, and not told yet that it is over.
func (l *life) told() []model.Recipient {
	var found []model.Recipient
	believes := map[string]bool{}
	for _, n := range l.a.Notified {
		if cameBack(n.Result) || n.Result == model.MailHeld || n.Listener {
			continue
		}
		found = append(found, n.To())
		believes[n.Recipient] = !ending(n.Reason)
	}
	return slices.DeleteFunc(distinct(found), func(r model.Recipient) bool { return !believes[r.String()] })
}
