package alert

import "supplierwatch/internal/model"

// Path lists whom alerts by a policy may reach, in the order of its steps: as owner and as responsible for what is theirs the teams
// that own a supplier whose tier uses the policy, and those of its endpoints.
func (m Machine) Path(r *model.Registry, policy *model.Policy) []model.Recipient {
	findings := []model.Finding{}
	for _, s := range r.Suppliers {
		if s.Tier.Escalation == nil || s.Tier.Escalation.ID != policy.ID {
			continue
		}
		findings = append(findings, model.Finding{Owner: s.Owner, Responsible: s.Owner})
		for _, e := range s.Endpoints {
			if e.Team != nil {
				findings = append(findings, model.Finding{Owner: s.Owner, Responsible: e.Team})
			}
		}
	}
	if len(findings) == 0 {
		return m.named(r, policy)
	}
	var found []model.Recipient
	for step := range policy.Steps {
		for i := range findings {
			l := &life{pass: &pass{Machine: m, registry: r}, f: &findings[i]}
			found = append(found, l.notified(policy, step)...)
		}
	}
	return distinct(found)
}

// named lists those whom the steps of a policy name, without those who follow from a supplier.
func (m Machine) named(r *model.Registry, policy *model.Policy) []model.Recipient {
	l := &life{pass: &pass{Machine: m, registry: r}, f: &model.Finding{}}
	var found []model.Recipient
	for _, step := range policy.Steps {
		for _, name := range step.Notify {
			if name != model.NotifyOwner && name != model.NotifyResponsible {
				found = append(found, l.named(name)...)
			}
		}
	}
	return distinct(found)
}
