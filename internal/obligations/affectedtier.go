package obligations

import (
	"slices"

	"supplierwatch/internal/model"
)

// StandardTier returns the tier of what serves no supplier.
func StandardTier(ec *Context) *model.Tier {
	if t := ec.Registry.Tiers["standard"]; t != nil {
		return t
	}
	return &model.Tier{ID: "standard", Class: model.ClassStandard}
}

// HighestTier returns the gravest tier of the suppliers that a test picks; standard if it picks none. Among equals it is the first supplier's.
func HighestTier(ec *Context, picks func(*Supplier) bool) *model.Tier {
	found := StandardTier(ec)
	first := true
	for _, e := range ec.Suppliers {
		if picks(e) && (first || e.Entry.Tier.Class < found.Class) {
			found, first = e.Entry.Tier, false
		}
	}
	return found
}

// Serves reports whether an alert about the supplier may reach the team: as owner, as the team of an endpoint, as an approver, or in a
// step of the tier's policy.
func Serves(team *model.Team, s *model.Supplier) bool {
	return s.Owner == team ||
		slices.ContainsFunc(s.Endpoints, func(p *model.Endpoint) bool { return p.Team == team }) ||
		slices.ContainsFunc(s.OrderWindows, func(w *model.OrderWindow) bool {
			return w.Approver == team || w.EmergencyApprover == team
		}) ||
		s.Tier.Escalation != nil && slices.ContainsFunc(s.Tier.Escalation.Steps, func(p model.Step) bool {
			return slices.Contains(p.Notify, team.ID)
		})
}

// WasTold reports whether the supplier was told to use the mailbox.
func WasTold(e *Supplier, m *model.Mailbox) bool {
	return slices.ContainsFunc(MailboxNotices(e), func(t model.MailboxNotice) bool { return t.Mailbox == m })
}
