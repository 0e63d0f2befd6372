package rules

import (
	"slices"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/rulebook"
)

// limit returns the threshold of a rule for this supplier: its own, else the configuration's, else the built-in one.
func (e *supplierEval) limit(rule string) civil.Period {
	for _, t := range e.s.Thresholds {
		if t.Rule == rule && !t.Period.IsZero() {
			return t.Period
		}
	}
	return e.context.limit(rule)
}

// limit returns the threshold of a rule that judges what belongs to no supplier.
func (ec *evalContext) limit(rule string) civil.Period {
	if t, ok := ec.registry.Limits.Thresholds[rule]; ok && !t.Period.IsZero() {
		return t.Period
	}
	return rulebook.Limit(rule)
}

// horizon returns the last day that lies within a rule's threshold from today on.
func (e *supplierEval) horizon(rule string) civil.Date {
	return e.today.Plus(e.limit(rule), e.ownCalendar)
}

// longestIgnore is how far ahead an ignore may reach and still count.
var longestIgnore = civil.Period{Months: 12}

// ignores reports whether the supplier's entry takes the rule away today.
func (e *supplierEval) ignores(rule string) bool {
	return slices.ContainsFunc(e.s.Ignores, func(x model.Ignore) bool { return x.Rule == rule && e.inForce(x) })
}

// inForce reports whether an exception counts today: it does through its last day, and only if that day is not too far ahead.
func (e *supplierEval) inForce(x model.Ignore) bool {
	return !x.Until.Before(e.today) && !x.Until.After(e.today.Plus(longestIgnore, nil))
}

// debounced reports whether a streak of failures is still too short to be believed: fewer failures than wanted, or all within less time.
func (ec *evalContext) debounced(s model.Streak) bool {
	if s.Failures < ec.registry.Limits.Failures {
		return true
	}
	return s.Last.ObservedAt.Before(civil.AddTo(s.First.ObservedAt, ec.registry.Limits.Over, nil))
}
