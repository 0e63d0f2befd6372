package rules

import (
	"fmt"

	"supplierwatch/internal/model"
	"supplierwatch/internal/rulebook"
)

var _ = register(subject{
	changes: never,
	supplier: map[string]func(*supplierEval) []model.Finding{
		"owner-missing": ownerMissing,
	},
	globalChange: globalNever,
	global: map[string]func(*evalContext) []model.Finding{
		"team-understaffed": understaffed,
	},
})

func ownerMissing(e *supplierEval) []model.Finding {
	if e.s.Owner != nil {
		return nil
	}
	f := e.aboutAll()
	f.Message = fmt.Sprintf("No team of ours owns %s.", e.s.Name)
	return e.ask(f, "Name an owner", "Write the owner team into the entry, or one for all under defaults.")
}

// understaffedBelow is how many members a team needs at least.
const understaffedBelow = 2

func understaffed(ec *evalContext) []model.Finding {
	var found []model.Finding
	for id, team := range ec.registry.Teams {
		if len(team.Members) >= understaffedBelow {
			continue
		}
		tier := highestTier(ec, func(e *supplierEval) bool { return serves(team, e.s) })
		do := "Name at least two members of " + team.Name()
		f := model.Finding{
			Subject: model.KindTeam.Subject(id), Position: team.Pos, Owner: team, Policy: tier.Escalation, Severity: rulebook.CriticalWarningInfo.Of(tier.Class),
			Message: fmt.Sprintf("The team %s has %s; two are needed so that somebody can answer.", team.Name(), members(len(team.Members))),
		}
		f.Advice = model.Advice{Headline: cut(do, headlineRoom), Lead: lead(do, f.Message), Do: []string{"List the people who staff it under members."}}
		found = append(found, f)
	}
	return found
}

func members(n int) string {
	if n == 0 {
		return "no members written down"
	}
	return count(n, "member") + " only"
}
