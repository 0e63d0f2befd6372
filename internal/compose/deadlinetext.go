package compose

import (
	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
)

// deadlineText returns the next date of an alert on which something must be done, with the days left; else when it escalates. It is empty where
// neither is known.
func deadlineText(v View, x item, r reader) string {
	if day := nextKeyDate(v, x); !day.IsZero() {
		return "Deadline: " + r.daysUntil(day, v, x.alert)
	}
	if next, ok := nextNotified(v, x.alert, x.finding, r); ok {
		return "Escalates to " + next.Who + ": " + r.minute(x.alert.NextAt, v.Now)
	}
	return ""
}

// NextDeadline returns the first date of an open alert that has not passed, for pages; zero without one.
func NextDeadline(v View, a model.Alert) civil.Date {
	return nextKeyDate(v, item{alert: a, finding: v.Finding(a)})
}

// nextKeyDate returns the first date of an alert that has not passed; zero without one.
func nextKeyDate(v View, x item) civil.Date {
	today := v.OwnToday(x.alert)
	for _, d := range x.finding.KeyDates {
		if !d.Before(today) {
			return d
		}
	}
	if x.finding.Due.Before(today) {
		return civil.Date{}
	}
	return x.finding.Due
}

// daysUntil returns a day with how far away it is for its owner. It says today and tomorrow only where the reader has the same date.
func (r reader) daysUntil(day civil.Date, v View, a model.Alert) string {
	clock, zones := r.clockAt(v.Now), v.DayZones(a)
	text := clock.Day(day)
	if city := clock.CityOf(day, zones); city != "" {
		text += " in " + city
	}
	days := day.DaysSince(v.OwnToday(a))
	switch {
	case days == 0 && clock.SharesDay(zones.Owner):
		return "today, " + text
	case days == 1 && clock.SharesDay(zones.Owner):
		return "tomorrow, " + text
	case days == 0:
		return text
	}
	return text + " (in " + prose.Count(days, "day") + ")"
}
