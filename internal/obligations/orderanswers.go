package obligations

import (
	"slices"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/mailaddr"
	"supplierwatch/internal/model"
	"supplierwatch/internal/ordernumber"
)

// takeMail notes what a mail says of the orders of a window. It is about the orders that it names. One that names other orders alone is about
// none of these. One that names none is about the only order that is open at the supplier, if its sender is known.
func (b *orderBook) takeMail(w *model.OrderWindow, f model.Fact) {
	n, subject := b.names(f), model.KindOrderWindow.Subject(w.ID)
	ours := slices.DeleteFunc(b.named(n), func(p place) bool { return p.booking.window != w })
	if trusted(f) || len(ours) > 0 {
		b.matched[subject] = true
	}
	if len(ours) > 0 {
		for _, p := range ours {
			b.answer(p, f)
		}
		return
	}
	open, outside := b.openAt(b.e.On(f))
	inWindow := slices.DeleteFunc(slices.Clone(open), func(p place) bool { return p.booking.window != w })
	only := len(open)+len(outside) == 1 && len(inWindow) == 1
	unnumbered := only && trusted(f) && b.at(inWindow[0]).reference == "" // nobody recorded its number, so it may be the one that is named
	switch {
	case n.known, len(n.others) > 0 && !unnumbered:
		b.miss(subject, NearMiss{Fact: f, Why: MissOther, Numbers: n.others})
	case !trusted(f):
		b.miss(subject, NearMiss{Fact: f, Why: MissSender})
	case f.Shared() && !RefusesOrChanges(f):
		b.miss(subject, NearMiss{Fact: f, Why: MissShared})
	case only, RefusesOrChanges(f) && len(inWindow) > 0: // a refusal must not go unheard because others are open too
		b.answer(inWindow[0], f)
	case len(inWindow) > 0:
		b.miss(subject, NearMiss{Fact: f, Why: MissSeveral, Numbers: b.numbersOf(open, outside)})
	}
}

// answer notes what a mail says of an order. What came later counts, so that a refusal reopens what was confirmed and an acceptance settles
// what was refused.
func (b *orderBook) answer(p place, f model.Fact) {
	x, on := b.at(p), b.e.On(f)
	if id := f.MessageID(); id != "" {
		b.answered[id] = struct{}{}
	}
	switch f.Response() {
	case model.ResponseAccepted:
		if x.open() {
			x.confirmed = on
		}
		x.answer = model.Fact{}
	case model.ResponseRefused, model.ResponseChanged:
		if !x.confirmed.After(on) {
			x.confirmed, x.answer = civil.Date{}, f
		}
	case model.ResponsePartial, model.ResponseReceived:
		if x.open() && x.answer.Kind == "" {
			x.answer = f
		}
	}
}

// takeDelivery notes whether a mail counts as the answer to a delivery of a schedule.
func (b *orderBook) takeDelivery(d *model.Delivery, f model.Fact) {
	subject := model.KindDelivery.Subject(d.ID)
	why, numbers := b.notThatDelivery(d, f)
	if why != "" {
		b.miss(subject, NearMiss{Fact: f, Why: why, Numbers: numbers})
	}
	if why == "" || trusted(f) {
		b.matched[subject] = true
	}
}

// notThatDelivery returns why a mail is not the answer to a delivery; empty if it is. No order is recorded with a delivery: a mail that names an
// order of this supplier is about it as well, and one that names other orders alone is not.
func (b *orderBook) notThatDelivery(d *model.Delivery, f model.Fact) (why MissReason, numbers []string) {
	n := b.names(f)
	_, order := b.answered[f.MessageID()]
	switch {
	case order && namedDay(d, f).IsZero():
		return MissOther, nil // it answers an order, and names no day of a delivery
	case n.known:
		return "", nil
	case len(n.others) > 0 && len(b.references()) > 0:
		return MissOther, n.others
	case !trusted(f):
		return MissSender, nil
	case f.Shared() && !RefusesOrChanges(f):
		return MissShared, nil
	}
	return "", nil
}

