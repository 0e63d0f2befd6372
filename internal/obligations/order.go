package obligations

import (
	"cmp"
	"slices"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

func (x order) open() bool { return x.confirmed.IsZero() }

// ordersOf returns what was ordered in an occurrence, the oldest first, with what was recorded about confirmations.
func ordersOf(e *Supplier, o *Occurrence) []order {
	return e.orders.orders(booking{o.Window, o.Days.Opens})
}

// recordedOrders returns the orders of an occurrence from the registry and from what people recorded. Two that do not differ by reference are one that
// was written down twice.
func recordedOrders(e *Supplier, o *Occurrence) []order {
	var all []order
	for _, p := range o.Window.Placed {
		if p.Window == o.Days.Opens {
			all = append(all, order{at: p.At, reference: p.Reference, confirmed: p.Confirmed, written: !p.Confirmed.IsZero()})
		}
	}
	for _, f := range recordedOn(e, o, model.FactPlaced) {
		all = addOrder(all, e.at(f), f.Reference())
	}
	slices.SortStableFunc(all, func(a, b order) int { return a.at.Date.Compare(b.at.Date) })
	return all
}

// supplyOrders returns the orders of a supply that were placed outside any window, from the registry and from what people recorded.
func supplyOrders(e *Supplier, x *model.Supply) []order {
	var all []order
	for _, p := range x.Placed {
		all = append(all, order{at: p.At, reference: p.Reference})
	}
	for _, f := range e.Recorded(model.KindSupply.Subject(x.ID), model.FactPlaced) {
		if reference := f.Reference(); reference == "" || !slices.ContainsFunc(all, func(o order) bool { return o.reference == reference }) {
			all = append(all, order{at: e.at(f), reference: reference})
		}
	}
	return all
}

// addOrder adds an order that somebody recorded, unless it was written down before.
func addOrder(all []order, at model.Moment, reference string) []order {
	i := slices.IndexFunc(all, func(x order) bool { return x.reference == reference || x.reference == "" || reference == "" })
	if i < 0 {
		return append(all, order{at: at, reference: reference})
	}
	all[i].reference = cmp.Or(all[i].reference, reference)
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
