package obligations

import (
	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// noteHolidayLimit notes on a row with a date beyond the last day for which the holidays of a calendar are known that its business days may be
// counted wrongly.
func noteHolidayLimit(e *Supplier, row *model.Deadline) {
	until := e.Entry.Calendar.HolidaysKnownUntil()
	if ours := e.OwnCalendar.HolidaysKnownUntil(); until.IsZero() || !ours.IsZero() && ours.Before(until) {
		until = ours
	}
	if !until.IsZero() && lastCounted(row).After(until) {
		row.HolidaysKnownUntil = until
	}
}

// lastCounted returns the latest date of a row that business days lead to.
func lastCounted(row *model.Deadline) civil.Date {
	last := row.Due
	if c := row.ContractDates; c != nil {
		last = Later(Later(last, c.ReceiveBy), Later(c.SendBy, c.NextLastNoticeDate))
	}
	if w := row.WindowDates; w != nil {
		last = Later(last, w.OrderBy)
	}
	return last
}
