package action

import (
	"time"

	"supplierwatch/internal/alert"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/replycmd"
)

// snoozeEnd returns until when a snooze was asked for: its period from when they asked, its instant, or when working hours begin on its day.
func snoozeEnd(r Request, c *civil.Calendar, now time.Time) (time.Time, error) {
	if r.Until != "" {
		return snoozeInstant(r, c, now)
	}
	asked, err := replycmd.Parse("snooze "+r.For, 1)
	if err != nil {
		return time.Time{}, invalid("%v", err)
	}
	if !asked.Until.IsZero() {
		r.Until = asked.Until.String()
		return snoozeInstant(r, c, now)
	}
	until, err := asked.SnoozedUntil(r.At)
	switch {
	case err != nil:
		return until, invalid("%v", err)
	case !until.After(now):
		return until, invalid("%s is no later than now", until.UTC().Format(time.RFC3339))
	}
	return until, nil
}

func snoozeInstant(r Request, c *civil.Calendar, now time.Time) (time.Time, error) {
	until, err := time.Parse(time.RFC3339, r.Until)
	if day, notDay := civil.ParseDate(r.Until); notDay == nil {
		until, err = alert.StartOfWork(c, day), nil
		if latest := now.Add(model.LongestSnooze); until.After(latest) && !day.After(c.Today(now).AddDays(30)) {
			until = latest
		}
	}
	switch {
	case err != nil:
		return until, invalid("%q is not a valid time; expected a day, e.g. 2026-12-01, or an instant, e.g. 2026-12-01T08:00:00Z", r.Until)
	case !until.After(now):
		return until, invalid("%s is no later than now", r.Until)
	case until.Sub(now) > model.LongestSnooze:
		return until, invalid("%s is too far away; at most 30 days", r.Until)
	}
	return until, nil
}

// calendarOf returns the calendar of the team that an alert belongs to; nil if it belongs to none.
func calendarOf(r *model.Registry, a model.Alert) *civil.Calendar {
	if s := r.Supplier(a.Supplier); a.Supplier != "" && s != nil && s.Owner != nil {
		return s.Owner.Calendar
	}
	if t := r.Teams[a.Team]; t != nil {
		return t.Calendar
	}
	return nil
}
