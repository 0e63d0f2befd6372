package obligations

import (
	"cmp"
	"slices"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

func (k booking) occurrence() *Occurrence {
	return &Occurrence{Window: k.window, Days: civil.Occurrence{Opens: k.opens}}
}

func newOrderBook(e *Supplier) *orderBook {
	b := &orderBook{e: e, windows: map[booking][]order{}, near: map[model.Subject][]NearMiss{}, matched: map[model.Subject]bool{}, supplies: map[*model.Supply][]order{}, answered: map[string]struct{}{}}
	for _, w := range e.Entry.OrderWindows {
		for _, opens := range placedIn(e, w) {
			b.orders(booking{w, opens})
		}
	}
	for _, x := range e.Entry.Supplies {
		b.supplies[x] = supplyOrders(e, x)
	}
	for _, x := range orderFacts(e) {
		if x.fact.Kind == model.FactConfirmation {
			b.takeMail(x.window, x.fact)
		} else {
			b.takeRecord(x.window, x.fact)
		}
	}
	for _, d := range e.Entry.Deliveries {
		for _, f := range e.Recorded(model.KindDelivery.Subject(d.ID), model.FactConfirmation) {
			b.takeDelivery(d, f)
		}
	}
	for _, subject := range confirmationSubjects(e) {
		b.takeNearMisses(subject)
	}
	return b
}

// orders returns the orders of one occurrence, the oldest first.
func (b *orderBook) orders(k booking) []order {
	if b.e.Context.Facts == nil && len(k.window.Placed) == 0 {
		return nil
	}
	all, known := b.windows[k]
	if !known {
		all = recordedOrders(b.e, k.occurrence())
		b.windows[k] = all
		b.bookings = append(b.bookings, k)
	}
	return all
}

// placedIn returns the openings of a window for which orders are recorded, ascending.
func placedIn(e *Supplier, w *model.OrderWindow) []civil.Date {
	var all []civil.Date
	for _, p := range w.Placed {
		all = append(all, p.Window)
	}
	for _, f := range e.Recorded(model.KindOrderWindow.Subject(w.ID), model.FactPlaced) {
		opens := f.Window()
		if opens.IsZero() {
			current, _ := w.Dates.Current(e.On(f))
			opens = current.Opens
		}
		all = append(all, opens)
	}
	slices.SortFunc(all, civil.Date.Compare)
	return slices.Compact(all)
}

// orderFact is what was recorded about the confirmation of an order of a window.
type orderFact struct {
	fact   model.Fact
	window *model.OrderWindow
}

// orderFacts returns what was recorded about confirmations of orders of all windows, in the order of recording.
func orderFacts(e *Supplier) []orderFact {
	var all []orderFact
	for _, w := range e.Entry.OrderWindows {
		for _, f := range e.Recorded(model.KindOrderWindow.Subject(w.ID), model.FactConfirmed, model.FactConfirmation) {
			all = append(all, orderFact{f, w})
		}
	}
	slices.SortStableFunc(all, func(a, b orderFact) int { return cmp.Compare(a.fact.Seq, b.fact.Seq) })
	return all
}

// takeRecord notes a confirmation that a person recorded. One without any order means that one is out.
func (b *orderBook) takeRecord(w *model.OrderWindow, f model.Fact) {
	k := booking{w, f.Window()}
	if k.opens.IsZero() {
		k.opens = b.oldestOpen(w, f)
	}
	on := b.e.On(f)
	all := b.orders(k)
	i := confirms(all, f.Reference(), on)
	switch {
	case len(all) == 0:
		b.windows[k] = []order{{reference: f.Reference(), confirmed: on}}
	case i >= 0 && all[i].open():
		all[i].confirmed = on
	}
}

// oldestOpen returns the opening of the occurrence that a recorded confirmation is about: the one before the current one if an order of it is
// still open, as confirmations often come after the window has closed.
func (b *orderBook) oldestOpen(w *model.OrderWindow, f model.Fact) civil.Date {
	current, ok := w.Dates.Current(b.e.On(f))
	if !ok {
		current = civil.Occurrence{Opens: b.e.On(f).AddDays(1)}
	}
	before, ok := w.Dates.Before(current)
	reference := f.Reference()
	named := slices.ContainsFunc(b.orders(booking{w, current.Opens}), func(x order) bool { return reference != "" && x.reference == reference })
	if ok && !before.Closes.Before(w.Since) && !named && slices.ContainsFunc(b.orders(booking{w, before.Opens}), order.open) {
		return before.Opens
	}
	return current.Opens
}

// place is where an order is kept in the book.
type place struct {
	booking booking
	index   int
}

func (b *orderBook) at(p place) *order { return &b.windows[p.booking][p.index] }

// all returns the places of all orders of windows, the oldest first in each occurrence.
func (b *orderBook) all() []place {
	var found []place
	for _, k := range b.bookings {
		for i := range b.windows[k] {
			found = append(found, place{k, i})
		}
	}
	return found
}

// references returns the numbers of all orders that are recorded of the supplier.
func (b *orderBook) references() []string {
	var all []string
	for _, p := range b.all() {
		all = append(all, b.at(p).reference)
	}
	for _, x := range b.outsideWindows() {
		all = append(all, x.reference)
	}
	return slices.DeleteFunc(all, func(r string) bool { return r == "" })
}

// outsideWindows returns the orders that were placed outside any window.
func (b *orderBook) outsideWindows() []order {
	var all []order
	for _, x := range b.e.Entry.Supplies {
		all = append(all, b.supplies[x]...)
	}
	return all
}

// openAt returns the orders that were out on a day and not confirmed yet, and those outside windows.
func (b *orderBook) openAt(on civil.Date) (open []place, outside []order) {
	for _, p := range b.all() {
		if b.wasOpen(p, on) {
			open = append(open, p)
		}
	}
	for _, x := range b.outsideWindows() {
		if !x.at.Date.After(on) && !on.After(x.at.Date.AddDays(missedFor)) {
			outside = append(outside, x)
		}
	}
	return open, outside
}

// wasOpen reports whether an order was out on a day and not confirmed yet. What the registry tells of as confirmed on that day or later was open
// then: a mail that came may have been its confirmation.
func (b *orderBook) wasOpen(p place, on civil.Date) bool {
	x := b.at(p)
	unconfirmed := x.open() || x.written && !x.confirmed.Before(on)
	if !unconfirmed || x.at.Date.After(on) || on.After(b.lastDay(p, x)) {
		return false
	}
	return !isWaived(b.e, p.booking.occurrence())
}

// lastDay returns the last day on which an order counts as open: as long as its confirmation is listed or, where none is wanted, for some
// time after it was placed.
func (b *orderBook) lastDay(p place, x *order) civil.Date {
	occurrence, ok := p.booking.window.Dates.Current(p.booking.opens)
	if p.booking.window.Confirmation == nil || !ok || occurrence.Opens != p.booking.opens {
		return x.at.Date.AddDays(missedFor)
	}
	return Later(occurrence.Closes.AddMonths(settledFor), x.at.Date.AddDays(missedFor))
}

// confirmationSubjects returns what confirmations of the supplier are awaited for.
func confirmationSubjects(e *Supplier) []model.Subject {
	var all []model.Subject
	for _, w := range e.Entry.OrderWindows {
		all = append(all, model.KindOrderWindow.Subject(w.ID))
	}
	for _, d := range e.Entry.Deliveries {
		all = append(all, model.KindDelivery.Subject(d.ID))
	}
	return all
}

// trusted reports whether the sender of a confirmation is known. Confirmations that an earlier version took for settled stay so.
func trusted(f model.Fact) bool { return f.Proof() == "" || f.Authenticated() }
