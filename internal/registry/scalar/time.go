package scalar

import (
	"cmp"
	"errors"
	"fmt"
	"strings"
	"time"
	_ "time/tzdata" // time zones are known on machines that have no database of them

	"github.com/robfig/cron/v3"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/strictyaml"
)

// Zone is a time zone by its name.
type Zone struct{ *time.Location }

// UnmarshalText loads the zone.
func (z *Zone) UnmarshalText(b []byte) error {
	loc, err := time.LoadLocation(string(b))
	if err != nil || string(b) == "Local" {
		return fmt.Errorf("is not a time zone%s", suggestZone(string(b)))
	}
	z.Location = loc
	return nil
}

// suggestZone returns which zone may have been meant.
func suggestZone(name string) string {
	near, ok := civil.ZoneOf(name)
	if !ok {
		near, ok = strictyaml.Suggest(name, civil.Zones())
	}
	if ok {
		return fmt.Sprintf("; did you mean `%s`?", near)
	}
	return ": expected a name of the IANA such as Europe/Berlin"
}

// Region is a table of public holidays.
type Region string

// UnmarshalText looks the region up.
func (r *Region) UnmarshalText(b []byte) error {
	if !civil.KnownRegion(string(b)) {
		return fmt.Errorf("is not a region with known holidays; %s", civil.SuggestRegion(string(b)))
	}
	*r = Region(b)
	return nil
}

// Choices belongs to the schema.
func (Region) Choices() []string { return civil.Regions() }

// Weekday is a day of the week in English.
type Weekday string

