package rules

import (
	"slices"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
	"supplierwatch/internal/rulebook"
)

// Evaluate returns every finding at the instant now, sorted by Finding.Compare. Pending ones are among them: a probe failed, but not yet often
// or long enough. With nil facts, rules that need facts are not evaluated (see NotEvaluated).
func Evaluate(r *model.Registry, facts *factindex.Index, now time.Time) []model.Finding {
	ec, all := obligations.New(r, facts, now), conditions(facts)
	found := append([]model.Finding{}, evaluateGlobal(ec, all)...)
	for _, e := range ec.Suppliers {
		found = appendFindings(found, e, all)
	}
	slices.SortFunc(found, func(a, b model.Finding) int { return a.Compare(&b) })
	return found
}

// evaluateGlobal applies the rules about what belongs to no supplier.
func evaluateGlobal(ec *obligations.Context, all []condition) []model.Finding {
	var found []model.Finding
	for i := range all {
		if c := &all[i]; c.global != nil {
			for _, f := range complete(&c.rule, c.global(ec)) {
				f.DaysLeft = daysLeftOfOurs(ec, f)
				f.Zones = civil.DayZones{Ends: ec.Registry.CalendarOf(f.Owner).Zone(), Owner: ec.Registry.CalendarOf(f.Owner).Zone()}
				found = append(found, f)
			}
		}
	}
	return found
}

// daysLeftOfOurs returns how many days are left until the day of a finding that belongs to no supplier; nil without a day.
func daysLeftOfOurs(ec *obligations.Context, f model.Finding) *int {
	if f.Due.IsZero() {
		return nil
	}
	ours := ec.Registry.CalendarOf(f.Owner)
	left := civil.DaysLeft(f.Due, ec.Now, ours, ours)
	return &left
}

// appendFindings applies the rules to one supplier, those that its entry ignores left out, and appends what they find. Findings are large: they
// are copied once it is known how many there are.
func appendFindings(found []model.Finding, e *obligations.Supplier, all []condition) []model.Finding {
	answers := make([]answer, 0, usualAnswers)
	total := 0
	for i := range all {
		c := &all[i]
		if c.supplier == nil || obligations.Ignores(e, c.rule.Name) {
			continue
		}
		if of := complete(&c.rule, c.supplier(e)); len(of) > 0 {
			answers = append(answers, answer{&c.rule, of})
			total += len(of)
		}
	}
	found = slices.Grow(found, total)
	for _, a := range answers {
		for j := range a.found {
			if f := &a.found[j]; placed(f, a.rule, e) {
				found = append(found, *f)
			}
		}
	}
	return found
}

// usualAnswers is how many rules at most find anything about most suppliers.
const usualAnswers = 16

// answer is what one rule found about one supplier.
type answer struct {
	rule  *rulebook.Rule
	found []model.Finding
}

// placed fills in what a finding takes from its supplier, and reports whether it counts in its tier.
func placed(f *model.Finding, r *rulebook.Rule, e *obligations.Supplier) bool {
	if f.Severity == "" {
		f.Severity = r.Severity.Of(e.Entry.Tier.Class)
	}
	if f.Severity == "" {
		return false
	}
	f.Zones = e.DayZones(rulebook.DueAtSupplier(f.Rule))
	if f.DaysLeft == nil {
		f.DaysLeft = obligations.DaysLeft(e, f.Due, rulebook.DueAtSupplier(f.Rule))
	}
	return true
}

// complete fills in what all findings of a rule share. A severity, a route, being told once and a policy that the rule chose itself stay.
func complete(r *rulebook.Rule, found []model.Finding) []model.Finding {
	for i := range found {
		f := &found[i]
		f.Rule, f.Group, f.Stage, f.NotifyOnce = r.Name, r.AlertGroup(), r.Stage+f.Stage, f.NotifyOnce || r.Once
		if f.Route == "" {
			f.Route = r.Route
		}
		if f.Responsible == nil {
			f.Responsible = f.Owner
		}
		f.Fingerprint = model.Fingerprint(f.Rule, f.Supplier, f.Subject, f.Occurrence)
	}
	return found
}
