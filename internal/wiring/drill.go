package wiring

import (
	"maps"
	"slices"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/drill"
	"supplierwatch/internal/model"
	"supplierwatch/internal/settings"
)

// DrillCalls plans a drill of some policies; of none: of all that suppliers use.
func DrillCalls(s *settings.Settings, r *model.Registry, policies []string, wait civil.Period, now time.Time) []drill.Call {
	if len(policies) == 0 {
		policies = usedPolicies(r)
	}
	machine := Machine(s, r)
	var paths []drill.Path
	for _, id := range policies {
		if p := r.Policies[id]; p != nil {
			paths = append(paths, drill.Path{Policy: p, To: machine.Alerts.Path(r, p)})
		}
	}
	return drill.Plan(paths, r.Teams, drill.Hours(!machine.NoQuietHours), wait, now)
}

// usedPolicies returns the policies that the tiers of suppliers use, sorted.
func usedPolicies(r *model.Registry) []string {
	used := map[string]bool{}
	for _, x := range r.Suppliers {
		if p := x.Tier.Escalation; p != nil {
			used[p.ID] = true
		}
	}
	return slices.Sorted(maps.Keys(used))
}
