package simulate

import (
	"slices"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/timerqueue"
)

// supplierFindings are the findings about one supplier when its rules were last evaluated.
type supplierFindings struct {
	findings    []model.Finding
	keys        []string   // of the findings, in their order
	on          civil.Date // the date at the supplier
	next        time.Time  // when the findings may change; zero: never
	hasExposure bool       // an exposure changes every day
}

// newSupplierFindings sorts findings: of two with the same key the more severe one comes first.
func newSupplierFindings(findings []model.Finding, on civil.Date, next time.Time) supplierFindings {
	slices.SortFunc(findings, func(a, b model.Finding) int { return a.Compare(&b) })
	s := supplierFindings{findings: findings, keys: make([]string, len(findings)), on: on, next: next}
	for i := range findings {
		s.keys[i] = findings[i].Key()
		s.hasExposure = s.hasExposure || findings[i].Exposure != nil
	}
	return s
}

// changedKeys returns the keys of findings that appeared, disappeared, or lead to other decisions than before.
func changedKeys(before, after supplierFindings) []string {
	var keys []string
	for i, key := range after.keys {
		if j := slices.Index(before.keys, key); j < 0 || !equivalent(&before.findings[j], &after.findings[i]) {
			keys = append(keys, key)
		}
	}
	for _, key := range before.keys {
		if !slices.Contains(after.keys, key) {
			keys = append(keys, key)
		}
	}
	return keys
}

// equivalent reports whether two findings with the same key lead to the same decisions.
func equivalent(a, b *model.Finding) bool {
	return a.Rule == b.Rule && a.Severity == b.Severity && a.Route == b.Route && a.Stage == b.Stage && a.Due == b.Due && a.ExpiresOn == b.ExpiresOn &&
		a.OverrideQuietHours == b.OverrideQuietHours && a.NotifyOnce == b.NotifyOnce && a.Pending == b.Pending && a.Owner == b.Owner && a.Responsible == b.Responsible &&
		a.FirstStep == b.FirstStep && a.Policy == b.Policy && slices.Equal(a.Members, b.Members)
}

// findingIndex holds the current findings of every supplier; those under "" belong to none.
type findingIndex struct {
	registry   *model.Registry
	prefetcher *prefetcher
	until      time.Time
	bySupplier map[string]supplierFindings
	changes    timerqueue.Queue // suppliers, by when their findings may change
}

func newFindingIndex(r *model.Registry, from, until time.Time) *findingIndex {
	x := &findingIndex{registry: r, prefetcher: newPrefetcher(r), until: until, bySupplier: map[string]supplierFindings{}}
	x.schedule("", from)
	for _, s := range r.Suppliers {
		x.schedule(s.ID, from)
	}
	return x
}

// schedule notes when the findings about a supplier may change, and has them evaluated for then.
func (x *findingIndex) schedule(supplier string, at time.Time) {
	if !at.IsZero() && at.Before(x.until) {
		x.changes.Set(supplier, at)
		x.prefetcher.prefetch(supplier, at)
	}
}

// update evaluates the suppliers whose findings may have changed, and returns the changed keys by supplier.
func (x *findingIndex) update(now time.Time) map[string][]string {
	changed := map[string][]string{}
	for _, id := range x.changes.Take(now) {
		current := x.prefetcher.fetch(id, now)
		changed[id] = changedKeys(x.bySupplier[id], current)
		x.bySupplier[id] = current
		x.schedule(id, current.next)
	}
	return changed
}

// refreshTexts evaluates every supplier again about which the findings were written on another day.
func (x *findingIndex) refreshTexts(now time.Time) {
	for id, s := range x.bySupplier {
		if supplier := x.registry.Supplier(id); supplier != nil && s.on != ownToday(x.registry, supplier, now) {
			x.bySupplier[id] = x.prefetcher.evaluate(id, now)
		}
	}
}

// refreshExposure evaluates a supplier again if its exposure was last computed on another day: mails are sorted by it.
func (x *findingIndex) refreshExposure(supplier string, now time.Time) {
	s := x.bySupplier[supplier]
	if s.hasExposure && s.on != ownToday(x.registry, x.registry.Supplier(supplier), now) {
		x.bySupplier[supplier] = x.prefetcher.evaluate(supplier, now)
	}
}
