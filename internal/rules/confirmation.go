package rules

import (
	"fmt"
	"slices"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// The states of a confirmation, beside stateConfirmed and stateOverdue.
const (
	stateWaiting = "waiting"
	statePartial = "partial" // some of the orders are confirmed, or a part of one
	stateRefused = "refused" // they said that it will not come
	stateChanged = "changed" // they said that it will come otherwise
)

// pendingConfirmation is a confirmation that one side owes the other: of what was ordered in one occasion of a window, or of one delivery.
type pendingConfirmation struct {
	Agreed     *model.Confirmation
	kind       model.DeadlineKind
	subject    string
	pos        model.Position
	supplies   []*model.Supply
	occurrence civil.Date // the opening of the window, or the day of the delivery
	item       string     // for a headline
	what       string     // for a sentence: the order for "yearly allocation" (PO-1) that was placed on 2026-09-12
	due        civil.Date // zero: nobody said by when
	end        time.Time  // from when on it is late; zero with due
	state      string
	next       civil.Date // the other day on which it matters: the close of the window, or the delivery
	ends       civil.Date // the last day on which it is awaited; zero: until it is settled
	answer     model.Fact // what they answered if that was no confirmation; without a kind: nothing
	misses     []miss     // mails that nearly were it
	how        []string
}

// settled reports whether nothing is awaited any more.
func (a *pendingConfirmation) settled() bool { return a.state == stateConfirmed }

// pendingConfirmations returns the confirmations that matter today: those awaited, and those settled in the last year.
func pendingConfirmations(e *supplierEval) []*pendingConfirmation {
	var found []*pendingConfirmation
	for _, o := range e.occurrences {
		if a := orderConfirmation(e, o); a != nil {
			found = append(found, a)
		}
	}
	for _, d := range e.s.Deliveries {
		found = append(found, deliveryConfirmations(e, d)...)
	}
	return found
}

// orderConfirmation returns the confirmation of what was ordered in an occasion; nil where none is wanted or nothing is out. One that is left open
// is news until the window opens again, and for some time after its day in any case.
func orderConfirmation(e *supplierEval, o *windowOccurrence) *pendingConfirmation {
	if o.Window.Confirmation == nil || len(o.orders) == 0 {
		return nil
	}
	a := &pendingConfirmation{
		Agreed: o.Window.Confirmation, kind: model.DeadlineOrderConfirm, subject: model.KindOrderWindow.Subject(o.Window.ID), pos: o.Window.Pos,
		supplies: suppliesOf(e, o.Window), occurrence: o.Days.Opens, item: item(o) + " order", next: o.Days.Closes,
	}
	i := max(0, slices.IndexFunc(o.orders, order.open))
	x := o.orders[i]
	a.what = fmt.Sprintf("the order for %q%s", o.Window.Title, placedWhen(x))
	dueAfter(e, a, x.at)
	a.answer, a.misses = worst(o.orders), missesSince(e, a.subject, x.at.Date)
	a.state = progressOf(e, a, slices.ContainsFunc(o.orders, order.open), slices.ContainsFunc(o.orders, func(x order) bool { return !x.open() }))
	a.ends = toldUntil(o)
	if news := later(o.ends, a.due.AddDays(missedFor)); !o.ends.IsZero() && news.Before(a.ends) {
		a.ends = news
	}
	if !a.settled() && (isWaived(e, o) || a.over(e.today)) {
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
func progressOf(e *supplierEval, a *pendingConfirmation, open, confirmed bool) string {
	switch late := isLate(e, a); {
	case !open:
		return stateConfirmed
	case against(a.answer):
		return a.answer.Data[model.DataResponse]
	case late:
		return stateOverdue
	case confirmed, a.answer.Data[model.DataResponse] == string(model.ResponsePartial):
		return statePartial
	}
	return stateWaiting
}

// over reports whether nobody waits for the confirmation on a day any more, although it never came.
func (a *pendingConfirmation) over(day civil.Date) bool { return !a.ends.IsZero() && day.After(a.ends) }

// isLate reports whether the time for the confirmation is over.
func isLate(e *supplierEval, a *pendingConfirmation) bool {
	return !a.end.IsZero() && !e.context.now.Before(a.end)
}

// dueAfter computes by when an order must be confirmed. Of an order of which only the day is known, nobody can say that it came after the
// cut-off of that day.
func dueAfter(e *supplierEval, a *pendingConfirmation, placed model.Moment) {
	if placed.IsZero() || a.Agreed.Within.IsZero() {
		return
	}
	on := placed.Date
	var zero civil.Date
	if placed.Instant.IsZero() {
		zero, a.due, a.end = civil.ConfirmationDueDate(on, a.Agreed.Within, e.s.Calendar)
	} else {
		on = e.s.Calendar.Today(placed.Instant)
		zero, a.due, a.end = civil.ConfirmationDue(placed.Instant, a.Agreed.Within, e.s.Calendar)
	}
	if zero != on {
		a.how = append(a.how, fmt.Sprintf("Placed %s, it counts from %s (%s).", long(on), long(zero), calendarName(e.s.Calendar)))
	}
	clock := ""
	if a.Agreed.Within.Clock != 0 {
		clock = a.end.Format(" 15:04 MST")
	}
	a.how = append(a.how, fmt.Sprintf("Confirmation due %s%s = %s after %s.", long(a.due), clock, counted(a.Agreed.Within, e.s.Calendar), long(zero)))
}

// confirmationRow returns the row of a confirmation.
func confirmationRow(e *supplierEval, a *pendingConfirmation) model.Deadline {
	row := newRow(e, a.subject, a.kind, a.state, a.due, a.pos)
	row.Occurrence = a.occurrence.String()
	row.Settled = a.settled()
	return row
}
