package civil

import "time"

// ConfirmationDue returns when the confirmation of an order placed at an instant is due within a period, in the supplier's calendar c.
//
// Business days are counted from day zero, the first business day at or after the placing; an order placed at or after that day's
// cut-off counts for the next one. They end with the due day. Hours are elapsed time; days, weeks and months keep the time on the
// clock. The instant at is the last moment plus one: a confirmation at it is late.
func ConfirmationDue(placed time.Time, within Period, c *Calendar) (dayZero, due Date, at time.Time) {
	dayZero = c.Today(placed)
	if within.BusinessDays == 0 {
		at = AddTo(placed, within, c)
		return dayZero, c.Today(at), at
	}
	if cutoff, ok := c.Cutoff(dayZero); ok && !placed.Before(cutoff) && c.BusinessDay(dayZero) {
		dayZero = dayZero.AddDays(1)
	}
	return confirmationFrom(dayZero, within, c)
}

// ConfirmationDueDate is ConfirmationDue for an order of which only the day is known: there is no cut-off, and every period ends with a
// day; hours are counted from the end of the day of placing.
func ConfirmationDueDate(placed Date, within Period, c *Calendar) (dayZero, due Date, at time.Time) {
	if within.Clock != 0 {
		at = AddTo(placed.End(c.Zone()), within, c)
		return placed, c.Today(at), at
	}
	if within.BusinessDays == 0 {
		due = placed.Plus(within, c)
		return placed, due, due.End(c.Zone())
	}
	return confirmationFrom(placed, within, c)
}

// confirmationFrom counts business days from the first one not before d; any hours beside them come on top of the last day's end.
func confirmationFrom(d Date, within Period, c *Calendar) (dayZero, due Date, at time.Time) {
	dayZero = c.RollForward(d)
	due = dayZero.Plus(within, c)
	at = due.End(c.Zone()).Add(within.Clock)
	return dayZero, due, at
}
