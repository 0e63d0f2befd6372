package alert

import (
	"slices"
	"sort"
	"time"

	"supplierwatch/internal/model"
)

// guardRemovals does not believe a reload that removes more than a fifth of the suppliers, until it is ten minutes old or forced. Meanwhile
// no alert about them is withdrawn.
func (e *Evaluation) guardRemovals() {
	since := e.Notifications.RemovalSeenAt
	waited := !since.IsZero() && !e.Now.Before(since.Add(RemovalDelay))
	switch {
	case e.settings.Force, waited, 5*e.missing() <= len(e.Notifications.Suppliers):
		e.Notifications.RemovalSeenAt = time.Time{}
		e.Notifications.Suppliers = e.present()
	case since.IsZero():
		e.Notifications.RemovalSeenAt = e.Now
		e.decide(model.ReasonSuppliersRemoved, "withdrawn in ten minutes unless they come back")
	}
	e.removing = !e.Notifications.RemovalSeenAt.IsZero()
}

// missing counts the suppliers known before that the registry lacks now, under any id.
func (e *Evaluation) missing() int {
	n := 0
	for _, id := range e.Notifications.Suppliers {
		if !e.has(id) {
			n++
		}
	}
	return n
}

// present lists the suppliers that the registry has, sorted; it is the list known before if that is the same.
func (e *Evaluation) present() []string {
	known := e.Notifications.Suppliers
	all := e.Registry.Suppliers
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
func (e *Evaluation) has(id string) bool {
	all := e.Registry.Suppliers
	i := sort.Search(len(all), func(i int) bool { return all[i].ID >= id })
	if i < len(all) && all[i].ID == id {
		return true
	}
	_, renamed := e.renamed[id]
	return renamed
}

// removalHeld reports whether a supplier is missing in a registry that is not believed.
func (e *Evaluation) removalHeld(supplier string) bool {
	return e.removing && supplier != "" && !e.has(supplier)
}

// formerIDs maps former supplier ids to present ones. An id that another supplier has now is not a former one.
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
