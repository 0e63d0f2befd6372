package rules

import (
	"fmt"

	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
	"supplierwatch/internal/prose"
	"supplierwatch/internal/rulebook"
)

func init() {
	register(subject{
		changes: never,
		supplier: map[string]func(*obligations.Supplier) []model.Finding{
			"owner-missing": ownerMissing,
		},
		globalChange: globalNever,
		global: map[string]func(*obligations.Context) []model.Finding{
			"team-understaffed": understaffed,
		},
	})
}

func ownerMissing(e *obligations.Supplier) []model.Finding {
	if e.Entry.Owner != nil {
		return nil
	}
	f := aboutAll(e)
	f.Message = fmt.Sprintf("No team of ours owns %s.", e.Entry.Name)
	return ask(e, f, "Name an owner", "Write the owner team into the entry, or one for all under defaults.")
}

// understaffedBelow is how many members a team needs at least.
const understaffedBelow = 2

func understaffed(ec *obligations.Context) []model.Finding {
	var found []model.Finding
	for id, team := range ec.Registry.Teams {
		if len(team.Members) >= understaffedBelow {
			continue
		}
		tier := obligations.HighestTier(ec, func(e *obligations.Supplier) bool { return obligations.Serves(team, e.Entry) })
		do := "Name at least two members of " + team.Name()
		f := model.Finding{
			Subject: model.KindTeam.Subject(id), Position: team.Pos, Owner: team, Policy: tier.Escalation, Severity: rulebook.CriticalWarningInfo.Of(tier.Class),
			Message: fmt.Sprintf("The team %s has %s; two are needed so that somebody can answer.", team.Name(), members(len(team.Members))),
		}
		f.Advice = model.Advice{Headline: prose.Cut(do, headlineRoom), Lead: lead(do, f.Message), Do: []string{"List the people who staff it under members."}}
		found = append(found, f)
	}
	return found
}

func members(n int) string {
	if n == 0 {
		return "no members written down"
	}
	return prose.Count(n, "member") + " only"
}
