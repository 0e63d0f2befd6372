package action

import (
	"fmt"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/escalation"
	"supplierwatch/internal/model"
	"supplierwatch/internal/replycmd"
)

// longestPeriod is the longest period for which an alert is paused, by the calendar. Where the clocks change meanwhile it takes an hour more than
// the longest snooze.
var longestPeriod = civil.Period{Days: int(model.LongestSnooze / (24 * time.Hour))}

// heldUntil returns until when an acknowledgement or a snooze was asked for: its period from when they asked, its instant, or when working hours begin on its day. Days
// are those of a calendar: three days end at the same hour, also where the clocks change, and business days are those of the team.
func heldUntil(r Request, c *civil.Calendar, now time.Time) (time.Time, error) {
	until, err := endOf(r, c, now)
	if r.Until != "" {
		return until, inField("until", err)
	}
	return until, inField("for", err)
}

// endOf returns the same, without the field that is wrong.
func endOf(r Request, c *civil.Calendar, now time.Time) (time.Time, error) {
	today := c.Today(now)
	end, err := endAsked(r, today)
	if err != nil {
		return time.Time{}, invalid("%v", err)
	}
	until, within, tooLong := end.Instant, false, "%s is too far away; at most 30 days"
	asked := until.Format(time.RFC3339)
	switch {
	case !end.Day.IsZero():
		until, asked = escalation.StartOfWork(c, end.Day), end.Day.String()
		within = !end.Day.After(today.AddDays(longestPeriod.Days))
	case !end.Period.IsZero():
		until, asked, tooLong = civil.AddTo(r.At, end.Period, c).UTC(), end.Period.String(), "%s is too long; at most 30 days"
		within = !until.After(civil.AddTo(r.At, longestPeriod, c))
	}
	latest := now.Add(model.LongestSnooze)
	switch {
	case !until.After(now) && !end.Period.IsZero():
		return until, invalid("%s is not later than now", until.Format(time.RFC3339))
	case !until.After(now):
		return until, invalid("%s is not later than now; write a later one, such as %s", asked, today.AddDays(1))
	case !until.After(latest):
		return until, nil
	case within:
		return latest, nil
	}
	return until, invalid(tooLong, asked)
}

// endAsked reads the end of an acknowledgement or a snooze as it was asked for: a day, an instant or a period.
func endAsked(r Request, today civil.Date) (replycmd.End, error) {
	text := r.For
	if r.Until != "" {
		text, _ = replycmd.CutUntil(r.Until)
		text = "until " + text
	}
	end, note, err := replycmd.ReadEnd(text, today)
	if err == nil && note != "" {
		err = fmt.Errorf("%q follows the end; write it as a note", note)
	}
	return end, err
}

// calendarOf returns the calendar of the team that an alert belongs to.
func calendarOf(r *model.Registry, a model.Alert) *civil.Calendar {
	if s := r.Supplier(a.Supplier); a.Supplier != "" && s != nil && s.Owner != nil {
		return r.CalendarOf(s.Owner)
	}
	return r.CalendarOf(r.Teams[a.Team])
}
