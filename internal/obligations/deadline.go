package obligations

import (
	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/rulebook"
)

// The states of what has to be done again and again: reviews, sessions and verifications.
const (
	StateValid   = "valid"
	StateDue     = "due"
	StateOverdue = "overdue"
	StateNever   = "never"
)

// DeadlineRows returns the computed days of what we and the supplier owe each other, in no particular order.
func DeadlineRows(e *Supplier) []model.Deadline {
	var rows []model.Deadline
	for _, t := range e.Terms {
		if longOver(e, t) {
			continue
		}
		rows = append(rows, ContractRow(e, t))
		if row := TheirRow(e, t); row != nil {
			rows = append(rows, *row)
		}
	}
	for _, o := range e.Occurrences {
		row := windowRow(e, o)
		noteHolidayLimit(e, &row, o.lastCounted())
		rows = append(rows, row)
	}
	for _, a := range e.Confirmations {
		row := confirmationRow(e, a)
		noteHolidayLimit(e, &row, row.Due)
		rows = append(rows, row)
	}
	if row, wanted := ReviewRow(e); wanted {
		rows = append(rows, row)
	}
	if row, wanted := SessionRow(e); wanted {
		rows = append(rows, row)
	}
	return rows
}

// longOver reports whether our notice ended a contract so long ago that nobody asks about it any more.
func longOver(e *Supplier, t *ContractTerm) bool {
	return t.State == StateEnded && t.EndedByUs() && !t.TooLate() && len(StillDepends(e, t)) == 0 && t.Current.End.Before(e.Today.AddMonths(-settledFor))
}

// newRow begins a deadline. A zero due has no days left.
func newRow(e *Supplier, subject model.Subject, kind model.DeadlineKind, state string, due civil.Date, pos model.Position) model.Deadline {
	d := model.Deadline{Supplier: e.Entry.ID, Subject: subject, Kind: kind, State: state, Due: due, Position: pos}
	d.Zones = e.DayZones(endsAtSupplier(kind))
	if !due.IsZero() {
		d.DaysLeft = DaysLeft(e, due, endsAtSupplier(kind))
	}
	return d
}

// endsAtSupplier reports whether days of a kind end when the next day begins at the supplier, and not at the owner.
func endsAtSupplier(kind model.DeadlineKind) bool {
	return kind == model.DeadlineContractEnd || kind == model.DeadlineOrderConfirm || kind == model.DeadlineDelivery
}

// DayZones returns the zones of a deadline that ends at the supplier or at the owner.
func (e *Supplier) DayZones(atSupplier bool) civil.DayZones {
	z := civil.DayZones{Ends: e.OwnCalendar.Zone(), Owner: e.OwnCalendar.Zone()}
	if atSupplier {
		z.Ends = e.Entry.Calendar.Zone()
	}
	return z
}

// DaysLeft returns how many days are left until a day that ends at the supplier or at the owner; nil without a day.
func DaysLeft(e *Supplier, due civil.Date, atSupplier bool) *int {
	if due.IsZero() {
		return nil
	}
	theirs := e.OwnCalendar
	if atSupplier {
		theirs = e.Entry.Calendar
	}
	left := civil.DaysLeftFrom(e.OwnToday, due, e.Context.Now, theirs)
	return &left
}

// ContractRow returns the one row of a contract: about its notice day, or about its end where no notice is awaited any more.
func ContractRow(e *Supplier, t *ContractTerm) model.Deadline {
	dates := &model.ContractDates{CurrentEnd: t.Current.End, Renewals: t.Current.Renewals, EarliestEnd: t.exit, NoticeEffect: t.unexpectedEffect()}
	kind, due := model.DeadlineContractNotice, civil.Date{}
	switch t.State {
	case StateEnded, StateTerminating, stateEnding:
		kind, due = model.DeadlineContractEnd, t.Current.End
	case stateOpen, stateKept, StateLocked:
		dates.LastNoticeDate = t.Current.Notice.LastNotice
		if d := t.Decide; d != nil {
			due = d.DecideBy
			dates.NoticeFor, dates.ReceiveBy, dates.SendBy, dates.DecideBy = d.End, d.ReceiveBy, d.SendBy, d.DecideBy
		}
	}
	if t.State == StateLocked {
		dates.CommittedUntil, dates.NextLastNoticeDate = t.Current.Committed, t.Current.Next.LastNotice
	}
	row := newRow(e, model.KindContract.Subject(t.Contract.ID), kind, t.State, due, t.Contract.Pos)
	row.ContractDates = dates
	row.HolidaysKnownUntil = contractKnownUntil(e, t)
	row.Settled = t.State == StateEnded && t.EndedByUs()
	switch {
	case t.AwaitsDecision() && t.Decide != nil:
		row.Occurrence = t.Decide.End.String()
	case !t.Current.End.IsZero():
		row.Occurrence = t.Current.End.String()
	}
	return row
}

