package action

import (
	"time"

	"supplierwatch/internal/alert"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/replycmd"
)

// longestPeriod is the longest period of a snooze by the calendar. Where the clocks change meanwhile it takes an hour more than the longest snooze.
var longestPeriod = civil.Period{Days: int(model.LongestSnooze / (24 * time.Hour))}

// snoozeEnd returns until when a snooze was asked for: its period from when they asked, its instant, or when working hours begin on its day. Days
// are those of a calendar: three days end at the same hour, also where the clocks change, and business days are those of the team.
func snoozeEnd(r Request, c *civil.Calendar, now time.Time) (time.Time, error) {
	day, until, period, err := snoozeAsked(r)
	if err != nil {
		return time.Time{}, invalid("%v", err)
	}
	within, tooLong := false, "%s is too far away; at most 30 days"
	asked := until.Format(time.RFC3339)
	switch {
	case !day.IsZero():
		until, asked = alert.StartOfWork(c, day), day.String()
		within = !day.After(c.Today(now).AddDays(longestPeriod.Days))
	case !period.IsZero():
		until, asked, tooLong = civil.AddTo(r.At, period, c).UTC(), period.String(), "%s is too long; at most 30 days"
		within = !until.After(civil.AddTo(r.At, longestPeriod, c))
	}
	latest := now.Add(model.LongestSnooze)
	switch {
	case !until.After(now) && !period.IsZero():
		return until, invalid("%s is not later than now", until.Format(time.RFC3339))
	case !until.After(now):
		return until, invalid("%s is not later than now", asked)
	case !until.After(latest):
		return until, nil
	case within:
		return latest, nil
	}
	return until, invalid(tooLong, asked)
}

// snoozeAsked reads the end of a snooze as it was asked for: a day, an instant or a period.
func snoozeAsked(r Request) (civil.Date, time.Time, civil.Period, error) {
	if r.Until != "" {
		day, instant, err := replycmd.ParseUntil(r.Until)
		return day, instant, civil.Period{}, err
	}
	asked, err := replycmd.Parse("snooze "+r.For, 1)
	return asked.Until, asked.Instant, asked.Snoozed, err
}

// calendarOf returns the calendar of the team that an alert belongs to.
func calendarOf(r *model.Registry, a model.Alert) *civil.Calendar {
	if s := r.Supplier(a.Supplier); a.Supplier != "" && s != nil && s.Owner != nil {
		return r.CalendarOf(s.Owner)
	}
	return r.CalendarOf(r.Teams[a.Team])
}
