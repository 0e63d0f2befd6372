package rules

import (
	"slices"

	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
)

// standardTier returns the tier of what serves no supplier.
func standardTier(ec *obligations.Context) *model.Tier {
	if t := ec.Registry.Tiers["standard"]; t != nil {
		return t
	}
	return &model.Tier{ID: "standard", Class: model.ClassStandard}
}

// highestTier returns the gravest tier of the suppliers that a test picks; standard if it picks none. Among equals it is the first supplier's.
func highestTier(ec *obligations.Context, picks func(*obligations.Supplier) bool) *model.Tier {
	found := standardTier(ec)
	first := true
	for _, e := range ec.Suppliers {
		if picks(e) && (first || e.Entry.Tier.Class < found.Class) {
			found, first = e.Entry.Tier, false
		}
	}
	return found
}

// serves reports whether an alert about the supplier may reach the team: as owner, as the team of an endpoint, as an approver, or in a
// step of the tier's policy.
func serves(team *model.Team, s *model.Supplier) bool {
	return s.Owner == team ||
		slices.ContainsFunc(s.Endpoints, func(p *model.Endpoint) bool { return p.Team == team }) ||
		slices.ContainsFunc(s.OrderWindows, func(w *model.OrderWindow) bool {
			return w.Approver == team || w.EmergencyApprover == team
		}) ||
		s.Tier.Escalation != nil && slices.ContainsFunc(s.Tier.Escalation.Steps, func(p model.Step) bool {
			return slices.Contains(p.Notify, team.ID)
		})
}

// wasTold reports whether the supplier was told to use the mailbox.
func wasTold(e *obligations.Supplier, m *model.Mailbox) bool {
	return slices.ContainsFunc(obligations.MailboxNotices(e), func(t model.MailboxNotice) bool { return t.Mailbox == m })
}