// TheirRow returns the row of the day by which a notice of the supplier must have been received to end the contract; nil where no such day
// is known or the contract ends anyway. Once that day is past, the row is about the next term.
func TheirRow(e *Supplier, t *ContractTerm) *model.Deadline {
	if t.Contract.NoticeTheirs == nil {
		return nil
	}
	switch {
	case t.State == stateOpenEnded && OpenEnded(t.Contract):
		row := newRow(e, model.KindContract.Subject(t.Contract.ID), model.DeadlineNoticeTheirs, stateOpenEnded, civil.Date{}, t.Contract.Pos)
		return &row
	case t.AwaitsDecision() || t.State == stateOpenEnded:
		end, last := theirLastNotice(e, t)
		row := newRow(e, model.KindContract.Subject(t.Contract.ID), model.DeadlineNoticeTheirs, stateOpen, last, t.Contract.Pos)
		row.Occurrence = end.String()
		if t.Contract.NoticeTheirs.BusinessDays > 0 {
			var limit holidayLimit
			limit.count(e.Entry.Calendar, end)
			row.HolidaysKnownUntil = limit.until
		}
		return &row
	}
	return nil
}

// theirLastNotice returns the first end of a term that the supplier can still give notice for, and their last day to do so.
func theirLastNotice(e *Supplier, t *ContractTerm) (end, last civil.Date) {
	notice := civil.Notice{Period: *t.Contract.NoticeTheirs, Clear: t.Contract.ClearDays, Theirs: e.Entry.Calendar, Ours: e.OwnCalendar}
	first := t.Agreement.InForce(e.Today).Nth
	for n := first; n < first+manyTerms; n++ {
		end = t.Agreement.EndAfter(n)
		last = notice.Dates(end).LastNotice
		if !last.Before(e.Today) || t.Agreement.MaxRenewals != nil && n >= *t.Agreement.MaxRenewals {
			break
		}
	}
	return end, last
}

// manyTerms bounds the search for a term that can still be ended.
const manyTerms = 100

func windowRow(e *Supplier, o *Occurrence) model.Deadline {
	row := newRow(e, model.KindOrderWindow.Subject(o.Window.ID), model.DeadlineOrderWindow, o.State, o.Dates.RequestBy, o.Window.Pos)
	row.WindowDates = &model.WindowDates{
		Opens: o.Days.Opens, Closes: o.Days.Closes, OrderBy: o.Dates.OrderBy, RequestBy: o.Dates.RequestBy, Binding: string(o.Dates.Binding),
	}
	row.Occurrence = o.Days.Opens.String()
	row.Settled = o.Settled()
	return row
}

// ReviewRow returns the row of the next review of the whole entry, if the tier wants one.
func ReviewRow(e *Supplier) (row model.Deadline, wanted bool) {
	if e.Entry.Tier.ReviewEvery.IsZero() {
		return model.Deadline{}, false
	}
	return RepeatedRow(e, model.SubjectSupplier, model.DeadlineReview, LastReview(e), e.Entry.Tier.ReviewEvery, civil.Period{}, e.Entry.Pos), true
}

// SessionRow returns the row of the next session, if the tier wants one.
func SessionRow(e *Supplier) (row model.Deadline, wanted bool) {
	if e.Entry.Tier.SessionEvery.IsZero() {
		return model.Deadline{}, false
	}
	pos := e.Entry.Pos
	if e.Entry.Sessions != nil {
		pos = e.Entry.Sessions.Pos
	}
	return RepeatedRow(e, model.SubjectSession, model.DeadlineSession, lastSession(e), e.Entry.Tier.SessionEvery, e.Limit(rulebook.SessionDue), pos), true
}

// RepeatedRow returns the row of something that is valid for a period after it was last done.
func RepeatedRow(e *Supplier, subject model.Subject, kind model.DeadlineKind, last civil.Date, every, warn civil.Period, pos model.Position) model.Deadline {
	state, due := Repeated(e, last, every, warn)
	return newRow(e, subject, kind, state, due, pos)
}

// Repeated returns where something stands that is valid for a period after it was last done, and until when it is; zero if it never was done.
func Repeated(e *Supplier, last civil.Date, every, warn civil.Period) (state string, due civil.Date) {
	if last.IsZero() {
		return StateNever, civil.Date{}
	}
	due = last.Plus(every, e.OwnCalendar)
	switch {
	case due.Before(e.OwnToday):
		return StateOverdue, due
	case !warn.IsZero() && !due.After(e.OwnToday.Plus(warn, e.OwnCalendar)):
		return StateDue, due
	}
	return StateValid, due
}