// names are the orders that a mail names, as far as they are recorded.
type names struct {
	numbers []ordernumber.Number
	known   bool     // a recorded order of the supplier is among them
	others  []string // numbers of orders that are not recorded, if it names no recorded one
}

// names reads which orders a mail names: numbers that it calls our orders, and others of the shape of a recorded one, except the numbers of
// their confirmations. What it quotes counts only where it names no order by itself.
func (b *orderBook) names(f model.Fact) names {
	n, recorded := names{numbers: f.MailNumbers()}, b.references()
	if n.known = slices.ContainsFunc(recorded, n.has); n.known {
		return n
	}
	n.others = othersOf(n.numbers, recorded)
	if quoted := f.QuotedNumbers(); len(n.others) == 0 && len(quoted) > 0 {
		n.numbers = append(slices.Clone(n.numbers), quoted...)
		if n.known = slices.ContainsFunc(recorded, n.has); !n.known {
			n.others = othersOf(quoted, recorded)
		}
	}
	return n
}

// othersOf returns the numbers of orders among those of a mail that names none that is recorded.
func othersOf(numbers []ordernumber.Number, recorded []string) []string {
	var others []string
	for _, x := range numbers {
		if x.Named || !x.Own && slices.ContainsFunc(recorded, x.ShapedLike) {
			others = append(others, x.Readings[len(x.Readings)-1])
		}
	}
	return others
}

// has reports whether one of our orders is among those that a mail names.
func (n names) has(reference string) bool {
	return slices.ContainsFunc(n.numbers, func(x ordernumber.Number) bool { return x.Is(reference) })
}

// named returns where the orders are kept that a mail names. Of several with the same number it is the first one that is open, else the last.
func (b *orderBook) named(n names) []place {
	var found []place
	for _, p := range b.all() {
		x := b.at(p)
		if x.reference == "" || !n.has(x.reference) {
			continue
		}
		i := slices.IndexFunc(found, func(q place) bool {
			return q.booking.window == p.booking.window && ordernumber.Same(b.at(q).reference, x.reference, true)
		})
		switch {
		case i < 0:
			found = append(found, p)
		case !b.at(found[i]).open():
			found[i] = p
		}
	}
	return found
}

// numbersOf returns orders for people.
func (b *orderBook) numbersOf(open []place, outside []order) []string {
	var all []string
	for _, p := range open {
		all = append(all, b.at(p).reference)
	}
	for _, x := range outside {
		all = append(all, x.reference)
	}
	for i, reference := range all {
		if reference == "" {
			all[i] = "one without a recorded number"
		}
	}
	return all
}

func (b *orderBook) miss(subject model.Subject, m NearMiss) {
	b.near[subject] = append(b.near[subject], m)
}

// takeNearMisses adds the mails that do not match the patterns. Earlier versions also noted mails of strangers.
func (b *orderBook) takeNearMisses(subject model.Subject) {
	for _, f := range b.e.Recorded(subject, model.FactNearMiss) {
		if address := f.Address(); f.Proof() != "" || address == "" || supplierHasDomain(b.e, address) {
			b.miss(subject, NearMiss{Fact: f, Why: MissPattern})
		}
	}
	slices.SortStableFunc(b.near[subject], func(x, y NearMiss) int { return x.Fact.ObservedAt.Compare(y.Fact.ObservedAt) })
}

// supplierHasDomain reports whether a contact of the supplier has an address of the same organization.
func supplierHasDomain(e *Supplier, address string) bool {
	domain := mailaddr.DomainOf(address)
	return slices.ContainsFunc(e.Entry.Contacts, func(c *model.Contact) bool { return c.Email != "" && mailaddr.SameOrganization(c.Domain, domain) })
}

// missesSince returns the mails since a day that nearly were the confirmation of a subject.
func missesSince(e *Supplier, subject model.Subject, since civil.Date) []NearMiss {
	return slices.DeleteFunc(slices.Clone(e.orders.near[subject]), func(m NearMiss) bool { return e.On(m.Fact).Before(since) })
}

// PatternsMatched reports whether the patterns by which a confirmation is known have ever matched a mail that counts.
func PatternsMatched(e *Supplier, subject model.Subject) bool {
	return e.orders.matched[subject]
}
