package alert

import (
	"slices"
	"strings"

	"supplierwatch/internal/model"
)

// exists reports whether the subject of an alert is still in the registry.
func (e *Evaluation) exists(supplier, subject string) bool {
	kind, id, _ := strings.Cut(subject, "/")
	if supplier == "" {
		return existsInRegistry(e.Registry, kind, id)
	}
	if !e.has(supplier) {
		return false
	}
	return existsAtSupplier(e.Registry.Supplier(supplier), kind, id)
}

// existsInRegistry looks for a subject that belongs to no supplier.
func existsInRegistry(r *model.Registry, kind, id string) bool {
	switch kind {
	case "mailbox":
		return r.Mailbox(id) != nil
	case "team":
		return r.Teams[id] != nil
	case "policy":
		return r.Policies[id] != nil
	}
	return true
}

// existsAtSupplier looks for a subject that belongs to a supplier. A domain is there as long as a contact uses it.
func existsAtSupplier(s *model.Supplier, kind, id string) bool {
	switch kind {
	case "contact":
		return slices.ContainsFunc(s.Contacts, func(c *model.Contact) bool { return c.ID == id })
	case "domain":
		return slices.ContainsFunc(s.Contacts, func(c *model.Contact) bool { return strings.EqualFold(c.Domain, id) })
	case "endpoint":
		return slices.ContainsFunc(s.Endpoints, func(e *model.Endpoint) bool { return e.ID == id })
	case "supply":
		return s.Supply(id) != nil
	case "contract":
		return slices.ContainsFunc(s.Contracts, func(c *model.Contract) bool { return c.ID == id })
	case "order-window":
		return slices.ContainsFunc(s.OrderWindows, func(w *model.OrderWindow) bool { return w.ID == id })
	case "delivery":
		return slices.ContainsFunc(s.Deliveries, func(d *model.Delivery) bool { return d.ID == id })
	case "ignore":
		return slices.ContainsFunc(s.Ignores, func(i model.Ignore) bool { return i.Rule == id })
	}
	return true
}
