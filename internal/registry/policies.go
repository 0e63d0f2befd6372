package registry

import (
	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/registry/builtin"
	"supplierwatch/internal/registry/optional"
	"supplierwatch/internal/registry/scalar"
	"supplierwatch/internal/strictyaml"
)

// buildPolicies lays the written policies over the built-in ones, key by key; one with a name of its own starts from standard.
func (c *checker) buildPolicies() {
	base := builtin.Policies()[builtin.Standard]
	for _, x := range c.policies.items {
		policy := c.reg.Policies[x.entry.Name]
		if policy == nil {
			copied := *base
			policy = &copied
		}
		policy.ID, policy.Pos = x.entry.Name, x.pos()
		c.overlayPolicy(policy, x)
		c.reg.Policies[x.entry.Name] = policy
	}
}

func (c *checker) overlayPolicy(policy *model.Policy, x item[rawPolicy]) {
	raw := x.entry.Value
	if raw.Steps != nil {
		policy.Steps = c.steps(x)
	}
	overlay(&policy.Repeat, raw.Repeat)
	overlay(&policy.RepeatMax, raw.RepeatMax)
	if longest := raw.RepeatMax; longest.Set && longest.V.ApproxDays() < policy.Repeat.ApproxDays() {
		c.scope(x.file).report(longest.Place, "`repeat_max`: %s is shorter than `repeat` (%s); write at least that, or leave it out", longest.V, policy.Repeat)
	}
	overlay(&policy.AckExpires, raw.AckExpires)
	if raw.QuietHours.Set {
		policy.QuietHours = model.QuietHours(raw.QuietHours.V)
	}
}

// overlay puts a value over another, if it is given.
func overlay[T any](over *T, v strictyaml.Value[T]) {
	if v.Set {
		*over = v.V
	}
}

func (c *checker) steps(x item[rawPolicy]) []model.Step {
	s := c.scope(x.file)
	if len(x.entry.Value.Steps) == 0 {
		c.problems.add(x.pos(), "`steps`: the policy `%s` notifies nobody; add at least one step", x.entry.Name)
	}
	steps := make([]model.Step, len(x.entry.Value.Steps))
	for i, raw := range x.entry.Value.Steps {
		switch {
		case i == 0 && raw.After.Set:
			s.report(raw.After.Place, "`after`: nothing comes before the first step; leave it out")
		case i > 0 && raw.After.IsZero():
			s.report(raw.Place, "`after` is missing here: how long after the step before?")
		}
		steps[i] = model.Step{Notify: c.recipients(s, raw.Notify), After: raw.After.V}
	}
	return steps
}

func (c *checker) recipients(s scope, all []strictyaml.Value[scalar.Recipient]) []string {
	for _, r := range all {
		name := string(r.V)
		if name == model.NotifyOwner || name == model.NotifyResponsible || !model.ParseRecipient(name).ByMail() {
			continue
		}
		find(s, "notify", "team", text{V: name, Place: r.Place, Set: r.Set}, c.reg.Teams)
	}
	return optional.Converted[string](all)
}

// buildTiers lays the written tiers over the built-in ones, key by key; one with a name of its own starts from standard.
func (c *checker) buildTiers() {
	c.reg.Tiers = builtin.Tiers()
	for _, t := range c.reg.Tiers {
		t.Escalation = c.reg.Policies[t.Escalation.ID] // as it may have been rewritten
	}
	base := builtin.Tiers()[builtin.Standard]
	base.Escalation = c.reg.Policies[builtin.Standard]
	for _, x := range c.tiers.items {
		tier := c.reg.Tiers[x.entry.Name]
		if tier == nil {
			copied := *base
			tier = &copied
		}
		tier.ID, tier.Pos = x.entry.Name, x.pos()
		c.overlayTier(tier, x)
		c.reg.Tiers[x.entry.Name] = tier
	}
}

func (c *checker) overlayTier(tier *model.Tier, x item[rawTier]) {
	raw, s := x.entry.Value, c.scope(x.file)
	if raw.Roles != nil {
		tier.Roles = optional.Converted[model.Role](raw.Roles)
	}
	if raw.Remind != nil {
		tier.Remind = scalar.Reminders(raw.Remind)
	}
	overlay(&tier.IndependentContacts, raw.IndependentContacts)
	overlayPeriod(&tier.VerifyEvery, raw.VerifyEvery.V.Period, raw.VerifyEvery.Set)
	overlayPeriod(&tier.SessionEvery, raw.SessionEvery.V.Period, raw.SessionEvery.Set)
	overlayPeriod(&tier.ReviewEvery, raw.ReviewEvery.V.Period, raw.ReviewEvery.Set)
	overlay(&tier.ProbeEvery, raw.ProbeEvery)
	if raw.ProbeEvery.Set && raw.ProbeEvery.V.IsZero() {
		s.report(raw.ProbeEvery.Place, "`probe_every`: it must be longer than 0 minutes, e.g. 10 minutes")
	}
	if policy := find(s, "escalation", "escalation policy", raw.Escalation, c.reg.Policies); policy != nil {
		tier.Escalation = policy
	}
}

func overlayPeriod(over *civil.Period, p civil.Period, set bool) {
	if set {
		*over = p
	}
}
