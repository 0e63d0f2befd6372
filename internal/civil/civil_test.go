package civil

import (
	"testing"
	"time"
)

// date reads a day written in a test.
func date(t testing.TB, s string) Date {
	t.Helper()
	if s == "" {
		return Date{}
	}
	d, err := ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func dates(t testing.TB, texts ...string) []Date {
	t.Helper()
	var all []Date
	for _, s := range texts {
		all = append(all, date(t, s))
	}
	return all
}

func period(t testing.TB, s string) Period {
	t.Helper()
	p, err := ParsePeriod(s)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func monthDay(t testing.TB, s string) MonthDay {
	t.Helper()
	m, err := ParseMonthDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func recurrence(t testing.TB, rule string, from Date) Recurrence {
	t.Helper()
	r, err := ParseRecurrence(rule, from)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

// instant reads an instant of RFC 3339 written in a test.
func instant(t testing.TB, s string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// calendar is one written in a test: zone, regions and hours.
func calendar(t testing.TB, zoneName, hours string, regions ...string) *Calendar {
	t.Helper()
	var h *Hours
	if hours != "" {
		parsed, err := ParseHours(hours)
		if err != nil {
			t.Fatal(err)
		}
		h = &parsed
	}
	c, err := NewCalendar("test", zone(t, zoneName), regions, nil, nil, nil, h)
	if err != nil {
		t.Fatal(err)
	}
	return c
}
