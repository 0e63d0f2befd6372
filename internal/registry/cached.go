package registry

import (
	"crypto/sha256"
	"fmt"

	"supplierwatch/internal/registry/cache"
)

// parseOrCached parses a file, unless a cache has all of its content as it was built before.
func parseOrCached(file string, data []byte, from *cache.Cache, sum cache.Sum) *source {
	kept := from.Kept(sum)
	if kept != nil && kept.Plain {
		return &source{file: file, sum: sum, docs: []rawDocument{{Version: count{V: 1}}}, dropped: true, cached: kept}
	}
	s := parse(file, data)
	s.cached = kept
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

// takeCached takes the suppliers of the cache where it has those of a file for this organisation. The other files are parsed.
func (o *organisation) takeCached(sources []*source) {
	var wanted []cache.Wanted
	for _, s := range sources {
		if s.cached != nil {
			wanted = append(wanted, cache.Wanted{Name: s.file, Kept: s.cached})
		}
	}
	found := cache.Suppliers(o.cached, wanted)
	for i, s := range sources {
		if s.cached == nil {
			continue
		}
		without := *s
		without.cached, sources[i] = nil, &without
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

// Writing returns a function that writes what was built into the cache, while the registry may be read again; nil where nothing is to be written. That
// is so unless much of it is missing in the cache: reading the files again costs less then. What cannot be written is read from the files next
// time, so no error is returned.
func (l *Loader) Writing() (write func()) {
	if l.Cache == nil || l.last == nil {
		return nil
	}
	of, all := l.organisation.cached, l.cacheFiles()
	if !l.Cache.IsOutdated(of, all) {
		return nil
	}
	return func() { _ = l.Cache.Write(of, all) }
}

// cacheFiles returns the files that the cache may have.
func (l *Loader) cacheFiles() []cache.File {
	var all []cache.File
	for _, s := range l.files {
		if f, ok := s.cacheFile(); ok {
			all = append(all, f)
		}
	}
	return all
}

// cacheFile returns the file as the cache has it; false where it has no suppliers, or any problem.
func (s *source) cacheFile() (cache.File, bool) {
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
