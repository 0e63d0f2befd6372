package app

import (
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/compose"
	"supplierwatch/internal/model"
	"supplierwatch/internal/rules"
)

// teamSummaries sums up the suppliers of a team, for its letters. A team without an address of its own gets one for each of its members, and those of
// one pass are about the same.
func teamSummaries() func(v compose.View, team string) apidoc.Summary {
	var at time.Time
	var of *model.Registry
	var known map[string]apidoc.Summary
	return func(v compose.View, team string) apidoc.Summary {
		if !v.Now.Equal(at) || v.Registry != of {
			at, of, known = v.Now, v.Registry, map[string]apidoc.Summary{}
		}
		s, ok := known[team]
		if !ok {
			s = rules.Summarize(ownedBy(v.Registry, team), nil, v.Facts, v.Now)
			known[team] = s
		}
		return s
	}
}

// ownedBy is the registry with the suppliers of one team alone.
func ownedBy(r *model.Registry, team string) *model.Registry {
	own := *r
	own.Suppliers = nil
	for _, s := range r.Suppliers {
		if s.Owner != nil && s.Owner.ID == team {
			own.Suppliers = append(own.Suppliers, s)
		}
	}
	return &own
}
