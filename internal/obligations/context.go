package obligations

import (
	"slices"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
)

// New computes the obligations of all suppliers of a registry at the instant now. With nil facts, only what the registry says counts.
func New(r *model.Registry, facts *factindex.Index, now time.Time) *Context {
	ec := &Context{Registry: r, Facts: facts, Now: now}
	for _, s := range r.Suppliers {
		ec.Suppliers = append(ec.Suppliers, NewSupplier(ec, s))
	}
	return ec
}

// NewEntries returns all suppliers of a registry without their obligations: enough for what belongs to no supplier, at a fraction of the cost.
func NewEntries(r *model.Registry, facts *factindex.Index, now time.Time) *Context {
	ec := &Context{Registry: r, Facts: facts, Now: now, Suppliers: make([]*Supplier, 0, len(r.Suppliers))}
	days := map[*civil.Calendar]civil.Date{}
	today := func(c *civil.Calendar) civil.Date {
		day, known := days[c]
		if !known {
			day = c.Today(now)
			days[c] = day
		}
		return day
	}
	entries := make([]Supplier, len(r.Suppliers))
	for i, s := range r.Suppliers {
		e, ours := &entries[i], r.CalendarOf(s.Owner)
		e.Context, e.Entry, e.Today, e.OwnCalendar, e.OwnToday = ec, s, today(s.Calendar), ours, today(ours)
		ec.Suppliers = append(ec.Suppliers, e)
	}
	return ec
}

// Today returns the day that it is for what no team owns.
func (ec *Context) Today() civil.Date { return ec.Registry.Unowned.Today(ec.Now) }

// NewSupplier computes the obligations of one supplier.
func NewSupplier(ec *Context, s *model.Supplier) *Supplier {
	e := NewContacts(ec, s)
	for _, c := range s.Contracts {
		e.Terms = append(e.Terms, newContractTerm(e, c))
	}
	e.orders = newOrderBook(e)
	for _, w := range s.OrderWindows {
		e.Occurrences = append(e.Occurrences, occurrencesOf(e, w)...)
	}
	e.Confirmations = pendingConfirmations(e)
	return e
}

// NewContacts returns a supplier without its contracts, orders and confirmations: enough to evaluate its contacts, at a fraction of the cost.
func NewContacts(ec *Context, s *model.Supplier) *Supplier {
	e := &Supplier{Context: ec, Entry: s, Today: s.Calendar.Today(ec.Now), verified: make([]verifications, len(s.Contacts))}
	e.OwnCalendar = ec.Registry.CalendarOf(s.Owner)
	e.OwnToday = e.OwnCalendar.Today(ec.Now)
	return e
}

// NewPastContacts returns what NewContacts does, as of an instant in the past: verifications of later days do not count.
func NewPastContacts(ec *Context, s *model.Supplier) *Supplier {
	e := NewContacts(ec, s)
	for i, c := range s.Contacts {
		come := slices.DeleteFunc(slices.Clone(verificationsOf(e, c)), func(v model.Verified) bool { return !hasCome(e, v.On) })
		e.verified[i] = verifications{known: true, all: come}
	}
	return e
}
