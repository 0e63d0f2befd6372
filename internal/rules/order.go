package rules

import (
	"cmp"
	"slices"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// order is one order placed in an occasion of a window.
type order struct {
	at        model.Moment // zero: it is only known that it was confirmed
	reference string
	confirmed civil.Date // zero: not yet
	written   bool       // the registry tells of the confirmation
	answer    model.Fact // what they answered if that was no confirmation; without a kind: nothing
}

func (x order) open() bool { return x.confirmed.IsZero() }

// ordersOf returns what was ordered in an occasion, the oldest first, with what was recorded about confirmations.
func ordersOf(e *supplierEval, o *windowOccurrence) []order {
	return e.book.orders(booking{o.Window, o.Days.Opens})
}

// recordedOrders returns the orders of an occasion from the registry and from what people recorded. Two that do not differ by reference are one that
// was written down twice.
func recordedOrders(e *supplierEval, o *windowOccurrence) []order {
	var all []order
	for _, p := range o.Window.Placed {
		if p.Window == o.Days.Opens {
			all = append(all, order{at: p.At, reference: p.Reference, confirmed: p.Confirmed, written: !p.Confirmed.IsZero()})
		}
	}
	for _, f := range recordedOn(e, o, model.FactPlaced) {
		reference := f.Data[dataReference]
		i := slices.IndexFunc(all, func(x order) bool { return x.reference == reference || x.reference == "" || reference == "" })
		if i < 0 {
			all = append(all, order{at: e.at(f), reference: reference})
			continue
		}
		all[i].reference = cmp.Or(all[i].reference, reference)
	}
	slices.SortStableFunc(all, func(a, b order) int { return a.at.Date.Compare(b.at.Date) })
	return all
}

// confirms returns which order a confirmation is about: the one of its reference, the one of which the registry tells the same, else the
// oldest that is open; -1 if there is none.
func confirms(all []order, reference string, on civil.Date) int {
	i := slices.IndexFunc(all, func(x order) bool {
		return reference != "" && x.reference == reference || reference == "" && x.written && x.confirmed == on
	})
	if i < 0 {
		i = slices.IndexFunc(all, order.open)
	}
	return i
}
