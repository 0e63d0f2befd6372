package findingtext

import (
	"fmt"
	"strings"

	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
)

// TeamPhone returns the name of a team with its phone number, or that it has none.
func TeamPhone(t *model.Team) string {
	if t.Phone == "" {
		return t.Name() + " (no phone number recorded)"
	}
	return t.Name() + ", " + t.Phone
}

// CallTeams returns the step that has the operators call the teams of some escalation policies. The last ones that a policy notifies come first.
func CallTeams(r *model.Registry, policies []string) string {
	var teams []string
	for _, id := range policies {
		p := r.Policies[id]
		for i := len(p.Steps) - 1; i >= 0; i-- {
			for _, to := range p.Steps[i].Notify {
				teams = append(teams, phonesOf(r, p, to)...)
			}
		}
	}
	if len(teams) == 0 {
		return "Call the teams that were notified; each alert lists them."
	}
	teams = distinct(teams)
	if more := len(teams) - fewListed; more > 0 {
		teams = append(teams[:fewListed:fewListed], prose.Count(more, "more team"))
	}
	return "Call the teams that were notified: " + strings.Join(teams, "; ") + "."
}

// phonesOf returns the teams that a recipient of a policy's step may mean, with their phone numbers. The owner of an alert is the owner of any supplier
// whose alerts escalate by the policy.
func phonesOf(r *model.Registry, p *model.Policy, to string) []string {
	if t := r.Teams[to]; t != nil {
		return []string{TeamPhone(t)}
	}
	var owners []string
	if to == model.NotifyOwner || to == model.NotifyResponsible {
		for _, s := range r.Suppliers {
			if s.Owner != nil && s.Tier != nil && s.Tier.Escalation == p {
				owners = append(owners, TeamPhone(s.Owner))
			}
		}
	}
	return owners
}

// distinct drops repeated texts.
func distinct(texts []string) []string {
	seen := map[string]bool{}
	var kept []string
	for _, t := range texts {
		if !seen[t] {
			seen[t] = true
			kept = append(kept, t)
		}
	}
	return kept
}

// fewListed is how many alerts are named; `status` lists all.
const fewListed = 5

// Exhausted returns the message on alerts that nobody has acknowledged on some escalation policies, given the headlines of the alerts. Without a
// policy, it is the operators' own.
func Exhausted(policies, headlines []string) string {
	path := "the escalation policy of the operators is"
	if len(policies) > 0 {
		quoted := make([]string, len(policies))
		for i, p := range policies {
			quoted[i] = prose.Quote(p)
		}
		path = "escalation policy " + quoted[0] + " is"
		if len(policies) > 1 {
			path = "escalation policies " + prose.List(quoted) + " are"
		}
	}
	if len(headlines) == 1 {
		return fmt.Sprintf("Unacknowledged alert: %s exhausted. Nobody has acknowledged %q.", path, itemOf(headlines[0]))
	}
	var names []string
	for _, h := range headlines[:min(len(headlines), fewListed)] {
		names = append(names, prose.Quote(itemOf(h)))
	}
	if more := len(headlines) - len(names); more > 0 {
		names = append(names, fmt.Sprintf("%d more", more))
	}
	return fmt.Sprintf("%d unacknowledged alerts: %s exhausted. Nobody has acknowledged %s.", len(headlines), path, prose.List(names))
}

// itemOf returns the item and the supplier of a headline. What was to be done on the day on which it was written, and by when, is left out.
func itemOf(headline string) string {
	_, item, found := strings.Cut(headline, ": ")
	if !found {
		return headline
	}
	if end := strings.LastIndexByte(item, ')'); end >= 0 {
		item = item[:end+1]
	}
	return item
}