// Words lists the days of the week from Sunday on, as package time counts them.
func (Weekday) Words() []string {
	return []string{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"}
}

// Day returns the weekday of package time.
func (w Weekday) Day() time.Weekday {
	for i, name := range w.Words() {
		if name == string(w) {
			return time.Weekday(i)
		}
	}
	return time.Sunday
}

// Hours is a span of the day.
type Hours struct{ civil.Hours }

// UnmarshalText reads "08:00-17:00" or "24/7".
func (h *Hours) UnmarshalText(b []byte) error {
	parsed, err := civil.ParseHours(string(b))
	if err != nil {
		return errors.New(`are not valid hours: expected something like "08:00-17:00", or "24/7"`)
	}
	h.Hours = parsed
	return nil
}

// Pattern belongs to the schema.
func (Hours) Pattern() string {
	return `^(24/7|([01][0-9]|2[0-3]):[0-5][0-9] ?[-–] ?(([01][0-9]|2[0-3]):[0-5][0-9]|24:00))$`
}

// MonthDay is a day of every year.
type MonthDay struct{ civil.MonthDay }

// UnmarshalText reads month and day.
func (m *MonthDay) UnmarshalText(b []byte) error {
	parsed, err := civil.ParseMonthDay(string(b))
	if err != nil {
		return errors.New("is not a valid day of the year: expected month and day like 09-30")
	}
	m.MonthDay = parsed
	return nil
}

// Unquoted implements strictyaml.Unquoted.
func (MonthDay) Unquoted() {}

// Pattern belongs to the schema.
func (MonthDay) Pattern() string { return `^(` + monthDayPattern + `)$` }

// monthDayPattern matches the days that at least one year has.
const monthDayPattern = `(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-9])`

// Days are days on which a place is closed or open.
type Days struct{ civil.Days }

// UnmarshalText reads a day, a day of every year, or a range of either.
func (d *Days) UnmarshalText(b []byte) error {
	parsed, err := civil.ParseDays(string(b))
	if err != nil {
		return errors.New(invalidDays(string(b)))
	}
	d.Days = parsed
	first, last, _ := strings.Cut(string(b), "/")
	return cmp.Or(likelyYear(first), likelyYear(last))
}

// likelyYear returns the error for a date in an unlikely year. The version before read it.
func likelyYear(text string) error {
	if date, err := civil.ParseDate(text); err == nil {
		if why := strictyaml.UnlikelyYear(date); why != "" {
			return strictyaml.NewlyRefusedError(why)
		}
	}
	return nil
}

// invalidDays returns what is wrong with days that cannot be read.
func invalidDays(text string) string {
	const want = "expected a date like 2027-12-31, 12-24 or 12-24/01-06 for every year, or a range like 2027-08-02/2027-08-13"
	first, last, isRange := strings.Cut(text, "/")
	from, err := civil.ParseDate(first)
	to, errTo := civil.ParseDate(last)
	switch {
	case err == nil && errTo == nil && to.Before(from):
		return "ends before it begins: write the earlier date first"
	case isMissingDay(first):
		return strictyaml.InvalidDate(first)
	case isRange && isMissingDay(last):
		return strictyaml.InvalidDate(last)
	}
	return "is not a valid day: " + want
}

// Unquoted implements strictyaml.Unquoted.
func (Days) Unquoted() {}

// Pattern belongs to the schema.
func (Days) Pattern() string {
	const (
		leapYear   = `([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)`
		commonDay  = `(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8])`
		writtenDay = `([0-9]{4}-(` + commonDay + `)|` + leapYear + `-02-29)`
	)
	return `^(` + writtenDay + `(/` + writtenDay + `)?|(` + monthDayPattern + `)(/(` + monthDayPattern + `))?)$`
}

// Moment is a day or an instant.
type Moment struct{ model.Moment }

// UnmarshalText reads a date, or a time by RFC 3339 with seconds and offset.
func (m *Moment) UnmarshalText(b []byte) error {
	if !strings.ContainsAny(string(b), "T :") {
		day, err := civil.ParseDate(string(b))
		if err != nil {
			return errors.New(strictyaml.InvalidDate(string(b)))
		}
		m.Moment = model.Moment{Date: day}
		return likelyYear(string(b))
	}
	at, err := time.Parse(time.RFC3339, string(b))
	if err != nil || at.Year() < 1 {
		if day, _, timed := strings.Cut(string(b), "T"); timed && isMissingDay(day) {
			return errors.New(strictyaml.InvalidDate(day))
		}
		return errors.New("is not a valid time: expected a date like 2026-09-12, or a time with its offset like 2026-09-12T14:00:00+02:00")
	}
	m.Moment = model.Moment{Date: civil.DateOf(at), Instant: at}
	return likelyYear(at.Format(time.DateOnly))
}

// isMissingDay reports whether a text has the length of a date and names a day that does not exist.
func isMissingDay(day string) bool {
	_, err := civil.ParseDate(day)
	return err != nil && len(day) == len(time.DateOnly)
}

// Unquoted implements strictyaml.Unquoted.
func (Moment) Unquoted() {}

// Pattern belongs to the schema.
func (Moment) Pattern() string {
	return `^[0-9]{4}-(` + monthDayPattern + `)(T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2}))?$`
}

// CronLine returns when something is done, in five fields.
type CronLine string

// UnmarshalText checks the fields.
func (c *CronLine) UnmarshalText(b []byte) error {
	if strings.Contains(string(b), "TZ=") {
		return errors.New("contains a time zone, which does not belong here: write the five fields alone, like 0 6 * * *")
	}
	schedule, err := parseCron(string(b))
	if err != nil {
		return errors.New("is not a valid schedule: expected five fields (minute, hour, day, month, weekday), like 0 6 * * *")
	}
	// 30 February never comes; the library then gives no instant at all.
	if schedule.Next(time.Unix(0, 0).UTC()).IsZero() {
		return errors.New("is not a valid schedule: such a day never comes")
	}
	*c = CronLine(b)
	return nil
}

var errCron = errors.New("the schedule cannot be parsed")

// parseCron turns a panic of the library into an error.
func parseCron(text string) (schedule cron.Schedule, err error) {
	defer func() {
		if recover() != nil {
			err = errCron
		}
	}()
	return cron.ParseStandard(text)
}
