package rules

import (
	"time"

	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
)

// Incremental evaluates the suppliers of one registry one at a time. It is for a caller that follows time for years and wants to look only at
// what may have changed since it looked last. Facts that are added meanwhile may be about alerts, not about suppliers.
type Incremental struct {
	registry   *model.Registry
	facts      *factindex.Index
	conditions []condition
}

// NewIncremental prepares the evaluation of a registry. With nil facts, rules that need facts are not evaluated.
func NewIncremental(r *model.Registry, facts *factindex.Index) *Incremental {
	return &Incremental{registry: r, facts: facts, conditions: conditions(facts)}
}

// Global returns the findings of Evaluate that belong to no supplier, and the first later instant at which they may be others; zero for never.
func (f *Incremental) Global(now time.Time) (found []model.Finding, next time.Time) {
	ec := obligations.New(f.registry, f.facts, now)
	return evaluateGlobal(ec, f.conditions), nextGlobalChange(ec)
}

// nextGlobalChange returns the first instant after now at which an answer about what belongs to no supplier may change; zero for never.
func nextGlobalChange(ec *obligations.Context) time.Time {
	var next time.Time
	for _, s := range subjects {
		if len(s.global) == 0 {
			continue
		}
		at := ec.Today().End(ec.Registry.Unowned.Zone())
		if s.globalChange != nil {
			at = s.globalChange(ec)
		}
		if !at.IsZero() && (next.IsZero() || at.Before(next)) {
			next = at
		}
	}
	return next
}

// Supplier returns the findings of Evaluate that belong to one supplier, and the first later instant at which they may be others; zero for
// never. What a mere count of days moves (all texts but headlines, exposure and slack) may be other on any day, and a named day may still be listed
// when it has come.
func (f *Incremental) Supplier(s *model.Supplier, now time.Time) (found []model.Finding, next time.Time) {
	e := obligations.NewSupplier(&obligations.Context{Registry: f.registry, Facts: f.facts, Now: now}, s)
	t := nextChange{eval: e}
	return evaluateSupplier(e, f.conditions), t.first()
}
