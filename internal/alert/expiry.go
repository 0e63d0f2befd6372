package alert

import (
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// zonesPassed is in how many of the zones concerned a day must be over.
type zonesPassed bool

const (
	everywhere zonesPassed = true
	somewhere  zonesPassed = false
)

// expired reports whether the last day of an obligation is over. The supplier and the teams concerned may be in different zones, and rules
// may count in either: an obligation with a finding expires when the day is over in all of them, one without a finding when it is over in
// one.
func expired(r *model.Registry, now time.Time, supplier, team string, lastDay civil.Date, zones zonesPassed) bool {
	// In no zone is a day over before it begins in UTC.
	if lastDay.IsZero() || civil.DateOf(now).Before(lastDay) {
		return false
	}
	first, last := endOfDay(r, supplier, team, lastDay)
	if zones == everywhere {
		return !now.Before(last)
	}
	return !now.Before(first)
}

// endOfDay returns when a day is over in the first of the zones concerned, and when in all of them.
func endOfDay(r *model.Registry, supplier, team string, day civil.Date) (first, last time.Time) {
	for _, c := range calendars(r, supplier, team) {
		end := day.End(c.Zone()).UTC()
		if first.IsZero() || end.Before(first) {
			first = end
		}
		if end.After(last) {
			last = end
		}
	}
	return first, last
}

// calendars are those of the supplier, of its owner and of the team; without any of them it is that of what no team owns.
func calendars(r *model.Registry, supplier, team string) []*civil.Calendar {
	var found []*civil.Calendar
	if s := r.Supplier(supplier); supplier != "" && s != nil {
		found = append(found, s.Calendar, r.CalendarOf(s.Owner))
	}
	if t := r.Teams[team]; t != nil {
		found = append(found, t.Calendar)
	}
	if len(found) == 0 {
		return []*civil.Calendar{r.Unowned}
	}
	return found
}
