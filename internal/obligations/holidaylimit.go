package obligations

import (
	"fmt"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/stockcoverage"
)

// holidayLimit is the last day for which the holidays are known by which something is computed, where a later day is counted too. It is zero
// where all holidays that count are known.
type holidayLimit struct{ until civil.Date }

// count takes in that business days of a calendar are counted up to a day, or back from it.
func (l *holidayLimit) count(calendar *civil.Calendar, latest civil.Date) {
	until := calendar.HolidaysKnownUntil()
	if !until.IsZero() && latest.After(until) && latest != civil.Far && (l.until.IsZero() || until.Before(l.until)) {
		l.until = until
	}
}

// NoticeKnownUntil returns the last day for which the holidays are known by which a day of a notice for an end is computed, if business days after it
// are counted too: a notice period of business days counts those before the end, even where all days of the notice are earlier.
func NoticeKnownUntil(e *Supplier, k *model.Contract, c civil.ContractEnd) civil.Date {
	var limit holidayLimit
	limit.notice(e, k, c)
	return limit.until
}

func (l *holidayLimit) notice(e *Supplier, k *model.Contract, c civil.ContractEnd) {
	if c.LastNotice.IsZero() || k.Notice == nil {
		return
	}
	if k.Notice.BusinessDays > 0 {
		l.count(e.Entry.Calendar, c.End)
	}
	if !k.NoRoll || k.Delivery.BusinessDays > 0 {
		l.count(e.Entry.Calendar, c.LastNotice)
	}
	if k.DecideWithin.BusinessDays > 0 {
		l.count(e.OwnCalendar, c.SendBy)
	}
}

// contractKnownUntil returns the same for the days in the row of a contract.
func contractKnownUntil(e *Supplier, t *ContractTerm) civil.Date {
	var limit holidayLimit
	k := t.Contract
	switch t.State {
	case stateOpen, stateKept, StateLocked:
		limit.notice(e, k, civil.ContractEnd{End: t.Current.End, NoticeDates: t.Current.Notice})
		limit.notice(e, k, civil.ContractEnd{End: t.Current.Committed, NoticeDates: t.Current.Next})
		if t.Decide != nil {
			limit.notice(e, k, t.Decide.ContractEnd)
		}
	case stateOpenEnded:
		limit.exit(e, k, t.exit)
	case StateTerminating:
		if OpenEnded(k) && t.Theirs == nil {
			limit.exit(e, k, t.Current.End)
		}
	}
	return limit.until
}

// exit takes in that an end follows from a notice, or that a notice sent today reaches it.
func (l *holidayLimit) exit(e *Supplier, k *model.Contract, end civil.Date) {
	if k.Notice != nil && k.Notice.BusinessDays > 0 || k.Delivery.BusinessDays > 0 {
		l.count(e.Entry.Calendar, end)
	}
}

// noteHolidayLimit notes on a row about an order or a confirmation that it depends on days beyond the last one for which holidays are known.
func noteHolidayLimit(e *Supplier, row *model.Deadline, latest civil.Date) {
	var limit holidayLimit
	limit.count(e.Entry.Calendar, latest)
	limit.count(e.OwnCalendar, latest)
	row.HolidaysKnownUntil = limit.until
}

// lastCounted returns the latest day from which the days of an occurrence are counted back.
func (o *Occurrence) lastCounted() civil.Date {
	last := Later(o.Dates.RequestBy, o.Dates.OrderBy)
	switch o.Dates.Binding {
	case civil.BindingLeadTime:
		last = Later(last, o.Window.NeedBy)
	case civil.BindingStock:
		last = Later(last, stockcoverage.CountRunsOut(o.Binds))
	}
	return last
}

// uncertain returns the sentence that days may be too late because holidays are not known; none where they are.
func uncertain(until civil.Date) []string {
	if until.IsZero() {
		return nil
	}
	return []string{fmt.Sprintf("Public holidays are known only until %s: the true deadlines may be earlier.", until)}
}
