package rules

import (
	"fmt"
	"slices"
	"strings"

	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
	"supplierwatch/internal/prose"
)

func init() {
	register(subject{
		changes: never,
		supplier: map[string]func(*obligations.Supplier) []model.Finding{
			"authorized-left":   authorizedLeft,
			"authorized-single": authorizedSingle,
		},
	})
}

func authorizedLeft(e *obligations.Supplier) []model.Finding {
	var left []string
	for _, who := range authorizedPeople(e) {
		if !staffed(e.Context, who) {
			left = append(left, who)
		}
	}
	if len(left) == 0 {
		return nil
	}
	f := aboutAll(e)
	f.Message = fmt.Sprintf("Authorized at %s, but in none of our teams: %s.", e.Entry.Name, prose.List(left))
	return ask(e, f, "Update who is authorized", "Tell the supplier who takes over, and have the old authorization withdrawn.", "Correct `authorized` in the entry.")
}

func authorizedSingle(e *obligations.Supplier) []model.Finding {
	all := authorizedPeople(e)
	if len(all) != 1 {
		return nil
	}
	f := aboutAll(e)
	f.Message = fmt.Sprintf("Only one of our people is authorized at %s: %s.", e.Entry.Name, all[0])
	return ask(e, f, "Authorize a second person", "Ask the supplier to accept a second person.", "Add the person under `authorized`.")
}

// authorizedPeople returns each person whom the supplier accepts, once.
func authorizedPeople(e *obligations.Supplier) []string {
	var all []string
	for _, a := range e.Entry.Authorized {
		if who := strings.ToLower(a.Who); !slices.Contains(all, who) {
			all = append(all, who)
		}
	}
	return all
}

// staffed reports whether an address belongs to a member of any team.
func staffed(ec *obligations.Context, who string) bool {
	for _, t := range ec.Registry.Teams {
		if slices.ContainsFunc(t.Members, func(m string) bool { return strings.EqualFold(m, who) }) {
			return true
		}
	}
	return false
}
