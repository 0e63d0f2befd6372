package app

import (
	"slices"

	"supplierwatch/internal/model"
	"supplierwatch/internal/rules"
)

// Effect is what a telling changed.
type Effect struct {
	Was, Is string   // the state of its subject; equal if it stayed
	Settles []string // rules that are no longer raised
	Raises  []string // rules that were not raised before
}

// view is how the judge sees a supplier, and the subject of a telling.
type view struct {
	state    string
	findings []model.Finding
}

// view asks the judge.
func (k *knowledge) view(told Told) view {
	s := k.supplier(told.Target.Supplier)
	v := view{findings: rules.Judge(k.only(s), k.facts, k.Now)}
	for _, row := range k.rows(s, k.Now) {
		occurs := told.Change.Window.IsZero() || row.Occurrence == told.Change.Window.String()
		if row.Subject != told.Change.Subject || !occurs || row.Channel != "" || v.state != "" {
			continue
		}
		if row.Kind != model.DeadlineNoticeTheirs && row.Kind != model.DeadlineOrderConfirm {
			v.state = row.State
		}
	}
	return v
}

// effect compares two views.
func effect(before, after view) Effect {
	return Effect{
		Was: before.state, Is: after.state,
		Settles: without(before.findings, after.findings), Raises: without(after.findings, before.findings),
	}
}

// without lists the rules of the findings that the others do not have.
func without(findings, others []model.Finding) []string {
	type key struct{ rule, subject, occurrence string }
	there := map[key]bool{}
	for _, f := range others {
		there[key{f.Rule, f.Subject, f.Occurrence}] = true
	}
	var rules []string
	for _, f := range findings {
		if !f.Pending && !there[key{f.Rule, f.Subject, f.Occurrence}] {
			rules = append(rules, f.Rule)
		}
	}
	slices.Sort(rules)
	return slices.Compact(rules)
}
