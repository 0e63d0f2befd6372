package civil

import "time"

// ExitPoint is the kind of days on which an open-ended contract may end.
type ExitPoint string

// The exit points. The empty ExitPoint is ExitAny.
const (
	ExitAny        ExitPoint = "any"
	ExitMonthEnd   ExitPoint = "month-end"
	ExitQuarterEnd ExitPoint = "quarter-end"
	ExitYearEnd    ExitPoint = "year-end"
)

// OpenEnded is a contract that runs until somebody gives notice, as far as dates go.
type OpenEnded struct {
	Notice  Notice
	Exit    ExitPoint
	Minimum Date // the last day of its minimum term; zero: it has none
}

// NewOpenEnded returns an open-ended contract whose minimum term begins on starts; without a term it has none.
func NewOpenEnded(starts Date, term Period, exit ExitPoint) OpenEnded {
	o := OpenEnded{Exit: exit}
	if term != (Period{}) {
		o.Minimum = TermEnd(starts, term)
	}
	return o
}

// EndByNotice returns the day on which a notice ends the contract: the one that it names if that is allowed and not too early, else the
// earliest one.
func (o OpenEnded) EndByNotice(r NoticeReceived) Date {
	earliest := o.EarliestExit(r.On)
	if r.For.After(earliest) && o.Allows(r.For) {
		return r.For
	}
	return earliest
}

// EarliestExit returns the first day on which the contract can end if a notice is received on a day: the first exit point not before the
// end of the notice period, and not before the last day of the minimum term, which is always allowed. With clear days, the day of receipt
// does not count. Business days count in the calendar of the one who receives the notice.
func (o OpenEnded) EarliestExit(received Date) Date {
	if o.Notice.Clear {
		received = received.AddDays(1)
	}
	d := received.Plus(o.Notice.Period, o.Notice.Theirs)
	if !d.After(o.Minimum) {
		return o.Minimum
	}
	return o.Exit.onOrAfter(d)
}

// Allows reports whether the contract may end on a day at all.
func (o OpenEnded) Allows(day Date) bool {
	return day == o.Minimum || day.After(o.Minimum) && o.Exit.onOrAfter(day) == day
}

// NearestExits returns the last day before a day on which the contract may end, and the first one after it; before is zero where the minimum
// term allows none.
func (o OpenEnded) NearestExits(day Date) (before, after Date) {
	if day.Before(o.Minimum) {
		return Date{}, o.Minimum
	}
	after = o.Exit.onOrAfter(day.AddDays(1))
	if day == o.Minimum {
		return Date{}, after
	}
	if before = o.Exit.before(day); before.Before(o.Minimum) {
		before = o.Minimum
	}
	return before, after
}

// onOrAfter returns the first exit point that is not before a day.
func (p ExitPoint) onOrAfter(d Date) Date {
	if d.IsZero() {
		return d
	}
	switch p {
	case ExitMonthEnd:
		return d.EndOfMonth()
	case ExitQuarterEnd:
		return pack(d.Year(), (d.Month()+2)/3*3, 1).EndOfMonth()
	case ExitYearEnd:
		return pack(d.Year(), time.December, 31)
	default:
		return d
	}
}

// before returns the last exit point before a day.
func (p ExitPoint) before(d Date) Date {
	switch p {
	case ExitMonthEnd:
		return pack(d.Year(), d.Month(), 1).AddDays(-1)
	case ExitQuarterEnd:
		return pack(d.Year(), (d.Month()-1)/3*3+1, 1).AddDays(-1)
	case ExitYearEnd:
		return pack(d.Year(), time.January, 1).AddDays(-1)
	default:
		return d.AddDays(-1)
	}
}
