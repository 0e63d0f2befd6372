package escalation

import (
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// ReminderAt returns when the next reminder of the last step is due. The interval doubles with each reminder until it is the longest one of the
// policy. Zero: the policy repeats nothing.
func ReminderAt(a model.Alert, policy *model.Policy, c *civil.Calendar) time.Time {
	if policy.Repeat.IsZero() {
		return time.Time{}
	}
	longest := LatestReminderAt(a, policy, c)
	interval := policy.Repeat
	for range a.Repeats {
		if !repeatAfter(a, interval, c).Before(longest) {
			return longest
		}
		interval = twice(interval)
	}
	if at := repeatAfter(a, interval, c); at.Before(longest) {
		return at
	}
	return longest
}

// LatestReminderAt returns when the next reminder is due after the longest interval of the policy.
func LatestReminderAt(a model.Alert, policy *model.Policy, c *civil.Calendar) time.Time {
	return repeatAfter(a, policy.LongestRepeat(), c)
}

// repeatAfter is an interval after the last mail of a step. An interval of days ends at the local time of the step's first mail, since a
// reminder that waited for working hours would move all those after it.
func repeatAfter(a model.Alert, interval civil.Period, c *civil.Calendar) time.Time {
	last := a.StepAt
	if interval.Clock == 0 {
		day, first := last.In(c.Zone()), stepSince(a).In(c.Zone())
		last = time.Date(day.Year(), day.Month(), day.Day(), first.Hour(), first.Minute(), first.Second(), first.Nanosecond(), c.Zone())
	}
	return civil.AddTo(last, interval, c).UTC()
}

func twice(p civil.Period) civil.Period {
	return civil.Period{Months: 2 * p.Months, Days: 2 * p.Days, BusinessDays: 2 * p.BusinessDays, Clock: 2 * p.Clock}
}

// stepSince is when the first mail of the current step was sent. Versions before remember the last mail only.
func stepSince(a model.Alert) time.Time {
	if a.StepSince.IsZero() {
		return a.StepAt
	}
	return a.StepSince
}
