package record

import (
	"slices"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/registry/edit"
	"supplierwatch/internal/rules"
)

// Effect is what a recorded fact changed.
type Effect struct {
	Was, Is string     // the state of its subject; equal if it stayed
	Ends    civil.Date // of a contract: the last day in force now
	Settles []string   // rules that are no longer raised
	Raises  []string   // rules that were not raised before
}

// Known is what a request is checked against. The facts belong to the caller alone, since what is recorded is added to them.
type Known struct {
	Registry *model.Registry
	Facts    *factindex.Index
}

// only returns the registry with one supplier in it: the others may be many, and nothing is asked about them.
func (k Known) only(s *model.Supplier) *model.Registry {
	one := *k.Registry
	one.Suppliers = []*model.Supplier{s}
	return &one
}

// evaluated is what the rules say about a supplier, and about the subject of a request.
type evaluated struct {
	state    string
	ends     civil.Date
	findings []model.Finding
}

// evaluate asks the rules.
func (k Known) evaluate(change edit.Change, now time.Time) evaluated {
	one := k.only(k.Registry.Supplier(change.Supplier))
	e := evaluated{findings: rules.Evaluate(one, k.Facts, now)}
	for _, row := range rules.Deadlines(one, k.Facts, now) {
		occurs := change.Window.IsZero() || row.Occurrence == change.Window.String()
		if row.Subject != change.Subject || !occurs || row.Channel != "" || e.state != "" {
			continue
		}
		if row.Kind != model.DeadlineNoticeTheirs && row.Kind != model.DeadlineOrderConfirm {
			e.state = row.State
			if row.ContractDates != nil {
				e.ends = row.CurrentEnd
			}
		}
	}
	return e
}

// effect compares what the rules say before and after something was recorded.
func effect(before, after evaluated) Effect {
	return Effect{
		Was: before.state, Is: after.state, Ends: after.ends,
		Settles: without(before.findings, after.findings), Raises: without(after.findings, before.findings),
	}
}

// without lists the rules of the findings that the others do not have.
func without(findings, others []model.Finding) []string {
	type key struct {
		rule, occurrence string
		subject          model.Subject
	}
	there := map[key]bool{}
	for _, f := range others {
		there[key{rule: f.Rule, subject: f.Subject, occurrence: f.Occurrence}] = true
	}
	var rules []string
	for _, f := range findings {
		if !f.Pending && !there[key{rule: f.Rule, subject: f.Subject, occurrence: f.Occurrence}] {
			rules = append(rules, f.Rule)
		}
	}
	slices.Sort(rules)
	return slices.Compact(rules)
}
