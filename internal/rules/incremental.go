package rules

import (
	"slices"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// Incremental judges the suppliers of one registry one at a time. It is for a caller that follows time for years and wants to look only at
// what may have changed since it looked last. Facts that are added meanwhile may speak of alerts, not of suppliers.
type Incremental struct {
	scene  *evalContext
	rules  []Rule
	daily  bool // a rule does not say when its answer turns
	global bool // one of those judges what belongs to no supplier
}

// NewIncremental begins to follow a registry. With nil facts, rules that need facts are not evaluated.
func NewIncremental(r *model.Registry, facts *model.Facts) *Incremental {
	f := &Incremental{scene: &evalContext{registry: r, facts: facts}}
	f.rules = slices.DeleteFunc(Rules(), func(r Rule) bool { return facts == nil && r.Needs == NeedsFacts })
	for _, r := range f.rules {
		if !rulesWithKnownChanges[r.Name] {
			f.daily, f.global = f.daily || r.supplier != nil, f.global || r.registry != nil
		}
	}
	return f
}

// Global returns the findings of Evaluate that belong to no supplier, and the first later instant at which they may be others; zero for never.
func (f *Incremental) Global(now time.Time) (found []model.Finding, next time.Time) {
	ec := newEvalContext(f.scene.registry, f.scene.facts, now)
	for i := range f.rules {
		if judge := f.rules[i].registry; judge != nil {
			found = append(found, complete(ec, &f.rules[i], judge(ec))...)
		}
	}
	next = untestedFrom(ec)
	if _, dated := ec.facts.Streak("", model.SubjectCredentials); f.global || dated {
		next = civil.DateOf(now.UTC()).End(time.UTC)
	}
	if slices.ContainsFunc(ec.registry.Mailboxes, func(x *model.Mailbox) bool { return hasMailboxFacts(ec, x) }) || anyReturned(ec) {
		next = now.Add(time.Minute) // mail waits by the clock, in the hours of its team
	}
	return found, next
}

// hasMailboxFacts reports whether anything is known of what a mailbox holds.
func hasMailboxFacts(ec *evalContext, m *model.Mailbox) bool {
	return len(ec.facts.Of("", "mailbox/"+m.ID)) > 0
}

// anyReturned reports whether a mail to any team of ours ever came back.
func anyReturned(ec *evalContext) bool {
	for _, t := range ec.registry.Teams {
		if slices.ContainsFunc(t.Addresses(), func(a string) bool { _, known := ec.facts.DeliveryStatus(a); return known }) {
			return true
		}
	}
	return false
}

// Supplier returns the findings of Evaluate that belong to one supplier, and the first later instant at which they may be others; zero for
// never. What a mere count of days moves (all texts but headlines, exposure and margin) may be other on any day, and a named day may still be listed
// when it has come.
func (f *Incremental) Supplier(s *model.Supplier, now time.Time) (found []model.Finding, next time.Time) {
	sc := *f.scene
	sc.now = now
	e := newSupplierEval(&sc, s)
	found = evaluateSupplier(e, f.rules)
	t := nextChange{eval: e, daily: f.daily}
	return found, t.first()
}
