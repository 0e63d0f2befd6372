package alert

import "supplierwatch/internal/model"

// exists reports whether the subject of an alert is still in the registry.
func (e *Evaluation) exists(supplier string, about model.Subject) bool {
	if supplier == "" {
		return existsInRegistry(e.Registry, about)
	}
	if !e.has(supplier) {
		return false
	}
	return e.Registry.Supplier(supplier).Has(about)
}

// existsInRegistry looks for a subject that belongs to no supplier.
func existsInRegistry(r *model.Registry, about model.Subject) bool {
	switch about.Kind {
	case model.KindMailbox:
		return r.Mailbox(about.ID) != nil
	case model.KindTeam:
		return r.Teams[about.ID] != nil
	case model.KindCalendar:
		return r.Calendars[about.ID] != nil
	case model.KindPolicy:
		return r.Policies[about.ID] != nil
	}
	return true
}
