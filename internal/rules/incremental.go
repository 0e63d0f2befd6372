package rules

import (
	"slices"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
)

// Incremental evaluates the suppliers of one registry one at a time. It is for a caller that follows time and wants to evaluate only what may
// have changed since it was evaluated last. Whoever adds facts meanwhile evaluates again what they are about.
type Incremental struct {
	registry   *model.Registry
	facts      *factindex.Index
	conditions []condition
}

// NewIncremental prepares the evaluation of a registry. With nil facts, rules that need facts are not evaluated.
func NewIncremental(r *model.Registry, facts *factindex.Index) *Incremental {
	return &Incremental{registry: r, facts: facts, conditions: conditions(facts)}
}

// Only leaves out all rules but the selected ones.
func (f *Incremental) Only(selected func(rule string) bool) {
	f.conditions = slices.DeleteFunc(f.conditions, func(c condition) bool { return !selected(c.rule.Name) })
}

// Global returns the findings of Evaluate that belong to no supplier, and the first later instant at which they may be others; zero for never.
func (f *Incremental) Global(now time.Time) (found []model.Finding, next time.Time) {
	ec := obligations.NewEntries(f.registry, f.facts, now)
	return evaluateGlobal(ec, f.conditions), nextGlobalChange(ec)
}

// nextGlobalChange returns the first instant after now at which an answer about what belongs to no supplier may change; zero for never.
func nextGlobalChange(ec *obligations.Context) (next time.Time) {
	for _, s := range subjects {
		switch {
		case s.globalChange != nil:
			next = ec.Sooner(next, s.globalChange(ec))
		case len(s.global) > 0:
			next = ec.Sooner(next, ec.Today().End(ec.Registry.Unowned.Zone()))
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
	return appendFindings(nil, e, f.conditions), t.first()
}

// Append appends the findings of Evaluate that belong to one supplier.
func (f *Incremental) Append(found []model.Finding, e *obligations.Supplier) []model.Finding {
	return appendFindings(found, e, f.conditions)
}

// Today is what is evaluated of one supplier: its obligations, the findings of Evaluate and the rows of Deadlines.
type Today struct {
	Obligations *obligations.Supplier
	Findings    []model.Finding
	Deadlines   []model.Deadline
	// Until is the first later instant at which any of this may be other, texts and counts of days included.
	Until time.Time
}

// Today evaluates one supplier.
func (f *Incremental) Today(s *model.Supplier, now time.Time) Today {
	e := obligations.NewSupplier(&obligations.Context{Registry: f.registry, Facts: f.facts, Now: now}, s)
	t := nextChange{eval: e, oneDay: true}
	t.note()
	return Today{
		Obligations: e, Findings: appendFindings(nil, e, f.conditions), Deadlines: DeadlineRows(e),
		Until: e.Context.Sooner(t.hour, civil.DayEnd(now, e.Entry.Calendar, e.OwnCalendar, f.registry.Unowned)),
	}
}
