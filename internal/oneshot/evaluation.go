package oneshot

import (
	"sync"
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
	parts := (len(suppliers) + share - 1) / share
	shares, found := make([]exposure.Share, len(suppliers)), reported{all: []model.Finding{}, parts: parts + 1}
	at := &obligations.Context{Registry: e.registry, Facts: e.facts, Now: e.now}
	buffers := sync.Pool{New: func() any { return &[]model.Finding{} }}
	parallel.Do(parts, func(i int) {
		buffer := buffers.Get().(*[]model.Finding)
		*buffer = (*buffer)[:0]
		for n := i * share; n < min((i+1)*share, len(suppliers)); n++ {
			s := obligations.NewSupplier(at, suppliers[n])
			*buffer = evaluator.Append(*buffer, s)
			shares[n] = exposure.ShareOf(s)
		}
		found.add(*buffer)
		buffers.Put(buffer)
	})
	global, _ := evaluator.Global(e.now)
	found.add(global)
	findings := found.sorted()
	return findings, exposure.Sum(findings, e.facts, shares)
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
