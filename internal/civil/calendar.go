package civil

import (
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

	hours *Hours
	days  *workdays
}

// standard is the calendar that a nil *Calendar means; its days are shared by every default calendar.
var standard = &Calendar{
	Location: time.UTC,
	days:     newWorkdays(nil, nil, nil, []time.Weekday{time.Saturday, time.Sunday}),
}

// DefaultCalendar returns a calendar in UTC with Saturday and Sunday off, no holidays and no hours.
func DefaultCalendar() *Calendar {
	return &Calendar{Location: time.UTC, days: standard.days}
}

// NewCalendar returns the calendar of a place. Regions name lists of public holidays (see Regions); closed adds days to them and open
// takes days away, also from the weekend; a day in both is open. A nil weekend is Saturday and Sunday, an empty one none. Nil hours
// mean all day without a cut-off. Errors: an unknown region, with the names close to it, and a week without a working day.
func NewCalendar(id string, loc *time.Location, regions []string, closed, open []Date, weekend []time.Weekday, hours *Hours) (*Calendar, error) {
	for _, r := range regions {
		if !KnownRegion(r) {
			return nil, unknownRegion(r)
		}
	}
	for _, day := range weekend {
		if day < time.Sunday || day > time.Saturday {
			return nil, fmt.Errorf("build calendar %q: a week has no day number %d", id, int(day))
		}
	}
	if weekend == nil {
		weekend = []time.Weekday{time.Saturday, time.Sunday}
	}
	days := newWorkdays(regions, closed, open, weekend)
	if !slices.Contains(days.weekdays[:], true) {
		return nil, fmt.Errorf("build calendar %q: the weekend takes all seven days", id)
	}
	c := &Calendar{ID: id, Location: orUTC(loc), days: days}
	if hours != nil {
		copied := *hours
		c.hours = &copied
	}
	return c, nil
}

// orStandard lets every method work on a nil *Calendar and on one written as a literal.
func (c *Calendar) orStandard() *Calendar {
	if c == nil {
		return standard
	}
	return c
}

func (c *Calendar) location() *time.Location { return orUTC(c.orStandard().Location) }

func (c *Calendar) table() *workdays {
	if days := c.orStandard().days; days != nil {
		return days
	}
	return standard.days
}

// Today returns the day that now is in the calendar's zone: the last one that has begun. Where the clocks go back over a midnight, the
// day before does not come again.
func (c *Calendar) Today(now time.Time) Date {
	local := now.In(c.location())
	today := DateOf(local)
	_, offset := local.Zone()
	if _, before := local.Add(-wholeDay).Zone(); before <= offset {
		return today
	}
	changed, _ := stretch(local)
	return later(today, DateOf(changed.Add(-1)))
}

// BusinessDay reports whether d is worked: no weekend, no holiday, not closed. The zero Date is not.
func (c *Calendar) BusinessDay(d Date) bool { return !d.IsZero() && c.table().year(d.Year).works(d) }

// HolidayName returns the name of the public holiday observed on d, "closed" for a day closed by the calendar itself, and nothing for
// other days, weekends and holidays that the calendar takes away included.
func (c *Calendar) HolidayName(d Date) string { return c.table().year(d.Year).names[d] }

// HasHours reports whether the calendar has opening hours at all.
func (c *Calendar) HasHours() bool { return c.orStandard().hours != nil }
