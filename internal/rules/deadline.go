package rules

import (
	"slices"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// The states of what has to be done again and again: reviews, sessions and verifications.
const (
	stateValid   = "valid"
	stateDue     = "due"
	stateOverdue = "overdue"
	stateNever   = "never"
)

const subjectSession = "session"

// Deadlines returns every computed day, sorted by Deadline.Compare: one row for each contract, one for the day by which the supplier must
// have given notice, one for each window's missed, current and lately settled occasions, one for each confirmation that is awaited or was
// settled lately, one for each address and number of a contact, and one for each review and session that is wanted. DaysLeft counts in the supplier's calendar from today.
func Deadlines(r *model.Registry, facts *model.Facts, now time.Time) []model.Deadline {
	rows := []model.Deadline{}
	for _, e := range newEvalContext(r, facts, now).evals {
		rows = append(rows, deadlineRows(e)...)
	}
	slices.SortFunc(rows, func(a, b model.Deadline) int { return a.Compare(&b) })
	return rows
}

func deadlineRows(e *supplierEval) []model.Deadline {
	var rows []model.Deadline
	for _, t := range e.terms {
		if longOver(e, t) {
			continue
		}
		rows = append(rows, contractRow(e, t))
		if row := theirRow(e, t); row != nil {
			rows = append(rows, *row)
		}
	}
	for _, o := range e.occurrences {
		rows = append(rows, windowRow(e, o))
	}
	for _, a := range e.confirmations {
		rows = append(rows, confirmationRow(e, a))
	}
	for _, c := range e.s.Contacts {
		for _, w := range verificationWays(e, c) {
			rows = append(rows, w.row)
		}
	}
	for _, row := range []*model.Deadline{reviewRow(e), sessionRow(e)} {
		if row != nil {
			rows = append(rows, *row)
		}
	}
	return rows
}

// longOver reports whether our notice ended a contract so long ago that nobody asks about it any more.
func longOver(e *supplierEval, t *contractTerm) bool {
	return t.state == stateEnded && t.Standing.Terminating && t.Standing.End.Before(e.today.AddMonths(-settledFor))
}

// newRow begins a deadline. A zero due has no days left.
func newRow(e *supplierEval, subject string, kind model.DeadlineKind, state string, due civil.Date, pos model.Position) model.Deadline {
	d := model.Deadline{Supplier: e.s.ID, Subject: subject, Kind: kind, State: state, Due: due, Position: pos}
	if !due.IsZero() {
		left := due.DaysSince(e.today)
		d.DaysLeft = &left
	}
	return d
}

// contractRow returns the one row of a contract: about its notice day, or about its end where no notice is awaited any more.
func contractRow(e *supplierEval, t *contractTerm) model.Deadline {
	dates := &model.ContractDates{CurrentEnd: t.Standing.End, Renewals: t.Standing.Renewals, EarliestEnd: t.exit}
	kind, due := model.DeadlineContractNotice, civil.Date{}
	switch t.state {
	case stateEnded, stateTerminating, stateEnding:
		kind, due = model.DeadlineContractEnd, t.Standing.End
	case stateOpen, stateKept, stateLocked:
		due = t.days.DecideBy
		dates.LastNoticeDate, dates.ReceiveBy, dates.SendBy, dates.DecideBy = t.days.LastNotice, t.days.ReceiveBy, t.days.SendBy, t.days.DecideBy
	}
	if t.state == stateLocked {
		due = t.Standing.Next.DecideBy
		dates.CommittedUntil, dates.NextLastNoticeDate = t.Standing.Committed, t.Standing.Next.LastNotice
	}
	row := newRow(e, model.KindContract.Subject(t.Contract.ID), kind, t.state, due, t.Contract.Pos)
	row.ContractDates = dates
	row.Settled = t.state == stateEnded && t.Standing.Terminating
	if !t.Standing.End.IsZero() {
		row.Occurrence = t.Standing.End.String()
	}
	return row
}

// theirRow returns the row of the day by which a notice of the supplier must have been received to end the contract; nil where no such day
// is known or the contract ends anyway. Once that day is past, the row is about the next term.
func theirRow(e *supplierEval, t *contractTerm) *model.Deadline {
	if t.Contract.NoticeTheirs == nil {
		return nil
	}
	switch t.state {
	case stateOpenEnded:
		row := newRow(e, model.KindContract.Subject(t.Contract.ID), model.DeadlineNoticeTheirs, stateOpenEnded, civil.Date{}, t.Contract.Pos)
		return &row
	case stateOpen, stateKept, stateLocked:
		end, last := theirLastNotice(e, t)
		row := newRow(e, model.KindContract.Subject(t.Contract.ID), model.DeadlineNoticeTheirs, stateOpen, last, t.Contract.Pos)
		row.Occurrence = end.String()
		return &row
	}
	return nil
}

// theirLastNotice returns the first end of a term that the supplier can still give notice for, and their last day to do so.
func theirLastNotice(e *supplierEval, t *contractTerm) (end, last civil.Date) {
	notice := civil.Notice{Period: *t.Contract.NoticeTheirs, Clear: t.Contract.ClearDays, Theirs: e.s.Calendar, Ours: e.ownCalendar}
	for n := t.nth; n < t.nth+manyTerms; n++ {
		end = t.agreement.EndAfter(n)
		last = notice.Dates(end).LastNotice
		if !last.Before(e.today) || t.agreement.MaxRenewals != nil && n >= *t.agreement.MaxRenewals {
			break
		}
	}
	return end, last
}

// manyTerms bounds the search for a term that can still be ended.
const manyTerms = 100

func windowRow(e *supplierEval, o *windowOccurrence) model.Deadline {
	row := newRow(e, model.KindOrderWindow.Subject(o.Window.ID), model.DeadlineOrderWindow, o.state, o.dates.RequestBy, o.Window.Pos)
	row.WindowDates = &model.WindowDates{
		Opens: o.Days.Opens, Closes: o.Days.Closes, OrderBy: o.dates.OrderBy, RequestBy: o.dates.RequestBy, Binding: string(o.dates.Binding),
	}
	row.Occurrence = o.Days.Opens.String()
	row.Settled = o.settled()
	return row
}

// reviewRow returns the row of the next review of the whole entry; nil where the tier wants none.
func reviewRow(e *supplierEval) *model.Deadline {
	if e.s.Tier.ReviewEvery.IsZero() {
		return nil
	}
	row := repeatedRow(e, subjectSupplier, model.DeadlineReview, lastReview(e), e.s.Tier.ReviewEvery, civil.Period{}, e.s.Pos)
	return &row
}

// sessionRow returns the row of the next session; nil where the tier wants none.
func sessionRow(e *supplierEval) *model.Deadline {
	if e.s.Tier.SessionEvery.IsZero() {
		return nil
	}
	pos := e.s.Pos
	if e.s.Sessions != nil {
		pos = e.s.Sessions.Pos
	}
	row := repeatedRow(e, subjectSession, model.DeadlineSession, lastSession(e), e.s.Tier.SessionEvery, e.limit("session-due"), pos)
	return &row
}

// repeatedRow returns the row of something that is valid for a period after it was last done.
func repeatedRow(e *supplierEval, subject string, kind model.DeadlineKind, last civil.Date, every, warn civil.Period, pos model.Position) model.Deadline {
	if last.IsZero() {
		return newRow(e, subject, kind, stateNever, civil.Date{}, pos)
	}
	due := last.Plus(every, e.ownCalendar)
	state := stateValid
	switch {
	case due.Before(e.today):
		state = stateOverdue
	case !warn.IsZero() && !due.After(e.today.Plus(warn, e.ownCalendar)):
		state = stateDue
	}
	return newRow(e, subject, kind, state, due, pos)
}
