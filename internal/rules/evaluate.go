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
		found = append(found, evaluateSupplier(e, all)...)
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

// evaluateSupplier applies the rules to one supplier, those that its entry ignores left out.
func evaluateSupplier(e *obligations.Supplier, all []condition) []model.Finding {
	found := make([]model.Finding, 0, 8) // most suppliers have no more
	for i := range all {
		c := &all[i]
		if c.supplier == nil || obligations.Ignores(e, c.rule.Name) {
			continue
		}
		for _, f := range complete(&c.rule, c.supplier(e)) {
			if f.Severity == "" {
				f.Severity = c.rule.Severity.Of(e.Entry.Tier.Class)
			}
			if f.Severity == "" {
				continue
			}
			f.Zones = e.DayZones(rulebook.DueAtSupplier(f.Rule))
			if f.DaysLeft == nil {
				f.DaysLeft = obligations.DaysLeft(e, f.Due, rulebook.DueAtSupplier(f.Rule))
			}
			found = append(found, f)
		}
	}
	return found
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
