package settings

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/robfig/cron/v3"
)

// Cron is a schedule of five fields (minute, hour, day, month, weekday) by the clocks of one time zone. It is a cron.Schedule.
type Cron struct {
	Line string
	Zone *time.Location
	spec *cron.SpecSchedule
}

// ParseCron reads a line of five fields or a word such as @daily, to be understood in the given zone (UTC if nil). A time zone inside
// the line and a line that never comes true are errors. They are predicates of the line: "is not a valid schedule: …".
func ParseCron(line string, zone *time.Location) (Cron, error) {
	if strings.Contains(line, "TZ=") {
		return Cron{}, errors.New("names a time zone; write it under schedule.timezone, and the five fields alone here")
	}
	if strings.HasPrefix(strings.TrimSpace(line), "@every") {
		return Cron{}, errors.New("is not a valid schedule: @every has no fixed times; write five fields, such as */5 * * * *")
	}
	schedule, err := parseStandard(line)
	if err != nil {
		return Cron{}, fmt.Errorf("is not a valid schedule of five fields (minute hour day month weekday), such as 0 8 * * 1: %w", err)
	}
	spec, ok := schedule.(*cron.SpecSchedule)
	if !ok || schedule.Next(time.Unix(0, 0).UTC()).IsZero() {
		return Cron{}, errors.New("is not a valid schedule: this date never occurs")
	}
	if zone == nil {
		zone = time.UTC
	}
	return Cron{Line: line, Zone: zone, spec: spec}, nil
}

// parseStandard turns a panic of the library into an error.
func parseStandard(line string) (schedule cron.Schedule, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = errors.New("it cannot be parsed")
		}
	}()
	return cron.ParseStandard(line)
}

// String returns the line.
func (c Cron) String() string { return c.Line }

// Next returns the first instant after t at which the schedule is due; zero if there is none within five years, as for the zero Cron.
// What is due at a time that the clocks skip is due when they have jumped. What is due at a time that they show twice is due the
// first time only, unless it is due every hour.
func (c Cron) Next(t time.Time) time.Time {
	if c.spec == nil {
		return time.Time{}
	}
	next := c.spec.Next(t.In(c.Zone))
	for !next.IsZero() && !c.everyHour() && secondShowing(next) {
		next = c.spec.Next(next)
	}
	if skipped := c.skipped(t); skipped.After(t) && (next.IsZero() || skipped.Before(next)) {
		return skipped
	}
	return next
}

// everyHour reports whether the schedule is due in each hour of its days.
func (c Cron) everyHour() bool {
	const hours = 1<<24 - 1
	return c.spec.Hour&hours == hours
}

// skipped looks for the next instant by a clock without jumps. Where the zone's clocks skip it, package time gives an instant near
// the jump; where they do not, it is the one that the schedule itself finds.
func (c Cron) skipped(t time.Time) time.Time {
	shown := t.In(c.Zone)
	plain := time.Date(shown.Year(), shown.Month(), shown.Day(), shown.Hour(), shown.Minute(), shown.Second(), shown.Nanosecond(), time.UTC)
	next := c.spec.Next(plain)
	if next.IsZero() {
		return next
	}
	return time.Date(next.Year(), next.Month(), next.Day(), next.Hour(), next.Minute(), 0, 0, c.Zone)
}

// secondShowing reports whether the clocks showed the same time before, because they were set back since.
func secondShowing(t time.Time) bool {
	_, offset := t.Zone()
	_, before := t.Add(-3 * time.Hour).Zone()
	set := time.Duration(before-offset) * time.Second
	if set <= 0 {
		return false
	}
	earlier := t.Add(-set)
	return earlier.Format(time.DateTime) == t.Format(time.DateTime)
}
