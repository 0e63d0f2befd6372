package rules

import (
	"fmt"
	"slices"
	"strings"

	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
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
	f.Message = fmt.Sprintf("%s accepts as authorized, and is in no team of ours: %s.", e.Entry.Name, strings.Join(left, ", "))
	return ask(e, f, "Have somebody else authorized", "Tell the supplier who took over.", "Correct the entry.")
}

func authorizedSingle(e *obligations.Supplier) []model.Finding {
	all := authorizedPeople(e)
	if len(all) != 1 {
		return nil
	}
	f := aboutAll(e)
	f.Message = fmt.Sprintf("%s accepts only one person of ours as authorized: %s.", e.Entry.Name, all[0])
	return ask(e, f, "Have a second person authorized", "Ask the supplier to accept one more person.", "Add the person under authorized.")
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
