package model

import (
	"slices"
	"strings"
)

// Supply returns the supply with that id, or nil.
func (s *Supplier) Supply(id string) *Supply {
	for _, x := range s.Supplies {
		if x.ID == id {
			return x
		}
	}
	return nil
}

// Contact returns the contact with that id, or nil; so it does for no supplier.
func (s *Supplier) Contact(id string) *Contact {
	if s == nil {
		return nil
	}
	for _, c := range s.Contacts {
		if c.ID == id {
			return c
		}
	}
	return nil
}

// Contract returns the contract with that id, or nil.
func (s *Supplier) Contract(id string) *Contract {
	for _, c := range s.Contracts {
		if c.ID == id {
			return c
		}
	}
	return nil
}

// OrderWindow returns the order window with that id, or nil.
func (s *Supplier) OrderWindow(id string) *OrderWindow {
	for _, w := range s.OrderWindows {
		if w.ID == id {
			return w
		}
	}
	return nil
}

// Delivery returns the delivery with that id, or nil.
func (s *Supplier) Delivery(id string) *Delivery {
	for _, d := range s.Deliveries {
		if d.ID == id {
			return d
		}
	}
	return nil
}

// Has reports whether the supplier's entry contains a subject. It contains a domain as long as a contact uses it.
func (s *Supplier) Has(about Subject) bool {
	switch about.Kind {
	case KindContact:
		return s.Contact(about.ID) != nil
	case KindDomain:
		return slices.ContainsFunc(s.Contacts, func(c *Contact) bool { return strings.EqualFold(c.Domain, about.ID) })
	case KindEndpoint:
		return slices.ContainsFunc(s.Endpoints, func(e *Endpoint) bool { return e.ID == about.ID })
	case KindSupply:
		return s.Supply(about.ID) != nil
	case KindContract:
		return s.Contract(about.ID) != nil
	case KindOrderWindow:
		return s.OrderWindow(about.ID) != nil
	case KindDelivery:
		return s.Delivery(about.ID) != nil
	case KindIgnore:
		return slices.ContainsFunc(s.Ignores, func(i Ignore) bool { return i.Rule == about.ID })
	}
	return true
}
