package obligations

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"supplierwatch/internal/model"
)

// serves reports whether an alert about the supplier may reach the team, written a second time as simply as possible.
func serves(team *model.Team, s *model.Supplier) bool {
	return s.Owner == team ||
		slices.ContainsFunc(s.Endpoints, func(p *model.Endpoint) bool { return p.Team == team }) ||
		slices.ContainsFunc(s.OrderWindows, func(w *model.OrderWindow) bool { return w.Approver == team || w.EmergencyApprover == team }) ||
		s.Tier.Escalation != nil && slices.ContainsFunc(s.Tier.Escalation.Steps, func(p model.Step) bool { return slices.Contains(p.Notify, team.ID) })
}

// TestHighestTiersAreThoseOfEachTeam compares the tiers of all teams with what a scan of all suppliers for each team returns.
func TestHighestTiersAreThoseOfEachTeam(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := &model.Registry{Teams: map[string]*model.Team{}}
		teams := []*model.Team{nil}
		for i := range 4 {
			team := &model.Team{ID: fmt.Sprint("team-", i)}
			r.Teams[team.ID], teams = team, append(teams, team)
		}
		team := func(what string) *model.Team { return rapid.SampledFrom(teams).Draw(t, what) }
		policy := &model.Policy{Steps: []model.Step{{Notify: []string{model.NotifyOwner}}, {Notify: []string{"team-3", "webhook:pager"}}}}
		tiers := []*model.Tier{{ID: "critical", Class: model.ClassCritical, Escalation: policy}, {ID: "urgent", Class: model.ClassCritical}, {ID: "standard", Class: model.ClassStandard}}
		ec := &Context{Registry: r}
		for range rapid.IntRange(0, 5).Draw(t, "suppliers") {
			s := &model.Supplier{Tier: rapid.SampledFrom(tiers).Draw(t, "tier"), Owner: team("owner")}
			if rapid.Bool().Draw(t, "endpoint") {
				s.Endpoints = []*model.Endpoint{{Team: team("responsible")}}
			}
			if rapid.Bool().Draw(t, "window") {
				s.OrderWindows = []*model.OrderWindow{{Approver: team("approver"), EmergencyApprover: team("emergency")}}
			}
			ec.Suppliers = append(ec.Suppliers, &Supplier{Entry: s})
		}
		highest := HighestTiers(ec)
		for _, team := range teams[1:] {
			var want *model.Tier
			if slices.ContainsFunc(ec.Suppliers, func(e *Supplier) bool { return serves(team, e.Entry) }) {
				want = HighestTier(ec, func(e *Supplier) bool { return serves(team, e.Entry) })
			}
			if got := highest[team]; got != want {
				t.Fatalf("%s has %+v, want %+v", team.ID, got, want)
			}
		}
	})
}
