package rules

import (
	"fmt"
	"slices"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
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
	open, outside := b.openAt(b.e.on(f))
	inWindow := slices.DeleteFunc(slices.Clone(open), func(p place) bool { return p.booking.window != w })
	only := len(open)+len(outside) == 1 && len(inWindow) == 1
	unnumbered := only && trusted(f) && b.at(inWindow[0]).reference == "" // nobody recorded its number, so it may be the one that is named
	switch {
	case n.known, len(n.others) > 0 && !unnumbered:
		b.miss(subject, miss{fact: f, why: missOther, numbers: n.others})
	case !trusted(f):
		b.miss(subject, miss{fact: f, why: missSender})
	case f.Data[model.DataShared] != "" && !against(f):
		b.miss(subject, miss{fact: f, why: missShared})
	case only, against(f) && len(inWindow) > 0: // a refusal must not go unheard because others are open too
		b.answer(inWindow[0], f)
	case len(inWindow) > 0:
		b.miss(subject, miss{fact: f, why: missSeveral, numbers: b.numbersOf(open, outside)})
	}
}

// answer notes what a mail says of an order. What came later counts, so that a refusal reopens what was confirmed and an acceptance settles
// what was refused.
func (b *orderBook) answer(p place, f model.Fact) {
	x, on := b.at(p), b.e.on(f)
	if id := f.Data[model.DataMessageID]; id != "" {
		b.answered[id] = struct{}{}
	}
	switch model.Response(f.Data[model.DataResponse]) {
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
		b.miss(subject, miss{fact: f, why: why, numbers: numbers})
	}
	if why == "" || trusted(f) {
		b.matched[subject] = true
	}
}

// notThatDelivery returns why a mail is not the answer to a delivery; empty if it is. No order is recorded with a delivery: a mail that names an
// order of this supplier is about it as well, and one that names other orders alone is not.
func (b *orderBook) notThatDelivery(d *model.Delivery, f model.Fact) (why missReason, numbers []string) {
	n := b.names(f)
	_, order := b.answered[f.Data[model.DataMessageID]]
	switch {
	case order && namedDay(d, f).IsZero():
		return missOther, nil // it answers an order, and names no day of a delivery
	case n.known:
		return "", nil
	case len(n.others) > 0 && len(b.references()) > 0:
		return missOther, n.others
	case !trusted(f):
		return missSender, nil
	case f.Data[model.DataShared] != "" && !against(f):
		return missShared, nil
	}
	return "", nil
}

// names are the orders that a mail names, as far as they are recorded.
type names struct {
	numbers []model.MailNumber
	known   bool     // it names a recorded order of the supplier
	others  []string // numbers of orders that are not recorded, if it names no recorded one
}

// names reads which orders a mail names: numbers that it calls orders of ours, and others of the shape of a recorded one, except the numbers of
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
func othersOf(numbers []model.MailNumber, recorded []string) []string {
	var others []string
	for _, x := range numbers {
		if x.Named || !x.Own && slices.ContainsFunc(recorded, x.ShapedLike) {
			others = append(others, x.Readings[len(x.Readings)-1])
		}
	}
	return others
}

// has reports whether a mail names an order of ours.
func (n names) has(reference string) bool {
	return slices.ContainsFunc(n.numbers, func(x model.MailNumber) bool { return x.Is(reference) })
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
			return q.booking.window == p.booking.window && model.SameOrder(b.at(q).reference, x.reference, true)
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

// miss is a mail of the supplier that is not the confirmation, although it nearly is.
type miss struct {
	fact    model.Fact
	why     missReason
	numbers []string
}

// missReason says why a mail is not the confirmation.
type missReason string

// The reasons.
const (
	missPattern missReason = "pattern" // it does not match the patterns
	missOther   missReason = "other"   // it is about other orders
	missSeveral missReason = "several" // it names no order, and several are open
	missShared  missReason = "shared"  // it names no order, and its sender writes for several suppliers
	missSender  missReason = "sender"  // it names no order, and nobody knows who sent it
)

func (b *orderBook) miss(subject string, m miss) { b.near[subject] = append(b.near[subject], m) }

// takeNearMisses adds the mails that do not match the patterns. Earlier versions also noted mails of strangers.
func (b *orderBook) takeNearMisses(subject string) {
	for _, f := range b.e.recorded(subject, model.FactNearMiss) {
		if address := f.Data[model.DataAddress]; f.Data[model.DataProof] != "" || address == "" || supplierHasDomain(b.e, address) {
			b.miss(subject, miss{fact: f, why: missPattern})
		}
	}
	slices.SortStableFunc(b.near[subject], func(x, y miss) int { return x.fact.ObservedAt.Compare(y.fact.ObservedAt) })
}

// supplierHasDomain reports whether a contact of the supplier has an address of the same registrable domain.
func supplierHasDomain(e *supplierEval, address string) bool {
	domain := model.Registrable(model.DomainOf(address))
	return slices.ContainsFunc(e.s.Contacts, func(c *model.Contact) bool { return c.Email != "" && model.Registrable(c.Domain) == domain })
}

// missesSince returns the mails since a day that nearly were the confirmation of a subject.
func missesSince(e *supplierEval, subject string, since civil.Date) []miss {
	return slices.DeleteFunc(slices.Clone(e.book.near[subject]), func(m miss) bool { return e.on(m.fact).Before(since) })
}

// nearMissText returns of mails that nearly were a confirmation, the last one with its reason; empty without any. Nothing of a mail is quoted whose
// sender is not known.
func nearMissText(e *supplierEval, misses []miss) string {
	if len(misses) == 0 {
		return ""
	}
	last := misses[len(misses)-1]
	if len(misses) == 1 {
		return fmt.Sprintf(" A mail of %s is not counted as the confirmation: %s.", e.on(last.fact), last.because())
	}
	return fmt.Sprintf(" %d mails are not counted as the confirmation; the last one, of %s: %s.", len(misses), e.on(last.fact), last.because())
}

func (m miss) because() string {
	switch m.why {
	case missOther:
		if len(m.numbers) > 0 && m.fact.Authenticated() {
			return "it names another order (" + list(m.numbers[:min(len(m.numbers), mostMisses)]) + ")"
		}
		return "it names another order"
	case missSeveral:
		return "it names no order, and several are open (" + list(m.numbers) + ")"
	case missShared:
		return "it names no order, and its sender writes for several suppliers"
	case missSender:
		if against(m.fact) {
			return "it refuses or changes an order, but names none, and our mail server could not verify the sender"
		}
		return "it names no order, and our mail server could not verify the sender"
	case missPattern:
	}
	return "it does not match the patterns in the entry"
}
