package civil

import "sort"

// Agreement is a contract with terms, as far as dates go. Its end comes from Start and Term, or from Ends, or, first of all, from
// RenewedUntil. An open-ended one has no terms; see EarliestExit.
type Agreement struct {
	Start        Date
	Term         Period
	Ends         Date // the last day in force, where Start and Term are not known
	RenewedUntil Date // the last day in force after the latest renewal by hand

	Renews      bool   // at the end of a term another begins by itself
	Renewal     Period // in months and days; business days are not allowed
	MaxRenewals *int   // how many times at most; nil is without limit

	Notice   *Notice // nil: how it is ended is not known, or nothing is to be said
	Received Date    // the day a notice was received; zero if none was
}

// Standing is the state of an agreement on a day.
type Standing struct {
	Renewals int  // terms before the one in force, the first not counted
	End      Date // the last day of the term in force, or of the last one if it is over
	Last     bool // no term follows by itself
	Ended    bool // End is past

	// Terminating means that the notice received counts: it came during a term, by that term's last notice day. End is that term's.
	Terminating bool
	// Notice holds the days for a notice to End; they are zero without a notice period, and if no term follows.
	Notice NoticeDates
	// Locked means that the last notice day is past without a notice that counts. The agreement then runs until Committed, and Next holds
	// the days for a notice to end it then; they are zero if no term follows that one, and if the last of them lies before it begins,
	// since a notice counts only for the term in force.
	Locked    bool
	Committed Date
	Next      NoticeDates
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

// On returns the state of the agreement on today. An agreement without any end yields the zero Standing.
func (a Agreement) On(today Date) Standing {
	if a.EndAfter(0).IsZero() {
		return Standing{}
	}
	n := a.renewalsBy(today)
	terminated, ended := a.terminatedAfter()
	ended = ended && !a.Received.After(today)
	if ended {
		n = min(n, terminated)
	}
	s := Standing{Renewals: n, End: a.EndAfter(n), Terminating: ended}
	s.Last = ended || !a.renewsAfter(n)
	s.Ended = today.After(s.End)
	if !s.Last || ended {
		s.Notice = a.noticeFor(s.End)
	}
	if !s.Last && a.Notice != nil && today.After(s.Notice.LastNotice) {
		s.Locked = true
		s.Committed = a.EndAfter(n + 1)
		if next := a.noticeFor(s.Committed); a.renewsAfter(n+1) && next.LastNotice.After(s.End) {
			s.Next = next
		}
	}
	return s
}

// noticeFor returns the days for a notice to end, none without a notice period.
func (a Agreement) noticeFor(end Date) NoticeDates {
	if a.Notice == nil {
		return NoticeDates{}
	}
	return a.Notice.Dates(end)
}

// terminatedAfter returns the number of renewals of the term that the received notice ends, and false if none was received or it
// does not count.
func (a Agreement) terminatedAfter() (int, bool) {
	if a.Received.IsZero() {
		return 0, false
	}
	n := a.renewalsBy(a.Received)
	end := a.EndAfter(n)
	if a.Received.After(end) {
		return 0, false
	}
	return n, a.Notice == nil || !a.Received.After(a.noticeFor(end).LastNotice)
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
