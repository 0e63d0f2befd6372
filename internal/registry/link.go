package registry

import (
	"cmp"
	"slices"

	"supplierwatch/internal/model"
)

// linker checks what suppliers refer to among each other, once all of them are built.
type linker struct {
	problems problems
	partial  bool
	supplier map[string]model.Position // by id
	renamed  map[string]string         // former id → id
}

// linkSuppliers returns the suppliers of all files, sorted by id, and the problems with them: those found while they were built, and those with their ids and
// with references from one to another.
func linkSuppliers(sources []*source, partial bool) ([]*model.Supplier, []model.Problem) {
	count := 0
	for _, s := range sources {
		count += len(s.suppliers)
	}
	l := linker{partial: partial, supplier: make(map[string]model.Position, count), renamed: map[string]string{}}
	l.indexIDs(sources)
	suppliers := make([]*model.Supplier, 0, count)
	for _, s := range sources {
		for i := range s.suppliers {
			b := &s.suppliers[i]
			suppliers = append(suppliers, b.supplier)
			l.problems.list = append(l.problems.list, b.links().problems...)
			l.checkAlternatives(s.file, b)
		}
	}
	slices.SortStableFunc(suppliers, func(a, b *model.Supplier) int { return cmp.Compare(a.ID, b.ID) })
	return suppliers, l.problems.list
}

// indexIDs indexes the suppliers' ids, former ones included, and reports those that are given twice.
func (l *linker) indexIDs(sources []*source) {
	for _, s := range sources {
		for i := range s.suppliers {
			l.reserveID(&s.suppliers[i], s.file)
		}
	}
	former := map[string]model.Position{}
	for _, s := range sources {
		for i := range s.suppliers {
			for _, was := range s.suppliers[i].links().was {
				l.reserveFormerID(was, s.file, s.suppliers[i].supplier.ID, former)
			}
		}
	}
}

func (l *linker) reserveID(b *builtSupplier, file string) {
	if b.idAt.IsZero() {
		return
	}
	id, pos := b.supplier.ID, b.idAt.In(file)
	if first, twice := l.supplier[id]; twice {
		l.problems.add(pos, "duplicate supplier id `%s` (first used at %s)", id, first)
		return
	}
	l.supplier[id] = pos
}

func (l *linker) reserveFormerID(was text, file, id string, former map[string]model.Position) {
	if !was.Set {
		return
	}
	name, pos := was.V, was.In(file)
	if now, exists := l.supplier[name]; exists {
		l.problems.add(pos, "`was`: `%s` is the id of a supplier, at %s; a former id must be free", name, now)
		return
	}
	if first, twice := former[name]; twice {
		l.problems.add(pos, "`was`: duplicate former id `%s` (first used at %s)", name, first)
		return
	}
	former[name] = pos
	l.renamed[name] = id
}

// checkAlternatives looks up the other suppliers that a supplier names.
func (l *linker) checkAlternatives(file string, b *builtSupplier) {
	s := scope{problems: &l.problems, file: file, partial: l.partial}
	for _, ref := range b.links().alternatives {
		now, renamed := l.renamed[ref.V]
		switch {
		case !ref.Set:
		case ref.V == b.supplier.ID:
			s.report(ref.Place, "`alternatives`: `%s` is this supplier itself; name others", ref.V)
		case renamed && !l.partial:
			s.report(ref.Place, "`alternatives`: there is no supplier `%s` any more; it is `%s` now", ref.V, now)
		default:
			find(s, "alternatives", "supplier", ref, l.supplier)
		}
	}
}
