package registry

import (
	"supplierwatch/internal/model"
	"supplierwatch/internal/strictyaml"
)

// supplierScope is one supplier being checked, on its own goroutine: it reads the checker and writes only to its own list of problems.
type supplierScope struct {
	scope   scope
	checker *checker
	raw     *rawSupplier

	country  string
	supplies map[string]*model.Supply
}

// place is that of an id or, without one, of the item itself.
func (s *supplierScope) place(id, item strictyaml.Place) model.Position {
	if !id.IsZero() {
		return id.In(s.scope.file)
	}
	return item.In(s.scope.file)
}

// report reports a problem with a value of the supplier.
func (s *supplierScope) report(place strictyaml.Place, format string, args ...any) {
	s.scope.report(place, format, args...)
}

func (s *supplierScope) team(key string, ref text) *model.Team {
	return find(s.scope, key, "team", ref, s.checker.reg.Teams)
}

// namedSupplies looks up supplies by their ids.
func (s *supplierScope) namedSupplies(refs []text) []*model.Supply {
	return findAll(s.scope, "supplies", "supply", refs, s.supplies)
}
