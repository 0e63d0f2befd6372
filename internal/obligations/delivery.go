package obligations

import (
	"fmt"
	"maps"
	"slices"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
)

const (
	// manyDeliveries bounds how many deliveries of one schedule are looked at in each direction.
	manyDeliveries = 100
	// heardFor is how many of our business days an overdue confirmation is open at least, so that it is noticed even where the next
	// delivery follows at once.
	heardFor = 2
	// missesBefore is how many days before a delivery a mail may have been meant as its confirmation.
	missesBefore = 14
)

// deliveryConfirmations returns the confirmations of a schedule that matter today: those of past deliveries that still stand, those of coming ones
// that are overdue, the next one, and those settled in the last year. A delivery that was waived awaits none.
func deliveryConfirmations(e *Supplier, d *model.Delivery) []*Confirmation {
	if d.Confirmation == nil {
		return nil
	}
	settled, answers := settledDays(e, d)
	found := pastDeliveries(e, d, settled)
	day, ok := d.Schedule.OnOrAfter(Later(e.Today, d.Since))
	for i := 0; ok && i < manyDeliveries; i++ {
		if settled[day] == "" {
			a := deliveryConfirmation(e, d, day)
			found = append(found, a)
			if a.State == stateWaiting && answers[day].Kind == "" {
				break
			}
		}
		day, ok = d.Schedule.OnOrAfter(day.AddDays(1))
	}
	for _, day := range slices.SortedFunc(maps.Keys(settled), civil.Date.Compare) {
		if settled[day] == model.FactConfirmed && isRecentDelivery(e, d, day) {
			a := deliveryConfirmation(e, d, day)
			a.State = stateConfirmed
			found = append(found, a)
		}
	}
	for _, a := range found {
		if f := answers[a.Occurrence]; !a.Settled() && f.Kind != "" {
			a.Answer = f
			a.State = progressOf(e, a, true, false)
		}
	}
	return found
}

// pastDeliveries returns the past deliveries of which a confirmation is still awaited.
func pastDeliveries(e *Supplier, d *model.Delivery, settled map[civil.Date]model.FactKind) []*Confirmation {
	var found []*Confirmation
	day, ok := d.Schedule.Before(e.Today)
	for i := 0; ok && i < manyDeliveries && !day.Before(d.Since); i++ {
		a := deliveryConfirmation(e, d, day)
		if a.over(e.Today) {
			break
		}
		if settled[day] == "" {
			found = append(found, a)
		}
		day, ok = d.Schedule.Before(day)
	}
	return found
}

// isRecentDelivery reports whether a day is one of the schedule's, and not longer ago than settled ones are listed.
func isRecentDelivery(e *Supplier, d *model.Delivery, day civil.Date) bool {
	x, ok := d.Schedule.OnOrAfter(day)
	return ok && x == day && !day.Before(d.Since) && !day.Before(e.Today.AddMonths(-settledFor))
}

// deliveryConfirmation returns the confirmation of the delivery on a day, as if nothing were recorded about it.
func deliveryConfirmation(e *Supplier, d *model.Delivery, day civil.Date) *Confirmation {
	a := &Confirmation{
		Agreed: d.Confirmation, Kind: model.DeadlineDelivery, Subject: model.KindDelivery.Subject(d.ID), Pos: d.Pos, Supplies: e.Entry.Supplies,
		Occurrence: day, Item: d.Title + " of " + HeadlineDay(e, day), What: fmt.Sprintf("the delivery %q of %s", d.Title, day), Next: day,
	}
	dueAround(e, a, day)
	a.Ends = endOfDelivery(e, d, day, a.Due)
	if IsLate(e, a) {
		a.Misses = missesSince(e, a.Subject, day.AddDays(-missesBefore))
	}
	a.State = progressOf(e, a, true, false)
	return a
}

// dueAround computes by when a delivery must be confirmed: some time before its day, or after it where only that was agreed on, else on the
// day itself.
func dueAround(e *Supplier, a *Confirmation, day civil.Date) {
	if a.Agreed.Before.IsZero() && !a.Agreed.Within.IsZero() {
		_, a.Due, a.End = civil.ConfirmationDueDate(day, a.Agreed.Within, e.Entry.Calendar)
		a.How = []string{fmt.Sprintf("Confirmation due %s = %s after the delivery on %s.", a.Due, prose.Counted(a.Agreed.Within, e.Entry.Calendar), day)}
		return
	}
	a.Due = day.Minus(a.Agreed.Before, e.Entry.Calendar)
	a.End = a.Due.End(e.Entry.Calendar.Location)
	if !a.Agreed.Before.IsZero() {
		a.How = []string{fmt.Sprintf("Confirmation due %s = %s before the delivery on %s.", a.Due, prose.Counted(a.Agreed.Before, e.Entry.Calendar), day)}
	}
}

// endOfDelivery returns the last day on which the confirmation of a delivery is awaited: the day before the next delivery and, where nobody
// wrote since when the schedule is evaluated, the last day on which it is still news.
func endOfDelivery(e *Supplier, d *model.Delivery, day, due civil.Date) civil.Date {
	var end civil.Date
	if next, ok := d.Schedule.OnOrAfter(day.AddDays(1)); ok {
		end = Later(next.AddDays(-1), e.OwnCalendar.AddBusinessDays(due, heardFor))
	}
	if news := Later(day, due).AddDays(missedFor); d.Since.IsZero() && (end.IsZero() || news.Before(end)) {
		end = news
	}
	return end
}

// settledDays returns what is known of deliveries of a schedule by their days: what settled them, and the answers that did not. A later mail
// that accepts one takes the answer before it back.
func settledDays(e *Supplier, d *model.Delivery) (settled map[civil.Date]model.FactKind, answers map[civil.Date]model.Fact) {
	recorded := e.Recorded(model.KindDelivery.Subject(d.ID), model.FactConfirmed, model.FactWaived, model.FactConfirmation)
	if len(recorded) == 0 {
		return nil, nil
	}
	settled, answers = map[civil.Date]model.FactKind{}, map[civil.Date]model.Fact{}
	for _, f := range recorded {
		if f.Kind == model.FactConfirmation {
			if why, _ := e.orders.notThatDelivery(d, f); why != "" {
				continue
			}
		}
		on := f.Window()
		if on.IsZero() {
			on = namedDay(d, f)
		}
		if on.IsZero() {
			on = oldestPending(e, d, e.On(f), settled)
		}
		switch {
		case f.Kind == model.FactConfirmation && f.Response() != model.ResponseAccepted:
			answers[on] = f
			if RefusesOrChanges(f) && settled[on] != model.FactWaived {
				delete(settled, on)
			}
		case f.Kind == model.FactWaived && settled[on] == model.FactConfirmed:
		case f.Kind == model.FactConfirmation:
			settled[on] = model.FactConfirmed
			delete(answers, on)
		default:
			settled[on] = f.Kind
			delete(answers, on)
		}
	}
	return settled, answers
}

// oldestPending returns the delivery that a fact without a day of delivery is about: the oldest one whose confirmation was awaited then.
func oldestPending(e *Supplier, d *model.Delivery, on civil.Date, settled map[civil.Date]model.FactKind) civil.Date {
	before, ok := d.Schedule.Before(on)
	if ok && settled[before] == "" && !before.Before(d.Since) && !deliveryConfirmation(e, d, before).over(on) {
		return before
	}
	day, ok := d.Schedule.OnOrAfter(Later(on, d.Since))
	for ok && settled[day] != "" {
		day, ok = d.Schedule.OnOrAfter(day.AddDays(1))
	}
	return day
}
