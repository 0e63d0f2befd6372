package civil

import (
	"cmp"
	"slices"
)

// ReminderPoint is one reminder of a deadline: the day on which it falls due, and how long before the deadline that is.
type ReminderPoint struct {
	On     Date
	Offset Period
}

// ReminderPlan returns what to do about the reminders of one deadline on one day.
type ReminderPlan struct {
	Points     []ReminderPoint // all of them, earliest first
	Due        bool            // a reminder goes out today, that of Send
	Send       Period
	Missed     bool     // the deadline is past and that was not said yet
	Superseded []Period // offsets that were never sent and never will be, earliest first
}

// MissedOffset is the offset under which "missed" is remembered as sent: the day after the deadline. No written offset is negative.
var MissedOffset = Period{Days: -1}

// RemindersIn plans the reminders of a deadline. A point is crossed from its day on. Of the crossed points only the latest goes out,
// once; those before it that were never sent are superseded, as after a downtime. Past the deadline only "missed" goes out, once.
// The function sent reports what was sent before, by deadline and offset, so that a deadline that moves re-arms its points. Business days
// of offsets are counted in c. A zero or open-ended deadline has no reminders.
func RemindersIn(c *Calendar, deadline Date, offsets []Period, today Date, sent func(deadline Date, offset Period) bool) ReminderPlan {
	if deadline.IsZero() || deadline == Far {
		return ReminderPlan{}
	}
	plan := ReminderPlan{Points: reminderPoints(c, deadline, offsets)}
	crossed := slices.DeleteFunc(slices.Clone(plan.Points), func(p ReminderPoint) bool { return p.On.After(today) })
	past := today.After(deadline)
	if past && sent(deadline, MissedOffset) {
		return plan
	}
	for i, p := range crossed {
		switch {
		case sent(deadline, p.Offset):
		case i == len(crossed)-1 && !past:
			plan.Due, plan.Send = true, p.Offset
		default:
			plan.Superseded = append(plan.Superseded, p.Offset)
		}
	}
	plan.Missed = past
	return plan
}

// reminderPoints returns the points in the order of their days; of two on the same day the shorter offset comes last.
func reminderPoints(c *Calendar, deadline Date, offsets []Period) []ReminderPoint {
	points := make([]ReminderPoint, 0, len(offsets))
	for _, offset := range offsets {
		points = append(points, ReminderPoint{On: deadline.Minus(offset, c), Offset: offset})
	}
	slices.SortStableFunc(points, func(a, b ReminderPoint) int {
		return cmp.Or(a.On.Compare(b.On), cmp.Compare(b.Offset.ApproxDays(), a.Offset.ApproxDays()))
	})
	return slices.Compact(points)
}
