package registry

import (
	"crypto/sha256"
	"fmt"

	"supplierwatch/internal/registry/cache"
)

// parseOrKept parses a file, unless a cache has all of its content as it was built before.
func parseOrKept(file string, data []byte, from *cache.Cache, sum cache.Sum) *source {
	kept := from.Kept(sum)
	if kept != nil && kept.Plain {
		return &source{file: file, sum: sum, docs: []rawDocument{{Version: count{V: 1}}}, dropped: true, kept: kept}
	}
	s := parse(file, data)
	s.kept = kept
	return s
}

// sum returns a sum over what an organisation was made of.
func (o *organisation) sum() cache.Sum {
	hash := sha256.New()
	for _, c := range o.from {
		fmt.Fprintf(hash, "file %x\n", c.sum)
	}
	for _, h := range o.holidays {
		fmt.Fprintf(hash, "holidays %x\n", h.Sum)
	}
	fmt.Fprintf(hash, "zone %s\n", o.checker.zone)
	return cache.Sum(hash.Sum(nil))
}

// takeKept takes the suppliers of the cache where it has those of a file for this organisation. The other files are parsed.
func (o *organisation) takeKept(sources []*source) {
	var wanted []cache.Wanted
	for _, s := range sources {
		if s.kept != nil {
			wanted = append(wanted, cache.Wanted{Name: s.file, Kept: s.kept})
		}
	}
	found := cache.Suppliers(o.kept, wanted)
	for i, s := range sources {
		if s.kept == nil {
			continue
		}
		without := *s
		without.kept, sources[i] = nil, &without
		if len(found[0]) > 0 {
			sources[i] = without.withSuppliers(o, fromCache(found[0]))
		}
		found = found[1:]
	}
}

func fromCache(kept []cache.Supplier) []builtSupplier {
	all := make([]builtSupplier, len(kept))
	for i, k := range kept {
		all[i] = builtSupplier{supplier: k.Supplier, idAt: k.IDAt}
		if len(k.Was)+len(k.Alternatives) > 0 {
			all[i].more = &toLink{was: k.Was, alternatives: k.Alternatives}
		}
	}
	return all
}

// Keep writes what was built into the cache. It does so if much of it is missing there; otherwise reading the files again costs less. What cannot be
// written is read from the files next time, so no error is returned.
func (l *Loader) Keep() {
	if l.Cache == nil || l.last == nil {
		return
	}
	if all := l.toKeep(); l.Cache.IsOutdated(l.organisation.kept, all) {
		_ = l.Cache.Write(l.organisation.kept, all)
	}
}

// toKeep returns the files that the cache may keep.
func (l *Loader) toKeep() []cache.File {
	var all []cache.File
	for _, s := range l.files {
		if f, ok := s.toKeep(); ok {
			all = append(all, f)
		}
	}
	return all
}

// toKeep returns the file as the cache keeps it; false where it has no suppliers, or any problem.
func (s *source) toKeep() (cache.File, bool) {
	f := cache.File{Name: s.file, Content: s.sum, Plain: len(s.docs) == 1 && !definesMore(s.docs[0]), Suppliers: make([]cache.Supplier, len(s.suppliers))}
	for i, b := range s.suppliers {
		more := b.links()
		if len(more.problems) > 0 {
			return f, false
		}
		f.Suppliers[i] = cache.Supplier{Supplier: b.supplier, IDAt: b.idAt, Was: more.was, Alternatives: more.alternatives}
	}
	return f, len(s.suppliers) > 0 && len(s.problems) == 0
}
