package rules

import (
	"cmp"
	"fmt"

	"supplierwatch/internal/findingtext"
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
	f.Message = fmt.Sprintf("%s has no owner team.", e.Entry.Name)
	return ask(e, f, "Assign an owner", "Add the owner team to the entry, or one for all suppliers under `defaults`.")
}

// understaffedBelow is how many members a team needs at least.
const understaffedBelow = 2

func understaffed(ec *obligations.Context) []model.Finding {
	var found []model.Finding
	highest := obligations.HighestTiers(ec)
	for id, team := range ec.Registry.Teams {
		if len(team.Members) >= understaffedBelow {
			continue
		}
		tier := cmp.Or(highest[team], obligations.StandardTier(ec))
		do := "Add members to team " + team.Name()
		f := model.Finding{
			Subject: model.KindTeam.Subject(id), Position: team.Pos, Owner: team, Policy: tier.Escalation, Severity: rulebook.CriticalWarningInfo.Of(tier.Class),
			Message: fmt.Sprintf("Team %s has %s; it needs two, so that somebody can always answer.", team.Name(), members(len(team.Members))),
		}
		f.Advice = model.Advice{Headline: do, Lead: findingtext.Lead(do, f.Message), Do: []string{"List the people of the team under `members`."}}
		found = append(found, f)
	}
	return found
}

func members(n int) string {
	if n == 0 {
		return "no members"
	}
	return "only " + prose.Count(n, "member")
}
