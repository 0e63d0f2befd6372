package oneshot

import (
	"slices"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/exposure"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
	"supplierwatch/internal/parallel"
	"supplierwatch/internal/rules"
)

// evaluation is what a check evaluates: what an evaluation of the engine finds, without the alerts that nobody reads there.
type evaluation struct {
	registry *model.Registry
	facts    *factindex.Index // nil: none given
	now      time.Time
	selected func(rule string) bool // nil: all rules
}

// share is how many suppliers one processor evaluates at a time.
const share = 64

// findings returns the findings that are reported, sorted, and their summary. A supplier's obligations are computed once for both, and dropped.
func (e evaluation) findings() ([]model.Finding, apidoc.Summary) {
	evaluator := rules.NewIncremental(e.registry, e.facts)
	if e.selected != nil {
		evaluator.Only(e.selected)
	}
	suppliers := e.registry.Suppliers
	shares, found := make([]exposure.Share, len(suppliers)), make([][]model.Finding, (len(suppliers)+share-1)/share+1)
	parallel.Do(len(found)-1, func(i int) {
		for at := i * share; at < min((i+1)*share, len(suppliers)); at++ {
			s := obligations.NewSupplier(&obligations.Context{Registry: e.registry, Facts: e.facts, Now: e.now}, suppliers[at])
			found[i] = append(found[i], evaluator.Findings(s)...)
			shares[at] = exposure.ShareOf(s)
		}
	})
	found[len(found)-1], _ = evaluator.Global(e.now)
	findings := sorted(found)
	return findings, exposure.Sum(findings, e.facts, shares)
}

// sorted returns the findings without pending ones, which are not reported.
func sorted(found [][]model.Finding) []model.Finding {
	var order []*model.Finding
	for _, part := range found {
		for i := range part {
			if !part[i].Pending {
				order = append(order, &part[i])
			}
		}
	}
	slices.SortFunc(order, func(a, b *model.Finding) int { return a.Compare(b) })
	all := make([]model.Finding, len(order))
	for i, f := range order {
		all[i] = *f
	}
	return all
}

// vantage reports whether this host reaches the network, by the last probe of it; nil if there was none.
func (e evaluation) vantage() *bool {
	streak, ok := e.facts.Streak("", model.SubjectVantage)
	if !ok {
		return nil
	}
	up := streak.Failures == 0
	return &up
}
