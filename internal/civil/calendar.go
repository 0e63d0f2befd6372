package civil

import (
	"errors"
	"fmt"
	"slices"
	"time"
)

// SearchYears is how far a calendar is searched for a business day or an opening. A calendar that is closed for longer answers with
// the day or the instant that was asked about.
const SearchYears = 20

const searchDays = SearchYears * 366

// Calendar knows on which days and at which hours a team or a supplier works. It is immutable after NewCalendar and safe for
// concurrent use. A nil *Calendar is DefaultCalendar everywhere.
type Calendar struct {
	ID       string
	Location *time.Location // UTC if nil
	// AlwaysOpen lets OpenAt be true at any instant while days are still counted as business days or not: a team without a
	// calendar counts Monday to Friday and gets its mail at once.
	AlwaysOpen bool

	hours      *Hours
	officeDays bool // open from Monday to Friday only
	days       *workdays
	regions    []string
	lists      bool // holidays come from files too
	knownUntil Date
}

// CalendarSpec is what a calendar is built from.
type CalendarSpec struct {
	ID       string
	Location *time.Location // UTC if nil
	Regions  []string       // tables of public holidays, see Regions
	Listed   []Holiday      // holidays by date, from files
	// ListedUntil is the last day for which the files list holidays; zero without files.
	ListedUntil Date
	Closed      []Days         // more days off
	Open        []Days         // days that are worked although they are holidays or closed; single dates also on a weekend
	Weekend     []time.Weekday // Saturday and Sunday if nil, none if empty
	Hours       *Hours         // all day without a cut-off if nil
}

// ErrClosedEveryYear is the error for closed days that leave no working day.
var ErrClosedEveryYear = errors.New("its closed days take every day of the year")

var saturdayAndSunday = []time.Weekday{time.Saturday, time.Sunday}

// standard is the calendar that a nil *Calendar means; its days are shared by every default calendar.
var standard = &Calendar{Location: time.UTC, days: newWorkdays(CalendarSpec{Weekend: saturdayAndSunday})}

// DefaultCalendar returns a calendar in UTC with Saturday and Sunday off, no holidays and no hours.
func DefaultCalendar() *Calendar {
	return &Calendar{Location: time.UTC, days: standard.days}
}

// NewCalendar returns the calendar of a place with days given one by one; see BuildCalendar.
func NewCalendar(id string, loc *time.Location, regions []string, closed, open []Date, weekend []time.Weekday, hours *Hours) (*Calendar, error) {
	return BuildCalendar(CalendarSpec{ID: id, Location: loc, Regions: regions, Closed: eachDay(closed), Open: eachDay(open), Weekend: weekend, Hours: hours})
}

func eachDay(dates []Date) []Days {
	days := make([]Days, len(dates))
	for i, d := range dates {
		days[i] = DaysOn(d)
	}
	return days
}

// BuildCalendar returns the calendar of a place. A day that is closed and open is open. Errors: an unknown region, with the names close to it,
// a week without a working day, and days of every year that leave none.
func BuildCalendar(spec CalendarSpec) (*Calendar, error) {
	for _, r := range spec.Regions {
		if !KnownRegion(r) {
			return nil, unknownRegion(r)
		}
	}
	for _, day := range spec.Weekend {
		if day < time.Sunday || day > time.Saturday {
			return nil, fmt.Errorf("build calendar %q: a week has no day number %d", spec.ID, int(day))
		}
	}
	if spec.Weekend == nil {
		spec.Weekend = saturdayAndSunday
	}
	days := newWorkdays(spec)
	if !slices.Contains(days.weekdays[:], true) {
		return nil, fmt.Errorf("build calendar %q: the weekend takes all seven days", spec.ID)
	}
	if closedEveryYear(days) {
		return nil, fmt.Errorf("build calendar %q: %w", spec.ID, ErrClosedEveryYear)
	}
	c := &Calendar{
		ID: spec.ID, Location: orUTC(spec.Location), days: days,
		regions: slices.Clone(spec.Regions), lists: !spec.ListedUntil.IsZero(), knownUntil: firstLimit(HolidaysKnownUntil(spec.Regions...), spec.ListedUntil),
	}
	if spec.Hours != nil {
		copied := *spec.Hours
		c.hours = &copied
	}
	return c, nil
}

// closedEveryYear reports whether the days of every year leave no working day.
func closedEveryYear(w *workdays) bool {
	yearly := slices.ContainsFunc(w.closed.spans, func(d Days) bool { return d.from.IsZero() })
	const leapYear = 2400 // far from any single day that people write
	return yearly && w.compute(leapYear).total() == 0
}

func firstLimit(a, b Date) Date {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// HolidayRegions returns the regions whose public holidays the calendar observes.
func (c *Calendar) HolidayRegions() []string { return slices.Clone(c.orStandard().regions) }

// ListsHolidays reports whether the calendar has holidays from files.
func (c *Calendar) ListsHolidays() bool { return c.orStandard().lists }

// HolidaysKnownUntil returns the last day for which all holidays of the calendar are known; the zero Date where rules yield those of every year.
func (c *Calendar) HolidaysKnownUntil() Date { return c.orStandard().knownUntil }

// orStandard lets every method work on a nil *Calendar and on one written as a literal.
func (c *Calendar) orStandard() *Calendar {
	if c == nil {
		return standard
	}
	return c
}

// Zone returns the time zone in which the calendar's days begin; UTC if none is given.
func (c *Calendar) Zone() *time.Location { return orUTC(c.orStandard().Location) }

func (c *Calendar) table() *workdays {
	if days := c.orStandard().days; days != nil {
		return days
	}
	return standard.days
}

// Today returns the day that now is in the calendar's zone: the last one that has begun. Where the clocks go back over a midnight, the
// day before does not come again.
func (c *Calendar) Today(now time.Time) Date {
	local := now.In(c.Zone())
	today := DateOf(local)
	_, offset := local.Zone()
	if _, before := local.Add(-wholeDay).Zone(); before <= offset {
		return today
	}
	changed, _ := stretch(local)
	return later(today, DateOf(changed.Add(-1)))
}

// BusinessDay reports whether d is worked: no weekend, no holiday, not closed. The zero Date is not.
func (c *Calendar) BusinessDay(d Date) bool { return !d.IsZero() && c.table().year(d.Year()).works(d) }

// HolidayName returns the name of the public holiday observed on d, "closed" for a day closed by the calendar itself, and nothing for
// other days, weekends and holidays that the calendar takes away included.
func (c *Calendar) HolidayName(d Date) string { return c.table().year(d.Year()).names[d] }

// HasHours reports whether the calendar has opening hours at all.
func (c *Calendar) HasHours() bool { return c.orStandard().hours != nil }

// HasWorkingHours reports whether the calendar has hours that begin and end: it is neither without hours nor open around the clock.
func (c *Calendar) HasWorkingHours() bool {
	own := c.orStandard()
	return !own.AlwaysOpen && own.hours != nil && !own.hours.AllDay
}
