package obligations

import (
	"fmt"
	"slices"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
)

// The states of a confirmation, beside stateConfirmed and stateOverdue.
const (
	stateWaiting = "waiting"
	statePartial = "partial" // some of the orders are confirmed, or a part of one
	StateRefused = "refused" // they said that it will not come
	StateChanged = "changed" // they said that it will come otherwise
)

// Settled reports whether nothing is awaited any more.
func (a *Confirmation) Settled() bool { return a.State == stateConfirmed }

// pendingConfirmations returns the confirmations that matter today: those awaited, and those settled in the last year.
func pendingConfirmations(e *Supplier) []*Confirmation {
	var found []*Confirmation
	for _, o := range e.Occurrences {
		if a := orderConfirmation(e, o); a != nil {
			found = append(found, a)
		}
	}
	for _, d := range e.Entry.Deliveries {
		found = append(found, deliveryConfirmations(e, d)...)
	}
	return found
}

// orderConfirmation returns the confirmation of what was ordered in an occurrence; nil where none is wanted or nothing is out. One that is left open
// is news until the window opens again, and for some time after its day in any case.
func orderConfirmation(e *Supplier, o *Occurrence) *Confirmation {
	if o.Window.Confirmation == nil || len(o.orders) == 0 {
		return nil
	}
	a := &Confirmation{
		Agreed: o.Window.Confirmation, Kind: model.DeadlineOrderConfirm, Subject: model.KindOrderWindow.Subject(o.Window.ID), Pos: o.Window.Pos,
		Supplies: SuppliesOf(e, o.Window), Occurrence: o.Days.Opens, Item: ItemOf(o) + " order", Next: o.Days.Closes,
	}
	i := max(0, slices.IndexFunc(o.orders, order.open))
	x := o.orders[i]
	a.What = fmt.Sprintf("the order for %q%s", o.Window.Title, placedWhen(x))
	dueAfter(e, a, x.at)
	a.Answer, a.Misses = worst(o.orders), missesSince(e, a.Subject, x.at.Date)
	a.State = progressOf(e, a, slices.ContainsFunc(o.orders, order.open), slices.ContainsFunc(o.orders, func(x order) bool { return !x.open() }))
	a.Ends = ToldUntil(o)
	if news := Later(o.Ends, a.Due.AddDays(missedFor)); !o.Ends.IsZero() && news.Before(a.Ends) {
		a.Ends = news
	}
	if !a.Settled() && (isWaived(e, o) || a.over(e.Today)) {
		return nil
	}
	return a
}

func placedWhen(x order) string {
	text := ""
	if x.reference != "" {
		text = " (" + x.reference + ")"
	}
	if !x.at.IsZero() {
		text += " that was placed on " + x.at.Date.String()
	}
	return text
}

// progressOf returns where a confirmation stands of which something is open, and something perhaps confirmed.
func progressOf(e *Supplier, a *Confirmation, open, confirmed bool) string {
	switch late := IsLate(e, a); {
	case !open:
		return stateConfirmed
	case RefusesOrChanges(a.Answer):
		return string(a.Answer.Response())
	case late:
		return StateOverdue
	case confirmed, a.Answer.Response() == model.ResponsePartial:
		return statePartial
	}
	return stateWaiting
}

// over reports whether nobody waits for the confirmation on a day any more, although it never came.
func (a *Confirmation) over(day civil.Date) bool { return !a.Ends.IsZero() && day.After(a.Ends) }

// IsLate reports whether the time for the confirmation is over.
func IsLate(e *Supplier, a *Confirmation) bool {
	return !a.End.IsZero() && !e.Context.Now.Before(a.End)
}

// dueAfter computes by when an order must be confirmed. Of an order of which only the day is known, nobody can say that it came after the
// cut-off of that day.
func dueAfter(e *Supplier, a *Confirmation, placed model.Moment) {
	if placed.IsZero() || a.Agreed.Within.IsZero() {
		return
	}
	on := placed.Date
	var zero civil.Date
	if placed.Instant.IsZero() {
		zero, a.Due, a.End = civil.ConfirmationDueDate(on, a.Agreed.Within, e.Entry.Calendar)
	} else {
		on = e.Entry.Calendar.Today(placed.Instant)
		zero, a.Due, a.End = civil.ConfirmationDue(placed.Instant, a.Agreed.Within, e.Entry.Calendar)
	}
	if zero != on {
		a.How = append(a.How, fmt.Sprintf("Placed on %s; counted from %s (%s).", on, zero, prose.CalendarName(e.Entry.Calendar)))
	}
	clock := ""
	if a.Agreed.Within.Clock != 0 {
		clock = a.End.Format(" 15:04 MST")
	}
	a.How = append(a.How, fmt.Sprintf("Confirmation due %s%s = %s after %s.", a.Due, clock, prose.Counted(a.Agreed.Within, e.Entry.Calendar), zero))
}

// confirmationRow returns the row of a confirmation.
func confirmationRow(e *Supplier, a *Confirmation) model.Deadline {
	row := newRow(e, a.Subject, a.Kind, a.State, a.Due, a.Pos)
	row.DaysLeft = a.DaysLeft(e)
	row.Occurrence = a.Occurrence.String()
	row.Settled = a.Settled()
	return row
}

// DaysLeft returns how many days are left until a confirmation is late; nil where nobody said by when.
func (a *Confirmation) DaysLeft(e *Supplier) *int {
	if a.Due.IsZero() {
		return nil
	}
	left := civil.DaysLeftUntil(a.Due, a.End, e.Context.Now, e.OwnCalendar)
	return &left
}
