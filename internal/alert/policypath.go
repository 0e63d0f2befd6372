package alert

import "supplierwatch/internal/model"

// Path lists whom alerts by a policy may reach, in the order of its steps. Owner and responsible are the teams that own a supplier whose
// tier uses the policy, and the teams of its endpoints.
func (s Settings) Path(r *model.Registry, policy *model.Policy) []model.Recipient {
	findings := []model.Finding{}
	for _, supplier := range r.Suppliers {
		if supplier.Tier.Escalation == nil || supplier.Tier.Escalation.ID != policy.ID {
			continue
		}
		findings = append(findings, model.Finding{Owner: supplier.Owner, Responsible: supplier.Owner})
		for _, e := range supplier.Endpoints {
			if e.Team != nil {
				findings = append(findings, model.Finding{Owner: supplier.Owner, Responsible: e.Team})
			}
		}
	}
	if len(findings) == 0 {
		return s.namedBy(r, policy)
	}
	var found []model.Recipient
	for number := range policy.Steps {
		for i := range findings {
			step := &alertStep{eval: &Evaluation{settings: s, Registry: r}, f: &findings[i]}
			found = append(found, step.stepRecipients(policy, number)...)
		}
	}
	return distinct(found)
}

// namedBy lists those whom the steps of a policy name, without those who follow from a supplier.
func (s Settings) namedBy(r *model.Registry, policy *model.Policy) []model.Recipient {
	step := &alertStep{eval: &Evaluation{settings: s, Registry: r}, f: &model.Finding{}}
	var found []model.Recipient
	for _, x := range policy.Steps {
		for _, name := range x.Notify {
			if name != model.NotifyOwner && name != model.NotifyResponsible {
				found = append(found, step.named(name)...)
			}
		}
	}
	return distinct(found)
}
