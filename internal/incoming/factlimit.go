package incoming

import (
	"slices"
	"time"

	"supplierwatch/internal/model"
	"supplierwatch/internal/ordernumber"
)

// FactsPerDay is how many facts of one kind about one subject a day's mails may tell. Nobody writes so often, but machines do that answer each
// other, and whoever wants to fill our disk.
const FactsPerDay = 100

// neverLimited are the facts that are never one too many, if they answer one of our mails: each may be the one that counts.
var neverLimited = []model.FactKind{
	model.FactBounced, model.FactConfirmed, model.FactChanged, model.FactLeft, model.FactObjected, model.FactDelivery,
}

// exceedsLimit reports whether a fact is one too many. What unknown senders write has a limit of its own, so that it hides nothing of
// the others; so has what names no order of the supplier. A refusal or a change of an order is never one too many.
func (u *interpreter) exceedsLimit(f model.Fact) bool {
	if refuses(f) || slices.Contains(neverLimited, f.Kind) && f.AnswersUs() {
		return false
	}
	n, ordered := 0, u.namesOrder(f)
	for _, all := range [][]model.Fact{u.known.Of(f.Supplier, f.Subject), u.fresh.Of(f.Supplier, f.Subject)} {
		for i := range all { // a subject may have tens of thousands: nothing is copied
			if known := &all[i]; sameLimit(known, &f) && (!ordered || u.namesOrder(*known)) {
				n++
			}
		}
	}
	if n >= FactsPerDay && !u.flooded {
		u.flooded = true
		u.log.Warn("Mails that say the same too often are not recorded.", "supplier", f.Supplier, "subject", f.Subject, "kind", f.Kind, "from", f.Actor)
	}
	return n >= FactsPerDay
}

// sameLimit reports whether two facts count towards one limit.
func sameLimit(known, f *model.Fact) bool {
	return known.Kind == f.Kind && f.ObservedAt.Sub(known.ObservedAt).Abs() < 24*time.Hour && known.ID != f.ID &&
		known.Authenticated() == f.Authenticated() && !refuses(*known)
}

// refuses reports whether a fact says that what was ordered will not come as ordered.
func refuses(f model.Fact) bool {
	if f.Kind != model.FactConfirmation {
		return false
	}
	r := f.Response()
	return r == model.ResponseRefused || r == model.ResponseChanged
}

// namesOrder reports whether a confirmation names an order that is recorded of its supplier: whoever forges mail does not know the number.
func (u *interpreter) namesOrder(f model.Fact) bool {
	if f.Kind != model.FactConfirmation {
		return false
	}
	orders := u.ordersOf(f.Supplier)
	return slices.ContainsFunc(slices.Concat(f.MailNumbers(), f.QuotedNumbers()), func(n ordernumber.Number) bool { return slices.ContainsFunc(orders, n.Is) })
}

// ordersOf returns the numbers of all orders that are recorded of a supplier.
func (u *interpreter) ordersOf(id string) []string {
	s := u.registry.Supplier(id)
	if s == nil {
		return nil
	}
	if known, ok := u.placed[id]; ok {
		return known
	}
	var all []string
	for _, w := range s.OrderWindows {
		for _, p := range w.Placed {
			all = append(all, p.Reference)
		}
		all = append(all, u.recordedOrders(s, model.KindOrderWindow.Subject(w.ID))...)
	}
	for _, x := range s.Supplies {
		all = append(all, u.recordedOrders(s, model.KindSupply.Subject(x.ID))...)
	}
	all = slices.DeleteFunc(all, func(number string) bool { return number == "" })
	if u.placed == nil {
		u.placed = map[string][]string{}
	}
	u.placed[id] = all
	return all
}

// recordedOrders returns the numbers of the orders that people recorded of a subject.
func (u *interpreter) recordedOrders(s *model.Supplier, subject model.Subject) []string {
	var all []string
	for _, id := range slices.Concat([]string{s.ID}, s.Was) {
		for _, f := range u.known.Kind(id, subject, model.FactPlaced) {
			all = append(all, f.Reference())
		}
	}
	return all
}
