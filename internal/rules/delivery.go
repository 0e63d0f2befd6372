package rules

import (
	"fmt"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

const (
	// manyDeliveries bounds how many deliveries of one schedule are looked at in each direction.
	manyDeliveries = 100
	// heardFor is how many business days of ours an overdue confirmation stands at least, so that it is heard of even where the next
	// delivery follows at once.
	heardFor = 2
	// missesBefore is how many days before a delivery a mail may have been meant as its confirmation.
	missesBefore = 14
)

// deliveryConfirmations returns the confirmations of a schedule that matter today: those of past deliveries that still stand, those of coming ones
// that are overdue, the next one, and those settled in the last year. A delivery that was waived awaits none.
func deliveryConfirmations(e *supplierEval, d *model.Delivery) []*pendingConfirmation {
	if d.Confirmation == nil {
		return nil
	}
	settled, answers := settledDays(e, d)
	found := pastDeliveries(e, d, settled)
	day, ok := d.Schedule.OnOrAfter(later(e.today, d.Since))
	for i := 0; ok && i < manyDeliveries; i++ {
		if settled[day] == "" {
			a := deliveryConfirmation(e, d, day)
			found = append(found, a)
			if a.state == stateWaiting && answers[day].Kind == "" {
				break
			}
		}
		day, ok = d.Schedule.OnOrAfter(day.AddDays(1))
	}
	for day, kind := range settled {
		if kind == model.FactConfirmed && isRecentDelivery(e, d, day) {
			a := deliveryConfirmation(e, d, day)
			a.state = stateConfirmed
			found = append(found, a)
		}
	}
	for _, a := range found {
		if f := answers[a.occurrence]; !a.settled() && f.Kind != "" {
			a.answer = f
			a.state = progressOf(e, a, true, false)
		}
	}
	return found
}

// pastDeliveries returns the past deliveries of which a confirmation is still awaited.
func pastDeliveries(e *supplierEval, d *model.Delivery, settled map[civil.Date]model.FactKind) []*pendingConfirmation {
	var found []*pendingConfirmation
	day, ok := d.Schedule.Before(e.today)
	for i := 0; ok && i < manyDeliveries && !day.Before(d.Since); i++ {
		a := deliveryConfirmation(e, d, day)
		if a.over(e.today) {
			break
		}
		if settled[day] == "" {
			found = append(found, a)
		}
		day, ok = d.Schedule.Before(day)
	}
	return found
}

// isRecentDelivery reports whether a day is one of the schedule's, and not longer ago than settled ones are told.
func isRecentDelivery(e *supplierEval, d *model.Delivery, day civil.Date) bool {
	x, ok := d.Schedule.OnOrAfter(day)
	return ok && x == day && !day.Before(d.Since) && !day.Before(e.today.AddMonths(-settledFor))
}

// deliveryConfirmation returns the confirmation of the delivery on a day, as if nothing were recorded about it.
func deliveryConfirmation(e *supplierEval, d *model.Delivery, day civil.Date) *pendingConfirmation {
	a := &pendingConfirmation{
		Agreed: d.Confirmation, kind: model.DeadlineDelivery, subject: model.KindDelivery.Subject(d.ID), pos: d.Pos, supplies: e.s.Supplies,
		occurrence: day, item: d.Title + " of " + e.short(day), what: fmt.Sprintf("the delivery %q of %s", d.Title, day), next: day,
	}
	dueAround(e, a, day)
	a.ends = endOfDelivery(e, d, day, a.due)
	if isLate(e, a) {
		a.misses = missesSince(e, a.subject, day.AddDays(-missesBefore))
	}
	a.state = progressOf(e, a, true, false)
	return a
}

// dueAround computes by when a delivery must be confirmed: some time before its day, or after it where only that was agreed on, else on the
// day itself.
func dueAround(e *supplierEval, a *pendingConfirmation, day civil.Date) {
	if a.Agreed.Before.IsZero() && !a.Agreed.Within.IsZero() {
		_, a.due, a.end = civil.ConfirmationDueDate(day, a.Agreed.Within, e.s.Calendar)
		a.how = []string{fmt.Sprintf("Confirmation due %s = %s after the delivery on %s.", long(a.due), counted(a.Agreed.Within, e.s.Calendar), long(day))}
		return
	}
	a.due = day.Minus(a.Agreed.Before, e.s.Calendar)
	a.end = a.due.End(e.s.Calendar.Location)
	if !a.Agreed.Before.IsZero() {
		a.how = []string{fmt.Sprintf("Confirmation due %s = %s before the delivery on %s.", long(a.due), counted(a.Agreed.Before, e.s.Calendar), long(day))}
	}
}

// endOfDelivery returns the last day on which the confirmation of a delivery is awaited: the day before the next delivery and, where nobody
// wrote since when the schedule is judged, the last day on which it is still news.
func endOfDelivery(e *supplierEval, d *model.Delivery, day, due civil.Date) civil.Date {
	var end civil.Date
	if next, ok := d.Schedule.OnOrAfter(day.AddDays(1)); ok {
		end = later(next.AddDays(-1), e.ownCalendar.AddBusinessDays(due, heardFor))
	}
	if news := later(day, due).AddDays(missedFor); d.Since.IsZero() && (end.IsZero() || news.Before(end)) {
		end = news
	}
	return end
}

// settledDays returns what is known of deliveries of a schedule by their days: what settled them, and the answers that did not. A later mail
// that accepts one takes the answer before it back.
func settledDays(e *supplierEval, d *model.Delivery) (settled map[civil.Date]model.FactKind, answers map[civil.Date]model.Fact) {
	recorded := e.recorded(model.KindDelivery.Subject(d.ID), model.FactConfirmed, model.FactWaived, model.FactConfirmation)
	if len(recorded) == 0 {
		return nil, nil
	}
	settled, answers = map[civil.Date]model.FactKind{}, map[civil.Date]model.Fact{}
	for _, f := range recorded {
		if f.Kind == model.FactConfirmation {
			if why, _ := e.book.notThatDelivery(d, f); why != "" {
				continue
			}
		}
		on := day(f, dataWindow)
		if on.IsZero() {
			on = namedDay(d, f)
		}
		if on.IsZero() {
			on = oldestPending(e, d, e.on(f), settled)
		}
		switch {
		case f.Kind == model.FactConfirmation && f.Data[model.DataResponse] != string(model.ResponseAccepted):
			answers[on] = f
			if against(f) && settled[on] != model.FactWaived {
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
func oldestPending(e *supplierEval, d *model.Delivery, on civil.Date, settled map[civil.Date]model.FactKind) civil.Date {
	before, ok := d.Schedule.Before(on)
	if ok && settled[before] == "" && !before.Before(d.Since) && !deliveryConfirmation(e, d, before).over(on) {
		return before
	}
	day, ok := d.Schedule.OnOrAfter(later(on, d.Since))
	for ok && settled[day] != "" {
		day, ok = d.Schedule.OnOrAfter(day.AddDays(1))
	}
	return day
}
