package judge

import (
	"fmt"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/watch"
)

const (
	// manyDeliveries bounds how many deliveries of one schedule are looked at in each direction.
	manyDeliveries = 100
	// heardFor is how many business days of ours an overdue confirmation stands at least, so that it is heard of even where the next
	// delivery follows at once.
	heardFor = 2
)

// awaitedDeliveries gives the confirmations of a schedule that matter today: those of past deliveries that still stand, those of coming ones
// that are overdue, the next one, and those settled in the last year. A delivery that was waived awaits none.
func (e *entry) awaitedDeliveries(d *watch.Delivery) []*awaited {
	if d.Confirmation == nil {
		return nil
	}
	settled := e.settledDays(d)
	found := e.pastDeliveries(d, settled)
	day, ok := d.Schedule.OnOrAfter(later(e.today, d.Since))
	for i := 0; ok && i < manyDeliveries; i++ {
		if settled[day] == "" {
			a := e.delivery(d, day)
			found = append(found, a)
			if a.state == stateWaiting {
				break
			}
		}
		day, ok = d.Schedule.OnOrAfter(day.AddDays(1))
	}
	for day, kind := range settled {
		if kind == watch.FactConfirmed && e.tells(d, day) {
			a := e.delivery(d, day)
			a.state = stateConfirmed
			found = append(found, a)
		}
	}
	return found
}

// pastDeliveries gives the past deliveries of which a confirmation is still awaited.
func (e *entry) pastDeliveries(d *watch.Delivery, settled map[civil.Date]watch.FactKind) []*awaited {
	var found []*awaited
	day, ok := d.Schedule.Before(e.today)
	for i := 0; ok && i < manyDeliveries && !day.Before(d.Since); i++ {
		a := e.delivery(d, day)
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

// tells reports whether a day is one of the schedule's, and not longer ago than settled ones are told.
func (e *entry) tells(d *watch.Delivery, day civil.Date) bool {
	x, ok := d.Schedule.OnOrAfter(day)
	return ok && x == day && !day.Before(d.Since) && !day.Before(e.today.AddMonths(-settledFor))
}

// delivery gives the confirmation of the delivery on a day, as if nothing were recorded about it.
func (e *entry) delivery(d *watch.Delivery, day civil.Date) *awaited {
	a := &awaited{
		Confirmation: d.Confirmation, kind: watch.DeadlineDelivery, subject: "delivery/" + d.ID, pos: d.Pos, supplies: e.s.Supplies,
		occurrence: day, item: d.Title + " of " + e.short(day), what: fmt.Sprintf("the delivery %q of %s", d.Title, day), next: day,
		state: stateWaiting,
	}
	e.dueAround(a, day)
	a.ends = e.endOfDelivery(d, day, a.due)
	if e.late(a) {
		a.state = stateOverdue
	}
	return a
}

// dueAround computes by when a delivery must be confirmed: some time before its day, or after it where only that was agreed on, else on the
// day itself.
func (e *entry) dueAround(a *awaited, day civil.Date) {
	if a.Before.IsZero() && !a.Within.IsZero() {
		_, a.due, a.end = civil.ConfirmationDueDate(day, a.Within, e.s.Calendar)
		a.how = []string{fmt.Sprintf("Confirmation due %s = %s after the delivery on %s.", long(a.due), counted(a.Within, e.s.Calendar), long(day))}
		return
	}
	a.due = day.Minus(a.Before, e.s.Calendar)
	a.end = a.due.End(e.s.Calendar.Location)
	if !a.Before.IsZero() {
		a.how = []string{fmt.Sprintf("Confirmation due %s = %s before the delivery on %s.", long(a.due), counted(a.Before, e.s.Calendar), long(day))}
	}
}

// endOfDelivery gives the last day on which the confirmation of a delivery is awaited: the day before the next delivery and, where nobody
// wrote since when the schedule is judged, the last day on which it is still news.
func (e *entry) endOfDelivery(d *watch.Delivery, day, due civil.Date) civil.Date {
	var end civil.Date
	if next, ok := d.Schedule.OnOrAfter(day.AddDays(1)); ok {
		end = later(next.AddDays(-1), e.ours.AddBusinessDays(due, heardFor))
	}
	if news := later(day, due).AddDays(missedFor); d.Since.IsZero() && (end.IsZero() || news.Before(end)) {
		end = news
	}
	return end
}

// settledDays gives what people recorded about deliveries of a schedule, by their days.
func (e *entry) settledDays(d *watch.Delivery) map[civil.Date]watch.FactKind {
	recorded := e.recorded("delivery/"+d.ID, watch.FactConfirmed, watch.FactWaived)
	if len(recorded) == 0 {
		return nil
	}
	found := map[civil.Date]watch.FactKind{}
	for _, f := range recorded {
		on := day(f, dataWindow)
		if on.IsZero() {
			on = e.oldestAwaited(d, e.on(f), found)
		}
		if found[on] != watch.FactConfirmed {
			found[on] = f.Kind
		}
	}
	return found
}

// oldestAwaited gives the delivery that a fact without a day of delivery is about: the oldest one whose confirmation was awaited then.
func (e *entry) oldestAwaited(d *watch.Delivery, on civil.Date, settled map[civil.Date]watch.FactKind) civil.Date {
	before, ok := d.Schedule.Before(on)
	if ok && settled[before] == "" && !before.Before(d.Since) && !e.delivery(d, before).over(on) {
		return before
	}
	day, ok := d.Schedule.OnOrAfter(later(on, d.Since))
	for ok && settled[day] != "" {
		day, ok = d.Schedule.OnOrAfter(day.AddDays(1))
	}
	return day
}
