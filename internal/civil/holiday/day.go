package holiday

import "time"

// day is a day of the proleptic Gregorian calendar as its number after 1 January 1970.
type day int

const secondsPerDay = 24 * 60 * 60

func dayOf(year int, month time.Month, dayOfMonth int) day {
	return day(floorDiv(time.Date(year, month, dayOfMonth, 0, 0, 0, 0, time.UTC).Unix(), secondsPerDay))
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

func (d day) time() time.Time { return time.Unix(int64(d)*secondsPerDay, 0).UTC() }

func (d day) weekday() time.Weekday { return d.time().Weekday() }

func (d day) weekend() bool { return d.weekday() == time.Saturday || d.weekday() == time.Sunday }

func (d day) year() int { return d.time().Year() }

// onOrAfter returns the first day from d on that is the weekday.
func (d day) onOrAfter(w time.Weekday) day { return d + day((int(w)-int(d.weekday())+7)%7) }

// before returns the last day before d that is the weekday.
func (d day) before(w time.Weekday) day { return (d - 7).onOrAfter(w) }
