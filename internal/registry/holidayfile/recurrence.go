package holidayfile

import (
	"errors"
	"slices"
	"strings"

	ics "github.com/arran4/golang-ical"

	"supplierwatch/internal/civil"
)

// starts returns the days on which an event begins: its own, those of its recurrence within the horizon, and the further ones that it lists,
// without those that it excludes or that another event replaces.
func (r *reader) starts(e event, first civil.Date) ([]civil.Date, bool) {
	starts := []civil.Date{first}
	rule := e.text(ics.ComponentPropertyRrule)
	if rule != "" {
		recurring, err := civil.ParseRecurrence(rule, first)
		if err != nil {
			r.report(e, "RRULE", "the recurrence %.80q cannot be followed: %s", rule, reason(err))
			return nil, false
		}
		from := civil.NewDate(max(r.year-HorizonYears, 1), 1, 1)
		starts = append(starts, recurring.Between(from, civil.NewDate(r.year+HorizonYears, 12, 31))...)
	}
	further, ok := r.listed(e, ics.ComponentPropertyRdate)
	excluded, ok2 := r.listed(e, ics.ComponentPropertyExdate)
	if !ok || !ok2 {
		return nil, false
	}
	starts = append(starts, further...)
	if e.text(ics.ComponentPropertyRecurrenceId) == "" {
		replaced := r.replaced[e.text(ics.ComponentPropertyUniqueId)]
		starts = slices.DeleteFunc(starts, func(d civil.Date) bool { return slices.Contains(excluded, d) || replaced[d] })
	}
	r.noteEnd(starts, rule)
	return starts, true
}

// noteEnd notes how far the file looks ahead: a rule without an end looks as far as the horizon.
func (r *reader) noteEnd(starts []civil.Date, rule string) {
	if rule != "" && !strings.Contains(rule, "UNTIL=") && !strings.Contains(rule, "COUNT=") {
		return
	}
	for _, d := range starts {
		r.single = max(r.single, d.Year())
	}
}

func reason(err error) string {
	if inner := errors.Unwrap(err); inner != nil {
		return inner.Error()
	}
	return err.Error()
}

// listed reads the days of EXDATE or RDATE, which may be repeated and hold several.
func (r *reader) listed(e event, property ics.ComponentProperty) ([]civil.Date, bool) {
	var days []civil.Date
	for _, p := range e.component.GetProperties(property) {
		for value := range strings.SplitSeq(p.Value, ",") {
			day, ok := parseDay(value)
			if !ok {
				r.report(e, string(property), "%s is %.40q; expected days such as 20271224", property, value)
				return nil, false
			}
			days = append(days, day)
		}
	}
	return days, true
}
