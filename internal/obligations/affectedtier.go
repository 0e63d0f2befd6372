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

// HighestTiers returns for each team what HighestTier returns of the suppliers about which an alert may reach it: as owner, as the team of an endpoint,
// as an approver, or in a step of the tier's policy. A team that no alert may reach is not in the map.
func HighestTiers(ec *Context) map[*model.Team]*model.Tier {
	highest := map[*model.Team]*model.Tier{}
	for _, e := range ec.Suppliers {
		tier := e.Entry.Tier
		for _, team := range teamsOf(ec.Registry, e.Entry) {
			if known := highest[team]; known == nil || tier.Class < known.Class {
				highest[team] = tier
			}
		}
	}
	return highest
}

// teamsOf returns the teams that an alert about a supplier may reach, some of them more than once.
func teamsOf(r *model.Registry, s *model.Supplier) []*model.Team {
	teams := []*model.Team{s.Owner}
	for _, p := range s.Endpoints {
		teams = append(teams, p.Team)
	}
	for _, w := range s.OrderWindows {
		teams = append(teams, w.Approver, w.EmergencyApprover)
	}
	if s.Tier.Escalation != nil {
		for _, step := range s.Tier.Escalation.Steps {
			for _, name := range step.Notify {
				teams = append(teams, r.Teams[name])
			}
		}
	}
	return teams
}

// WasTold reports whether the supplier was told to use the mailbox.
func WasTold(e *Supplier, m *model.Mailbox) bool {
	return slices.ContainsFunc(MailboxNotices(e), func(t model.MailboxNotice) bool { return t.Mailbox == m })
}
