package obligations

import (
	"supplierwatch/internal/civil"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/rulebook"
)

// Debounced reports whether a streak of failures is still too short to be believed: fewer failures than wanted, or all within less time.
func (ec *Context) Debounced(s factindex.Streak) bool {
	if s.Failures < ec.Registry.Limits.Failures {
		return true
	}
	return s.Last.ObservedAt.Before(civil.AddTo(s.First.ObservedAt, ec.Registry.Limits.Over, nil))
}

// Limit returns the threshold of a rule about what belongs to no supplier.
func (ec *Context) Limit(rule string) civil.Period {
	if t, ok := ec.Registry.Limits.Thresholds[rule]; ok && !t.Period.IsZero() {
		return t.Period
	}
	return rulebook.Limit(rule)
}

// Horizon returns the last day that lies within a rule's threshold from the owner's today on.
func (e *Supplier) Horizon(rule string) civil.Date {
	return e.OwnToday.Plus(e.Limit(rule), e.OwnCalendar)
}

// Limit returns the threshold of a rule for this supplier: its own, else the configuration's, else the built-in one.
func (e *Supplier) Limit(rule string) civil.Period {
	for _, t := range e.Entry.Thresholds {
		if t.Rule == rule && !t.Period.IsZero() {
			return t.Period
		}
	}
	return e.Context.Limit(rule)
}
