package civil

import (
	"slices"
	"strconv"
	"time"

	"github.com/teambition/rrule-go"
)

// A rule is walked period by period: the year, month, week or day of its frequency that the interval selects, numbered from that of the
// starting day. The library's own iterator is not used for it, because it runs to the year 9999 when nothing matches and misplaces the
// weeks around New Year.

// periodOf returns the number of the last period that begins on or before d, which is not before the starting day.
func (r *rule) periodOf(d Date) int {
	switch r.freq {
	case rrule.YEARLY:
		return (d.Year() - r.from.Year()) / r.interval
	case rrule.MONTHLY:
		return ((d.Year()-r.from.Year())*12 + int(d.Month()-r.from.Month())) / r.interval
	case rrule.WEEKLY:
		return (d.number() - r.weekOf(r.from)) / (7 * r.interval)
	default:
		return d.DaysSince(r.from) / r.interval
	}
}

// begin returns the number of the first day of period k, which may lie beyond Far.
func (r *rule) begin(k int) int {
	n := k * r.interval
	switch r.freq {
	case rrule.YEARLY:
		return dayNumber(r.from.Year()+n, time.January, 1)
	case rrule.MONTHLY:
		return dayNumber(r.from.Year(), r.from.Month()+time.Month(n), 1)
	case rrule.WEEKLY:
		return r.weekOf(r.from) + 7*n
	default:
		return r.from.number() + n
	}
}

// weekOf returns the number of the day on which the week of d begins.
func (r *rule) weekOf(d Date) int {
	return d.number() - int(d.Weekday()-r.weekStart+7)%7
}

// occurrences returns the days of period k that occur, in order. Days before the starting day or after the end of the rule are left
// out only after the positions were counted, since those count within the whole period.
func (r *rule) occurrences(k int) []Date {
	days := r.pick(r.matching(k))
	return slices.DeleteFunc(days, func(d Date) bool { return d.Before(r.from) || d.After(r.until) })
}

func (r *rule) matching(k int) []Date {
	begin := ofDay(r.begin(k))
	switch r.freq {
	case rrule.YEARLY:
		var days []Date
		for m := time.January; m <= time.December; m++ {
			days = r.inMonth(days, begin.Year(), m)
		}
		return days
	case rrule.MONTHLY:
		return r.inMonth(nil, begin.Year(), begin.Month())
	case rrule.WEEKLY:
		return r.inDays(r.begin(k), 7)
	default:
		return r.inDays(r.begin(k), 1)
	}
}

// inMonth appends the matching days of a month to days.
func (r *rule) inMonth(days []Date, y int, m time.Month) []Date {
	if !allows(r.months, int(m)) {
		return days
	}
	wd := pack(y, m, 1).Weekday()
	for day := range daysIn(y, m) {
		if d := pack(y, m, day+1); r.matches(d, wd) {
			days = append(days, d)
		}
		wd = (wd + 1) % 7
	}
	return days
}

// inDays returns the matching days among the n days from the one numbered begin, as far as they can be represented.
func (r *rule) inDays(begin, n int) []Date {
	var days []Date
	for i := max(begin, firstNumber); i < min(begin+n, farNumber+1); i++ {
		d := ofDay(i)
		if allows(r.months, int(d.Month())) && r.matches(d, d.Weekday()) {
			days = append(days, d)
		}
	}
	return days
}

// matches reports whether d, whose month is allowed and whose day of the week is wd, fulfils all other parts of the rule.
func (r *rule) matches(d Date, wd time.Weekday) bool {
	last := daysIn(d.Year(), d.Month())
	return allows(r.monthDays, d.Day(), d.Day()-last-1) && r.onWeekday(d, wd) && r.onYearDay(d) && r.inWeek(d)
}

func (r *rule) onWeekday(d Date, wd time.Weekday) bool {
	if len(r.weekdays) == 0 {
		return true
	}
	return slices.ContainsFunc(r.weekdays, func(w weekday) bool {
		return w.day == wd && (w.n == 0 || r.nth(d, w.n))
	})
}

// nth reports whether d is the n-th of its day of the week: in its month, or in its year if a yearly rule names no months.
func (r *rule) nth(d Date, n int) bool {
	day, length := d.Day(), daysIn(d.Year(), d.Month())
	if r.freq == rrule.YEARLY && len(r.months) == 0 {
		day, length = yearDay(d)
	}
	if n > 0 {
		return (day-1)/7+1 == n
	}
	return (length-day)/7+1 == -n
}

func (r *rule) onYearDay(d Date) bool {
	if len(r.yearDays) == 0 {
		return true
	}
	day, length := yearDay(d)
	return allows(r.yearDays, day, day-length-1)
}

// inWeek reports whether d lies in one of the weeks, numbered as ISO 8601 does: a week belongs to the year that holds its fourth day.
func (r *rule) inWeek(d Date) bool {
	if len(r.weeks) == 0 {
		return true
	}
	middle := ofDay(r.weekOf(d) + 3)
	day, length := yearDay(middle)
	week := (day-1)/7 + 1
	total := week + (length-day)/7
	return allows(r.weeks, week, week-total-1)
}

// pick applies the positions: the n-th of the days, counted from the end if negative.
func (r *rule) pick(days []Date) []Date {
	if len(r.positions) == 0 {
		return days
	}
	var picked []Date
	for i, d := range days {
		if allows(r.positions, i+1, i-len(days)) {
			picked = append(picked, d)
		}
	}
	return picked
}

// allows reports whether an absent list lets everything pass or a present one holds one of the values.
func allows(list []int, values ...int) bool {
	if len(list) == 0 {
		return true
	}
	return slices.ContainsFunc(values, func(v int) bool { return slices.Contains(list, v) })
}

// yearDay returns which day of its year d is, from 1, and how many the year has.
func yearDay(d Date) (day, length int) {
	length = 365
	if isLeap(d.Year()) {
		length = 366
	}
	return d.number() - dayNumber(d.Year(), time.January, 1) + 1, length
}

// skipPeriods is how many periods are looked at for one without a date: 28 years hold every shape of year, and of month.
const skipPeriods = 28

// firstSkipped returns the name of the first month, or year, after the starting one that the rule selects and that has no date.
func (r *rule) firstSkipped() string {
	if r.freq != rrule.YEARLY && r.freq != rrule.MONTHLY {
		return ""
	}
	for k := 1; k <= skipPeriods; k++ {
		begin := ofDay(r.begin(k))
		if !begin.AddMonths(12).Before(r.until) {
			return ""
		}
		if name := r.skippedIn(k, begin); name != "" {
			return name
		}
	}
	return ""
}

// skippedIn returns the name of what has no date in period k: one of the months if the rule names months or is a monthly one, else the year.
func (r *rule) skippedIn(k int, begin Date) string {
	days := r.pick(r.matching(k))
	if r.freq == rrule.YEARLY && (len(r.months) == 0 || len(r.positions) > 0) {
		if len(days) == 0 {
			return strconv.Itoa(begin.Year())
		}
		return ""
	}
	months := r.months
	if r.freq == rrule.MONTHLY {
		months = []int{int(begin.Month())}
	}
	for _, m := range months {
		promised := allows(r.months, m)
		if promised && !slices.ContainsFunc(days, func(d Date) bool { return int(d.Month()) == m }) {
			return time.Month(m).String() + " " + strconv.Itoa(begin.Year())
		}
	}
	return ""
}
