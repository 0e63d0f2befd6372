package civil

import "sort"

// Agreement is a contract with terms, as far as dates go. Its first end comes from Start and Term, or from Ends, or, first of all, from
// RenewedUntil; each renewal has an end after it. A notice is looked for over all ends, never inside one term alone. An open-ended contract
// has no terms; see OpenEnded.
type Agreement struct {
	Start        Date
	Term         Period
	Ends         Date // the last day in force, where Start and Term are not known
	RenewedUntil Date // the last day in force after the latest renewal by hand

	Renews      bool   // at the end of a term another begins by itself
	Renewal     Period // in months and days; business days are not allowed
	MaxRenewals *int   // how many times at most; nil is without limit

	Notice *Notice // nil: how it is ended is not known, or nothing is to be said
	Stops  Date    // the end that a notice of either side leads to; zero: none was given
}

// NoticeReceived is our notice: the day on which they received it, and the end that it names; zero: it names none.
type NoticeReceived struct{ On, For Date }

// ContractEnd is a day on which a contract can end.
type ContractEnd struct {
	Nth         int // how many renewals precede it
	End         Date
	Last        bool // it comes by itself: no renewal follows, so that no notice is needed for it
	NoticeDates      // for a notice to this end; zero for the last one and without a notice period
}

// AgreementState is the state of an agreement on a day.
type AgreementState struct {
	Renewals int  // terms before the one in force, the first not counted
	End      Date // the last day of the term in force, or of the last one if it is over
	Last     bool // no term follows by itself
	Ended    bool // End is past

	// Terminating means that a notice ends it. End is the day that the notice leads to.
	Terminating bool
	// Notice holds the days for a notice to End; they are zero without a notice period, if no term follows, and under notice.
	Notice NoticeDates
	// Locked means that the last notice day for End is past. The agreement then runs until Committed, the first end that a notice still
	// reaches, and Next holds the days for that notice; they are zero if only the last end is left, which comes by itself.
	Locked    bool
	Committed Date
	Next      NoticeDates
}

// RenewedByHand returns the agreement after one more renewal by hand until a day. It uses up one of the renewals.
func (a Agreement) RenewedByHand(until Date) Agreement {
	a.RenewedUntil = later(a.RenewedUntil, until)
	if a.MaxRenewals != nil {
		left := max(0, *a.MaxRenewals-1)
		a.MaxRenewals = &left
	}
	return a
}

// EndAfter returns the last day in force after n renewals.
func (a Agreement) EndAfter(n int) Date {
	switch {
	case !a.RenewedUntil.IsZero():
		return RenewedEnd(a.RenewedUntil, a.Renewal, n)
	case !a.Ends.IsZero():
		return RenewedEnd(a.Ends, a.Renewal, n)
	default:
		return TermEnds(a.Start, a.Term, a.Renewal, n)
	}
}

// On returns the state of the agreement on today. An agreement without any end yields the zero AgreementState.
func (a Agreement) On(today Date) AgreementState {
	if a.EndAfter(0).IsZero() {
		return AgreementState{}
	}
	if !a.Stops.IsZero() {
		return AgreementState{
			Renewals: a.renewalsBy(earlier(today, a.Stops)), End: a.Stops, Last: true, Ended: today.After(a.Stops), Terminating: true,
		}
	}
	now := a.InForce(today)
	s := AgreementState{Renewals: now.Nth, End: now.End, Last: now.Last, Ended: today.After(now.End), Notice: now.NoticeDates}
	if !now.Last && a.Notice != nil && today.After(now.LastNotice) {
		reachable := a.Reachable(today)
		s.Locked, s.Committed, s.Next = true, reachable.End, reachable.NoticeDates
	}
	return s
}

// InForce returns the end of the term that holds a day, or the last end if all are over by then.
func (a Agreement) InForce(day Date) ContractEnd { return a.Nth(a.renewalsBy(day)) }

