package alert

import (
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// quorum says in how many of the zones concerned a day must be over.
type quorum bool

const (
	everywhere quorum = true
	somewhere  quorum = false
)

// over reports whether the last day of an obligation is past. The supplier and the teams concerned may live in different zones and rules
// may count in either: a finding that still stands is over when the day is over in all of them, one that is gone went by its date if it is
// over in one.
func (p *pass) over(supplier, team string, ends civil.Date, q quorum) bool {
	// In no zone is a day over before it begins in UTC.
	if ends.IsZero() || civil.DateOf(p.now).Before(ends) {
		return false
	}
	first, last := lastDay(p.registry, supplier, team, ends)
	if q == everywhere {
		return !p.now.Before(last)
	}
	return !p.now.Before(first)
}

// lastDay gives when a day is over in the first of the zones concerned, and when in all of them.
func lastDay(r *model.Registry, supplier, team string, day civil.Date) (first, last time.Time) {
	for _, c := range calendars(r, supplier, team) {
		end := day.End(zone(c)).UTC()
		if first.IsZero() || end.Before(first) {
			first = end
		}
		if end.After(last) {
			last = end
		}
	}
	return first, last
}

// calendars are those of the supplier, of its owner and of the team, else that of nobody in particular.
func calendars(r *model.Registry, supplier, team string) []*civil.Calendar {
	var found []*civil.Calendar
	if s := r.Supplier(supplier); supplier != "" && s != nil {
		found = append(found, s.Calendar)
		if s.Owner != nil {
			found = append(found, s.Owner.Calendar)
		}
	}
	if t := r.Teams[team]; t != nil {
		found = append(found, t.Calendar)
	}
	if len(found) == 0 {
		return []*civil.Calendar{nil}
	}
	return found
}

// zone is where a calendar's days begin; UTC for none.
func zone(c *civil.Calendar) *time.Location {
	if c == nil || c.Location == nil {
		return time.UTC
	}
	return c.Location
}
