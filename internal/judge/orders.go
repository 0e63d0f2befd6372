package judge

import (
	"cmp"
	"slices"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/watch"
)

// order is one order placed in an occasion of a window.
type order struct {
	at        watch.Moment // zero: it is only known that it was confirmed
	reference string
	confirmed civil.Date // zero: not yet
	written   bool       // the registry tells of the confirmation
	answer    watch.Fact // what they answered if that was no confirmation; without a kind: nothing
}

func (x order) open() bool { return x.confirmed.IsZero() }

// orders gives what was ordered in an occasion, the oldest first, with what was recorded about confirmations. A confirmation without any
// order means that one is out.
func (e *entry) orders(o *occasion) []order {
	all := e.ordered(o)
	for _, f := range e.confirmations(o.OrderWindow)[o.Opens] {
		if f.Kind == watch.FactConfirmation {
			e.answer(all, f)
			continue
		}
		i := confirms(all, f.Data[dataReference], e.on(f))
		switch {
		case len(all) == 0:
			all = []order{{reference: f.Data[dataReference], confirmed: e.on(f)}}
		case i >= 0 && all[i].open():
			all[i].confirmed = e.on(f)
		}
	}
	return all
}

// ordered gives the orders of an occasion from the registry and from what people recorded. Two that do not differ by reference are one that
// was written down twice.
func (e *entry) ordered(o *occasion) []order {
	var all []order
	for _, p := range o.Placed {
		if p.Window == o.Opens {
			all = append(all, order{at: p.At, reference: p.Reference, confirmed: p.Confirmed, written: !p.Confirmed.IsZero()})
		}
	}
	for _, f := range e.recordedOn(o, watch.FactPlaced) {
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

// confirms gives which order a confirmation is about: the one of its reference, the one of which the registry tells the same, else the
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

// confirmations gives what was recorded about confirmed orders of a window, by the opening of the occasion. A fact that names no occasion
// is about the order of its reference, else about the oldest one that was open then.
func (e *entry) confirmations(w *watch.OrderWindow) map[civil.Date][]watch.Fact {
	recorded := e.recorded("order-window/"+w.ID, watch.FactConfirmed, watch.FactConfirmation)
	if len(recorded) == 0 {
		return nil
	}
	found := map[civil.Date][]watch.Fact{}
	for _, f := range recorded {
		if f.Kind == watch.FactConfirmation {
			e.refer(w, &f)
		}
		opens := day(f, dataWindow)
		if opens.IsZero() {
			opens = e.oldestOpen(w, f, found)
		}
		found[opens] = append(found[opens], f)
	}
	return found
}

// oldestOpen gives the opening of the occasion that a confirmation is about: the one before the current one if an order of it was still
// open then, as confirmations often come after the window has closed.
func (e *entry) oldestOpen(w *watch.OrderWindow, f watch.Fact, earlier map[civil.Date][]watch.Fact) civil.Date {
	current, ok := w.Dates.Current(e.on(f))
	if !ok {
		current = civil.Occurrence{Opens: e.on(f).AddDays(1)}
	}
	before, ok := w.Dates.Before(current)
	if !ok || before.Closes.Before(w.Since) || e.ordersReference(w, current, f.Data[dataReference]) {
		return current.Opens
	}
	open := 0
	for _, x := range e.ordered(&occasion{OrderWindow: w, Occurrence: before}) {
		if x.open() {
			open++
		}
	}
	if open > len(earlier[before.Opens]) {
		return before.Opens
	}
	return current.Opens
}

// ordersReference reports whether an order of an occurrence has the reference.
func (e *entry) ordersReference(w *watch.OrderWindow, o civil.Occurrence, reference string) bool {
	return reference != "" && slices.ContainsFunc(e.ordered(&occasion{OrderWindow: w, Occurrence: o}), func(x order) bool {
		return x.reference == reference
	})
}
