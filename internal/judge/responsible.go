package judge

import (
	"slices"

	"supplierwatch/internal/watch"
)

// standard gives the tier of what serves no supplier.
func (sc *scene) standard() *watch.Tier {
	if t := sc.Tiers["standard"]; t != nil {
		return t
	}
	return &watch.Tier{ID: "standard", Class: watch.ClassStandard}
}

// gravest gives the gravest tier of the suppliers that a test picks; standard if it picks none. Among equals it is the first supplier's.
func (sc *scene) gravest(picks func(*entry) bool) *watch.Tier {
	found := sc.standard()
	first := true
	for _, e := range sc.entries {
		if picks(e) && (first || e.s.Tier.Class < found.Class) {
			found, first = e.s.Tier, false
		}
	}
	return found
}

// serves reports whether an alert about the supplier may reach the team: as owner, as the team of an endpoint, as an approver, or in a
// step of the tier's policy.
func serves(team *watch.Team, s *watch.Supplier) bool {
	return s.Owner == team ||
		slices.ContainsFunc(s.Endpoints, func(p *watch.Endpoint) bool { return p.Team == team }) ||
		slices.ContainsFunc(s.OrderWindows, func(w *watch.OrderWindow) bool {
			return w.Approver == team || w.EmergencyApprover == team
		}) ||
		s.Tier.Escalation != nil && slices.ContainsFunc(s.Tier.Escalation.Steps, func(p watch.Step) bool {
			return slices.Contains(p.Notify, team.ID)
		})
}

// knows reports whether the supplier was told to use the mailbox.
func (e *entry) knows(m *watch.Mailbox) bool {
	return slices.ContainsFunc(e.told(), func(t watch.Told) bool { return t.Mailbox == m })
}
