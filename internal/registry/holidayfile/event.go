package holidayfile

import (
	"strconv"
	"strings"

	ics "github.com/arran4/golang-ical"

	"supplierwatch/internal/civil"
)

// event is an event with the lines of its properties.
type event struct {
	component *ics.VEvent
	lines     map[string]int
}

func (e event) line(property string) int {
	if line := e.lines[property]; line != 0 {
		return line
	}
	return e.lines["BEGIN"]
}

func (e event) text(property ics.ComponentProperty) string {
	if p := e.component.GetProperty(property); p != nil {
		return strings.TrimSpace(p.Value)
	}
	return ""
}

func (e event) name() string {
	if name := strings.Join(strings.Fields(ics.FromText(e.text(ics.ComponentPropertySummary))), " "); name != "" {
		return name
	}
	return "holiday"
}

// start returns the first day of an all-day event. Outlook writes midnight and marks the event.
func (r *reader) start(e event) (civil.Date, bool) {
	value := e.text(ics.ComponentPropertyDtStart)
	day, time, timed := strings.Cut(value, "T")
	if timed && (strings.TrimSuffix(time, "Z") != "000000" || !strings.EqualFold(e.text("X-MICROSOFT-CDO-ALLDAYEVENT"), "TRUE")) {
		return civil.Date{}, false
	}
	first, ok := parseDay(day)
	if !ok {
		r.report(e, "DTSTART", "DTSTART is %.40q; expected a day such as 20271224", value)
	}
	return first, ok
}

// parseDay reads YYYYMMDD, and the day of YYYYMMDDTHHMMSS.
func parseDay(s string) (civil.Date, bool) {
	s, _, _ = strings.Cut(strings.TrimSpace(s), "T")
	if len(s) != len("20271224") {
		return civil.Date{}, false
	}
	day, err := civil.ParseDate(s[:4] + "-" + s[4:6] + "-" + s[6:])
	return day, err == nil
}

// length returns how many days an event lasts; DTEND is the day after the last one.
func (r *reader) length(e event, first civil.Date) (int, bool) {
	property, value, days := "DTEND", e.text(ics.ComponentPropertyDtEnd), 1
	if value != "" {
		end, ok := parseDay(value)
		if !ok {
			r.report(e, property, "DTEND is %.40q; expected a day such as 20271225", value)
			return 0, false
		}
		days = max(end.DaysSince(first), 1)
		if end.Before(first) {
			days = 0
		}
	} else if value = e.text(ics.ComponentPropertyDuration); value != "" {
		property, days = "DURATION", daysOf(value)
	}
	switch {
	case days < 1:
		r.report(e, property, "%s is %.40q; expected an end after the start", property, value)
	case days > longestEvent:
		r.report(e, property, "the event lasts %d days; at most %d are possible", days, longestEvent)
	default:
		return days, true
	}
	return 0, false
}

// daysOf reads P2D or P1W, and returns 0 for anything else.
func daysOf(duration string) int {
	digits, isWeeks := strings.CutSuffix(strings.TrimPrefix(strings.TrimPrefix(duration, "+"), "P"), "W")
	factor := 7
	if !isWeeks {
		digits, factor = strings.TrimSuffix(digits, "D"), 1
	}
	n, err := strconv.Atoi(digits)
	if err != nil || n > longestEvent {
		return 0
	}
	return n * factor
}
