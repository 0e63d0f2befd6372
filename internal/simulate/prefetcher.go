package simulate

import (
	"runtime"
	"sync"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/rules"
)

// prefetcher evaluates the rules of suppliers before their results are needed. The findings about one supplier follow from the registry
// and the instant alone, so that all processors work ahead while the simulation makes one evaluation after the other. Findings that belong
// to no supplier also depend on facts about alerts, and are evaluated when they are needed.
type prefetcher struct {
	registry      *model.Registry
	bySupplier    *rules.Incremental
	withoutOwner  *rules.Incremental
	alertFacts    *factindex.Index // what withoutOwner depends on
	requests      chan request
	pendingResult map[string]chan supplierFindings // by supplier: its findings at the next change
	workers       sync.WaitGroup
}

// request asks for the findings about one supplier at one instant.
type request struct {
	supplier string
	at       time.Time
	result   chan supplierFindings
}

func newPrefetcher(r *model.Registry) *prefetcher {
	most := len(r.Suppliers) // no supplier has more than one request at a time
	p := &prefetcher{
		registry: r, bySupplier: rules.NewIncremental(r, factindex.New()), requests: make(chan request, most),
		pendingResult: make(map[string]chan supplierFindings, most), alertFacts: factindex.New(),
	}
	p.withoutOwner = rules.NewIncremental(r, p.alertFacts)
	for range runtime.GOMAXPROCS(0) {
		p.workers.Go(p.work)
	}
	return p
}

func (p *prefetcher) work() {
	for r := range p.requests {
		r.result <- p.evaluate(r.supplier, r.at)
	}
}

// close drops the requests that nobody waits for any more.
func (p *prefetcher) close() {
	close(p.requests)
	for range p.requests {
		// Not evaluated.
	}
	p.workers.Wait()
}

// prefetch has a supplier evaluated at a future instant.
func (p *prefetcher) prefetch(supplier string, at time.Time) {
	if supplier == "" {
		return
	}
	result := make(chan supplierFindings, 1)
	p.pendingResult[supplier] = result
	p.requests <- request{supplier, at, result}
}

// evaluate returns the findings about one supplier, or for "" those that belong to none.
func (p *prefetcher) evaluate(supplier string, at time.Time) supplierFindings {
	if x := p.registry.Supplier(supplier); x != nil {
		findings, next := p.bySupplier.Supplier(x, at)
		return newSupplierFindings(findings, ownToday(p.registry, x, at), next)
	}
	findings, next := p.withoutOwner.Global(at)
	return newSupplierFindings(findings, civil.Date{}, next)
}

// fetch returns the prefetched findings about a supplier, or for "" those that belong to none.
func (p *prefetcher) fetch(supplier string, now time.Time) supplierFindings {
	if supplier == "" {
		return p.evaluate("", now)
	}
	return <-p.pendingResult[supplier]
}

// addFacts adds facts about alerts. It reports whether they change the findings that belong to no supplier: nobody acknowledges an alert, or
// somebody has acknowledged one at last.
func (p *prefetcher) addFacts(facts []model.Fact) bool {
	changed := false
	for _, f := range facts {
		before := p.alertFacts.IsUnacknowledged(f.Subject)
		p.alertFacts.Add(f)
		changed = changed || before != p.alertFacts.IsUnacknowledged(f.Subject)
	}
	return changed
}

// ownToday returns the day in the owner's calendar, by which exposures are computed.
func ownToday(r *model.Registry, s *model.Supplier, now time.Time) civil.Date {
	return r.CalendarOf(s.Owner).Today(now)
}
