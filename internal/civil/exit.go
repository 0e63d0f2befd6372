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

// EarliestExit returns the day on which an open-ended contract ends if a notice is received on a day: the first exit point not before
// the end of the notice period. Business days count in c.
func EarliestExit(received Date, notice Period, p ExitPoint, c *Calendar) Date {
	d := received.Plus(notice, c)
	if d.IsZero() {
		return d
	}
	switch p {
	case ExitMonthEnd:
		return d.EndOfMonth()
	case ExitQuarterEnd:
		return Date{Year: d.Year, Month: (d.Month + 2) / 3 * 3, Day: 1}.EndOfMonth()
	case ExitYearEnd:
		return Date{Year: d.Year, Month: time.December, Day: 31}
	default:
		return d
	}
}
