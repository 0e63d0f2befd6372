package checkdiff

import "supplierwatch/internal/model"

// entry is a finding of the registry before.
type entry struct {
	finding     model.Finding
	fingerprint string // under the present id of the supplier
	matched     bool   // a finding of the change is about the same
}

// item is what a finding is about, whatever the day and the stage.
type item struct {
	supplier string
	subject  model.Subject
	group    string
}

func itemOf(f *model.Finding) item { return item{f.Supplier, f.Subject, f.Group} }

// earlierFindings returns the findings of the registry before, under the present ids of their suppliers.
func earlierFindings(now, earlier *Evaluation) []entry {
	entries := make([]entry, 0, len(earlier.Findings))
	for _, f := range earlier.Findings {
		f.Supplier = presentID(now.Registry, f.Supplier)
		entries = append(entries, entry{finding: f, fingerprint: model.Fingerprint(f.Rule, f.Supplier, f.Subject, f.Occurrence)})
	}
	return entries
}

// presentID returns the id under which a supplier is in a registry now.
func presentID(r *model.Registry, id string) string {
	if s := r.Supplier(id); s != nil {
		return s.ID
	}
	return id
}

// match marks the findings that the change did not make worse as known. All equal fingerprints are matched first: a finding that is about another day
// of the same item must not take the match of one that has not changed.
func match(findings []model.Finding, before []entry) {
	same := byKey(before, func(x *entry) string { return x.fingerprint })
	var rest []*model.Finding
	for i := range findings {
		f := &findings[i]
		if x := next(same, f.Fingerprint); x != nil {
			f.Known = f.Known || f.Severity.Rank() >= x.finding.Severity.Rank()
		} else {
			rest = append(rest, f)
		}
	}
	about := byKey(before, func(x *entry) item { return itemOf(&x.finding) })
	for _, f := range rest {
		if x := next(about, itemOf(f)); x != nil {
			f.Known = f.Known || notWorse(f, &x.finding)
		}
	}
}

// notWorse reports whether a finding about another day or at another stage is neither more severe nor at a later stage.
func notWorse(f, was *model.Finding) bool {
	return f.Severity.Rank() >= was.Severity.Rank() && f.Stage <= was.Stage
}

// byKey returns the entries without a match by a key, in their order.
func byKey[K comparable](before []entry, key func(*entry) K) map[K][]*entry {
	found := map[K][]*entry{}
	for i := range before {
		if x := &before[i]; !x.matched {
			found[key(x)] = append(found[key(x)], x)
		}
	}
	return found
}

// next matches the first entry under a key, and removes it from the index. It is nil if there is none left.
func next[K comparable](index map[K][]*entry, key K) *entry {
	left := index[key]
	if len(left) == 0 {
		return nil
	}
	index[key] = left[1:]
	left[0].matched = true
	return left[0]
}