// Nth returns the end after n renewals.
func (a Agreement) Nth(n int) ContractEnd {
	e := ContractEnd{Nth: n, End: a.EndAfter(n), Last: !a.renewsAfter(n)}
	if !e.Last && a.Notice != nil {
		e.NoticeDates = a.Notice.Dates(e.End)
	}
	return e
}

// Reachable returns the first end that a notice received on a day can bring about: the first whose last notice day is not before it. Where
// there is none it returns the last end, which comes by itself.
func (a Agreement) Reachable(day Date) ContractEnd {
	return a.Nth(sort.Search(a.mostRenewals(), func(n int) bool {
		end := a.EndAfter(n)
		return end == Far || !day.After(a.lastNotice(end))
	}))
}

// lastNotice returns the last day on which a notice to end can be received. Without a known notice period it is that end itself.
func (a Agreement) lastNotice(end Date) Date {
	if a.Notice == nil {
		return end
	}
	return a.Notice.lastNotice(end)
}

// EndByNotice returns the end that a notice leads to: the one that it names if it was received in time for that, else the first that it
// reaches. It returns false for a notice that changes nothing: one that reaches only the last end, which comes by itself, and one that was
// received when all was over.
func (a Agreement) EndByNotice(r NoticeReceived) (Date, bool) {
	reached := a.Reachable(r.On)
	if reached.Last {
		// What never renews by itself can still be renewed by hand; a notice says that it will not be.
		return reached.End, reached.Nth == 0 && !a.Renews && !r.On.After(reached.End)
	}
	if named, found := a.EndOn(r.For); found && named.Nth > reached.Nth {
		return named.End, true
	}
	return reached.End, true
}

// EndOn returns the end that falls on a day, and false if the contract cannot end by itself or by notice on it.
func (a Agreement) EndOn(day Date) (ContractEnd, bool) {
	if day.IsZero() || day == Far || a.EndAfter(0).IsZero() {
		return ContractEnd{}, false
	}
	e := a.InForce(day)
	return e, e.End == day
}

// NearestEnds returns the last end before a day and the first one after it; either is zero where there is none.
func (a Agreement) NearestEnds(day Date) (before, after Date) {
	next := a.InForce(day)
	if next.End.Before(day) {
		return next.End, Date{}
	}
	if next.Nth > 0 {
		before = a.EndAfter(next.Nth - 1)
	}
	return before, next.End
}

// rollingDays is how long a renewal may be at most for a contract to count as rolling: three months, 13 weeks or 92 days.
const (
	rollingMonths = 3
	rollingDays   = 92
	longestMonth  = 31
)

// Rolling reports whether the agreement goes on after its first end for so short a time again and again that each end asking for a decision of its
// own would help nobody: by itself, without limit, and for three months at most.
func (a Agreement) Rolling() bool {
	p := a.Renewal
	if !a.Renews || a.MaxRenewals != nil || p.times(1).IsZero() {
		return false
	}
	return p.Months == rollingMonths && p.Days == 0 || p.Months*longestMonth+p.Days <= rollingDays
}

// renewsAfter reports whether another term follows by itself after n renewals.
func (a Agreement) renewsAfter(n int) bool {
	return n < a.mostRenewals() && a.EndAfter(n) != Far
}

// mostRenewals returns how many renewals there can be: none without a renewal term, and never more than there are days.
func (a Agreement) mostRenewals() int {
	switch {
	case !a.Renews || a.Renewal.times(1).IsZero():
		return 0
	case a.MaxRenewals != nil:
		return max(0, min(*a.MaxRenewals, reach))
	default:
		return reach
	}
}

// renewalsBy returns the number of renewals after which the term holds day, or the greatest possible if all are over by then.
func (a Agreement) renewalsBy(day Date) int {
	return sort.Search(a.mostRenewals(), func(n int) bool { return !a.EndAfter(n).Before(day) })
}
