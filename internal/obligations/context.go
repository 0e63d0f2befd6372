package obligations

import (
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

// Today returns the day that it is for what no team owns.
func (ec *Context) Today() civil.Date { return ec.Registry.Unowned.Today(ec.Now) }

// NewSupplier computes the obligations of one supplier.
func NewSupplier(ec *Context, s *model.Supplier) *Supplier {
	e := &Supplier{Context: ec, Entry: s, Today: s.Calendar.Today(ec.Now), verified: make(map[*model.Contact][]model.Verified, len(s.Contacts))}
	e.OwnCalendar = ec.Registry.CalendarOf(s.Owner)
	e.OwnToday = e.OwnCalendar.Today(ec.Now)
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
