package alert

import (
	"slices"
	"strings"

	"supplierwatch/internal/model"
)

// exists reports whether the subject of an alert is still in the registry.
func (e *Evaluation) exists(supplier string, about model.Subject) bool {
	if supplier == "" {
		return existsInRegistry(e.Registry, about)
	}
	if !e.has(supplier) {
		return false
	}
	return existsAtSupplier(e.Registry.Supplier(supplier), about)
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

// existsAtSupplier looks for a subject that belongs to a supplier. A domain is there as long as a contact uses it.
func existsAtSupplier(s *model.Supplier, about model.Subject) bool {
	switch about.Kind {
	case model.KindContact:
		return slices.ContainsFunc(s.Contacts, func(c *model.Contact) bool { return c.ID == about.ID })
	case model.KindDomain:
		return slices.ContainsFunc(s.Contacts, func(c *model.Contact) bool { return strings.EqualFold(c.Domain, about.ID) })
	case model.KindEndpoint:
		return slices.ContainsFunc(s.Endpoints, func(e *model.Endpoint) bool { return e.ID == about.ID })
	case model.KindSupply:
		return s.Supply(about.ID) != nil
	case model.KindContract:
		return slices.ContainsFunc(s.Contracts, func(c *model.Contract) bool { return c.ID == about.ID })
	case model.KindOrderWindow:
		return slices.ContainsFunc(s.OrderWindows, func(w *model.OrderWindow) bool { return w.ID == about.ID })
	case model.KindDelivery:
		return slices.ContainsFunc(s.Deliveries, func(d *model.Delivery) bool { return d.ID == about.ID })
	case model.KindIgnore:
		return slices.ContainsFunc(s.Ignores, func(i model.Ignore) bool { return i.Rule == about.ID })
	}
	return true
}
