package civil

import (
	"fmt"
	"regexp"
	"strings"
	"time"
)

// Hours is a span of the day in which somebody is there: from From up to, but not including, To (17:00:00 itself is late). To before
// From is a shift over midnight, which belongs to the day on which it starts. AllDay is "24/7", without any cut-off.
type Hours struct {
	From, To time.Duration // since midnight by the clock on the wall
	AllDay   bool
}

const wholeDay = 24 * time.Hour

var hoursForm = regexp.MustCompile(`^([0-9]{2}):([0-9]{2}) ?[-–] ?([0-9]{2}):([0-9]{2})$`)

// ParseHours reads "08:00-17:00", "22:00-06:00" or "24/7". The end may be 24:00.
func ParseHours(s string) (Hours, error) {
	text := strings.TrimSpace(s)
	if text == "24/7" {
		return Hours{AllDay: true}, nil
	}
	m := hoursForm.FindStringSubmatch(text)
	if m == nil {
		return Hours{}, fmt.Errorf(`parse hours %q: want "08:00-17:00" or "24/7"`, s)
	}
	from, fromOK := wallTime(m[1], m[2])
	to, toOK := wallTime(m[3], m[4])
	switch {
	case !fromOK || !toOK || from == wholeDay:
		return Hours{}, fmt.Errorf("parse hours %q: there is no such time of day", s)
	case from == to:
		return Hours{}, fmt.Errorf(`parse hours %q: it opens and closes at the same time; write "24/7" for always`, s)
	}
	return Hours{From: from, To: to, AllDay: from == 0 && to == wholeDay}.plain(), nil
}

// plain returns the whole day one single form, so that equal hours compare equal.
func (h Hours) plain() Hours {
	if h.AllDay {
		return Hours{AllDay: true}
	}
	return h
}

// wallTime reads a time of day from 00:00 to 24:00, given as two digits each.
func wallTime(hour, minute string) (time.Duration, bool) {
	h, _ := digits(hour)
	m, _ := digits(minute)
	t := time.Duration(h)*time.Hour + time.Duration(m)*time.Minute
	return t, m < 60 && t <= wholeDay
}

// String writes h in the form that ParseHours reads.
func (h Hours) String() string {
	if h.AllDay {
		return "24/7"
	}
	return clockText(h.From) + "-" + clockText(h.To)
}

func clockText(d time.Duration) string {
	return fmt.Sprintf("%02d:%02d", int(d/time.Hour), int(d%time.Hour/time.Minute))
}

// end returns To as time since the midnight on which the span begins: a shift over midnight ends after 24 hours.
func (h Hours) end() time.Duration {
	if h.To <= h.From {
		return h.To + wholeDay
	}
	return h.To
}
