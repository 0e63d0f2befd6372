package alert

import (
	"slices"
	"sort"
	"time"

	"supplierwatch/internal/model"
)

// guardRemovals does not believe a reload that takes more than a fifth of the suppliers away, until it has stood for ten minutes or is
// forced. Meanwhile nothing of them is withdrawn.
func (p *pass) guardRemovals() {
	since := p.desk.RemovalSeenAt
	waited := !since.IsZero() && !p.now.Before(since.Add(removalHold))
	switch {
	case p.Force, waited, 5*p.missing() <= len(p.desk.Suppliers):
		p.desk.RemovalSeenAt = time.Time{}
		p.desk.Suppliers = p.present()
	case since.IsZero():
		p.desk.RemovalSeenAt = p.now
		p.decide(model.ReasonSuppliersRemoved, "withdrawn in ten minutes unless they come back")
	}
	p.removing = !p.desk.RemovalSeenAt.IsZero()
}

// missing counts the suppliers known before that the registry has no more, under any name.
func (p *pass) missing() int {
	n := 0
	for _, id := range p.desk.Suppliers {
		if !p.has(id) {
			n++
		}
	}
	return n
}

// present lists the suppliers that the registry has, sorted; it is the list known before if that is the same.
func (p *pass) present() []string {
	known := p.desk.Suppliers
	all := p.registry.Suppliers
	if slices.EqualFunc(known, all, func(id string, s *model.Supplier) bool { return id == s.ID }) {
		return known
	}
	ids := make([]string, 0, len(all))
	for _, s := range all {
		ids = append(ids, s.ID)
	}
	return ids
}

// has reports whether the registry has a supplier, under this id or one it was renamed to.
func (p *pass) has(id string) bool {
	all := p.registry.Suppliers
	i := sort.Search(len(all), func(i int) bool { return all[i].ID >= id })
	if i < len(all) && all[i].ID == id {
		return true
	}
	_, renamed := p.renamed[id]
	return renamed
}

// heldBack reports whether a supplier is gone from a registry that is not believed.
func (p *pass) heldBack(supplier string) bool {
	return p.removing && supplier != "" && !p.has(supplier)
}

// formerIDs maps former supplier ids to present ones. An id that another supplier bears now is not a former one.
func formerIDs(r *model.Registry) map[string]string {
	found := map[string]string{}
	for _, s := range r.Suppliers {
		for _, was := range s.Was {
			found[was] = s.ID
		}
	}
	if len(found) == 0 {
		return nil
	}
	for _, s := range r.Suppliers {
		delete(found, s.ID)
	}
	return found
}
