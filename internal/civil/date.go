package civil

import (
	"cmp"
	"fmt"
	"time"
)

// Date is a day of the proleptic Gregorian calendar, years 1 to 9999, in no particular time zone. The zero Date means "no date" and
// sorts before every other. Dates are comparable with ==.
type Date struct {
	packed int32 // year, month and day, as pack puts them together: a registry of many suppliers has a million dates
}

// Far is the last representable day. Registries write it for "open-ended"; arithmetic that would pass it stays on it.
var Far = pack(lastYear, time.December, 31)

// first is the earliest representable day; arithmetic that would pass it stays on it.
var first = pack(firstYear, time.January, 1)

const (
	firstYear = 1
	lastYear  = 9999
)

// pack returns the day with these numbers, which must exist.
func pack(y int, m time.Month, d int) Date { return Date{int32(y<<9 | int(m)<<5 | d)} }

// Year returns the year of d, 0 for the zero Date.
func (d Date) Year() int { return int(d.packed >> 9) }

// Month returns the month of d, 0 for the zero Date.
func (d Date) Month() time.Month { return time.Month(d.packed >> 5 & 15) }

// Day returns the day of the month of d, 0 for the zero Date.
func (d Date) Day() int { return int(d.packed & 31) }

const (
	secondsPerDay = 24 * 60 * 60
	// reach bounds every count of days or months taken from outside: it spans all years, and sums of a few of it cannot overflow.
	reach = 10_000 * 366
)

// NewDate returns the day with these numbers. Numbers out of their range are carried over as time.Date does (32 January is
// 1 February), and the result is kept within 0001-01-01 and Far.
func NewDate(y int, m time.Month, d int) Date {
	y = max(-1, min(y, 10_001))
	m = time.Month(max(-reach, min(int(m), reach)))
	d = max(-reach, min(d, reach))
	return ofDay(dayNumber(y, m, d))
}

// ParseDate reads YYYY-MM-DD, nothing shorter or longer. A day that does not exist (2026-02-29) is an error that says so.
func ParseDate(s string) (Date, error) {
	y, m, d, ok := splitDate(s)
	if !ok {
		return Date{}, fmt.Errorf("parse date %q: want YYYY-MM-DD, e.g. 2027-03-31", s)
	}
	if y < 1 || m < 1 || m > 12 || d < 1 || d > daysIn(y, time.Month(m)) {
		return Date{}, fmt.Errorf("parse date %q: there is no such day", s)
	}
	return pack(y, time.Month(m), d), nil
}

// splitDate takes the three numbers out of a text of exactly the form YYYY-MM-DD.
func splitDate(s string) (y, m, d int, ok bool) {
	if len(s) != len("YYYY-MM-DD") || s[4] != '-' || s[7] != '-' {
		return 0, 0, 0, false
	}
	y, yOK := digits(s[:4])
	m, mOK := digits(s[5:7])
	d, dOK := digits(s[8:])
	return y, m, d, yOK && mOK && dOK
}

// digits reads a short run of ASCII digits and nothing else: no sign, no space, no digits of other scripts.
func digits(s string) (int, bool) {
	n := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, s != ""
}

// DateOf returns the day that t shows in its own location.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	if y < firstYear || y > lastYear {
		return NewDate(y, m, d)
	}
	return pack(y, m, d)
}

// IsZero reports whether d is the zero Date.
func (d Date) IsZero() bool { return d == Date{} }

// String returns YYYY-MM-DD, or nothing for the zero Date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	year, month, day := d.Year(), d.Month(), d.Day()
	return string([]byte{
		byte('0' + year/1000), byte('0' + year/100%10), byte('0' + year/10%10), byte('0' + year%10), '-',
		byte('0' + month/10), byte('0' + month%10), '-', byte('0' + day/10), byte('0' + day%10),
	})
}

// Compare returns -1, 0 or +1 as d is before, on or after o.
func (d Date) Compare(o Date) int {
	return cmp.Compare(d.packed, o.packed)
}

// Equal does what == does, for libraries that cannot see what a Date is made of.
func (d Date) Equal(o Date) bool { return d == o }

// Before reports whether d is earlier than o.
func (d Date) Before(o Date) bool { return d.packed < o.packed }

// After reports whether d is later than o.
func (d Date) After(o Date) bool { return d.packed > o.packed }

// AddDays returns the day n days later, or earlier if n is negative.
func (d Date) AddDays(n int) Date {
	if d.IsZero() {
		return d
	}
	if day := d.Day() + n; day >= 1 && day <= daysIn(d.Year(), d.Month()) {
		return Date{d.packed + int32(n)}
	}
	return ofDay(d.number() + max(-reach, min(n, reach)))
}

// DaysSince returns how many days d lies after o, negative if before. It means nothing if one of the two is the zero Date.
func (d Date) DaysSince(o Date) int { return d.number() - o.number() }

// Weekday returns the day of the week of d.
func (d Date) Weekday() time.Weekday {
	// 1970-01-01, day 0, was a Thursday.
	return time.Weekday(((d.number()+int(time.Thursday))%7 + 7) % 7)
}

// AddMonths returns the same day n months later, or earlier if n is negative; where that month has no such day, its last day
// (31 January + 1 month is 28 or 29 February).
func (d Date) AddMonths(n int) Date {
	if d.IsZero() {
		return d
	}
	y, m := shiftMonth(d, n)
	switch {
	case y < firstYear:
		return first
	case y > lastYear:
		return Far
	}
	return pack(y, m, min(d.Day(), daysIn(y, m)))
}

// shiftMonth returns year and month n months away from d's; the year may lie outside of 1 to 9999.
func shiftMonth(d Date, n int) (int, time.Month) {
	months := d.Year()*12 + int(d.Month()) - 1 + max(-reach, min(n, reach))
	y, m := months/12, months%12
	if m < 0 {
		y, m = y-1, m+12
	}
	return y, time.Month(m + 1)
}

// EndOfMonth returns the last day of d's month.
func (d Date) EndOfMonth() Date {
	if d.IsZero() {
		return d
	}
	return pack(d.Year(), d.Month(), daysIn(d.Year(), d.Month()))
}

// daysBefore is how many days of a year that is no leap year lie before each month.
var daysBefore = [...]int{0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334}

// epoch is the number of 1970-01-01 where 0001-01-01 is day 1.
const epoch = 719163

// number counts the days from 1970-01-01, which is 0.
func (d Date) number() int {
	if d.IsZero() {
		return dayNumber(0, 0, 0)
	}
	years, month := d.Year()-1, d.Month()
	n := years*365 + years/4 - years/100 + years/400 + daysBefore[month-1] + d.Day() - epoch
	if month > time.February && isLeap(years+1) {
		n++
	}
	return n
}

func dayNumber(y int, m time.Month, d int) int {
	return int(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / secondsPerDay)
}

var firstNumber, farNumber = first.number(), Far.number()

// ofDay is the inverse of number, kept within the representable days.
func ofDay(n int) Date {
	n = max(firstNumber, min(n, farNumber))
	y, m, d := time.Unix(int64(n)*secondsPerDay, 0).UTC().Date()
	return pack(y, m, d)
}

func daysIn(y int, m time.Month) int {
	switch m {
	case time.February:
		if isLeap(y) {
			return 29
		}
		return 28
	case time.April, time.June, time.September, time.November:
		return 30
	default:
		return 31
	}
}

func isLeap(y int) bool { return y%4 == 0 && (y%100 != 0 || y%400 == 0) }
