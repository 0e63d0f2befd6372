package alert

import (
	"slices"
	"strings"

	"supplierwatch/internal/model"
)

// exists reports whether what an alert is about still stands in the registry.
func (p *pass) exists(supplier, subject string) bool {
	kind, id, _ := strings.Cut(subject, "/")
	if supplier == "" {
		return p.existsHere(kind, id)
	}
	if !p.has(supplier) {
		return false
	}
	return existsThere(p.registry.Supplier(supplier), kind, id)
}

// existsHere looks for what is ours.
func (p *pass) existsHere(kind, id string) bool {
	switch kind {
	case "mailbox":
		return p.registry.Mailbox(id) != nil
	case "team":
		return p.registry.Teams[id] != nil
	case "policy":
		return p.registry.Policies[id] != nil
	}
	return true
}

// existsThere looks for a part of a supplier's entry. A domain is there as long as a contact uses it.
func existsThere(s *model.Supplier, kind, id string) bool {
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
