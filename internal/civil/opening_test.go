package civil

import (
	"testing"
	"time"
)

func TestParseHours(t *testing.T) {
	for text, want := range map[string]string{
		"08:00-17:00": "08:00-17:00", "24/7": "24/7", "22:00-06:00": "22:00-06:00", "00:00-24:00": "24/7", "07:30 - 16:45": "07:30-16:45",
		"08:00–17:00": "08:00-17:00", "12:00-24:00": "12:00-24:00", "22:00-00:00": "22:00-00:00",
	} {
		h, err := ParseHours(text)
		if err != nil || h.String() != want {
			t.Errorf("ParseHours(%q) = %s, %v; want %s", text, h, err, want)
		}
	}
	for _, text := range []string{
		"", "8-17", "8:00-17:00", "08:00", "08:00-", "08:00-25:00", "08:60-17:00", "24:00-06:00", "08:00-24:01", "08:00-08:00", "always",
		"08:00-12:00,13:00-17:00", "-08:00-17:00", "08:00-17:00Z",
	} {
		if h, err := ParseHours(text); err == nil {
			t.Errorf("ParseHours(%q) = %s, want an error", text, h)
		}
	}
}

func TestOpenAt(t *testing.T) {
	office := calendar(t, "Europe/Berlin", "08:00-17:00", "DE-BY")
	night := calendar(t, "Europe/Berlin", "22:00-06:00", "DE-BY")
	round := calendar(t, "Europe/Berlin", "24/7", "DE-BY")
	for _, test := range []struct {
		name string
		c    *Calendar
		at   string
		open bool
		next string
	}{
		{"Friday morning", office, "2026-11-20T10:00:00+01:00", true, "2026-11-20T10:00:00+01:00"},
		{"the opening itself", office, "2026-11-20T08:00:00+01:00", true, "2026-11-20T08:00:00+01:00"},
		{"the last second", office, "2026-11-20T16:59:59+01:00", true, "2026-11-20T16:59:59+01:00"},
		{"the closing itself", office, "2026-11-20T17:00:00+01:00", false, "2026-11-23T08:00:00+01:00"},
		{"before opening", office, "2026-11-20T07:00:00+01:00", false, "2026-11-20T08:00:00+01:00"},
		{"Sunday noon", office, "2026-11-22T12:00:00+01:00", false, "2026-11-23T08:00:00+01:00"},
		{"Christmas", office, "2026-12-25T12:00:00+01:00", false, "2026-12-28T08:00:00+01:00"},
		{"summer time", office, "2026-03-30T06:00:00Z", true, "2026-03-30T06:00:00Z"},
		{"still winter time", office, "2026-03-27T06:30:00Z", false, "2026-03-27T07:00:00Z"},
		{"Friday night", night, "2026-11-20T23:00:00+01:00", true, "2026-11-20T23:00:00+01:00"},
		{"Saturday 3 o'clock, Friday's shift", night, "2026-11-21T03:00:00+01:00", true, "2026-11-21T03:00:00+01:00"},
		{"Saturday 6 o'clock", night, "2026-11-21T06:00:00+01:00", false, "2026-11-23T22:00:00+01:00"},
		{"Monday 3 o'clock, Sunday's shift", night, "2026-11-23T03:00:00+01:00", false, "2026-11-23T22:00:00+01:00"},
		{"a business day at 3", round, "2026-11-20T03:00:00+01:00", true, "2026-11-20T03:00:00+01:00"},
		{"the weekend, whatever the hours", round, "2026-11-21T03:00:00+01:00", false, "2026-11-23T00:00:00+01:00"},
		{"no calendar, weekday", nil, "2026-11-20T03:00:00Z", true, "2026-11-20T03:00:00Z"},
		{"no calendar, Sunday", nil, "2026-11-22T03:00:00Z", false, "2026-11-23T00:00:00Z"},
		{"always open, Sunday", &Calendar{AlwaysOpen: true}, "2026-11-22T03:00:00Z", true, "2026-11-22T03:00:00Z"},
		// Friday begins at 01:00 in Cairo when the clocks jump.
		{"a day without midnight", calendar(t, "Africa/Cairo", ""), "2026-04-23T22:00:00Z", true, "2026-04-23T22:00:00Z"},
	} {
		at := instant(t, test.at)
		if got := test.c.OpenAt(at); got != test.open {
			t.Errorf("%s: open = %v, want %v", test.name, got, test.open)
		}
		if got := test.c.NextOpening(at); !got.Equal(instant(t, test.next)) {
			t.Errorf("%s: next opening %s, want %s", test.name, got, test.next)
		}
	}
}

func TestCutoff(t *testing.T) {
	for _, test := range []struct {
		hours, zone, day, want string
	}{
		{"08:00-17:00", "Europe/Berlin", "2026-10-23", "2026-10-23T15:00:00Z"},
		{"08:00-17:00", "Europe/Berlin", "2026-10-26", "2026-10-26T16:00:00Z"},
		{"08:00-17:00", "America/New_York", "2026-03-09", "2026-03-09T21:00:00Z"},
		{"22:00-06:00", "Europe/Berlin", "2026-11-20", "2026-11-21T05:00:00Z"},
		{"08:00-24:00", "UTC", "2026-11-20", "2026-11-21T00:00:00Z"},
	} {
		c := calendar(t, test.zone, test.hours)
		if got, ok := c.Cutoff(date(t, test.day)); !ok || !got.Equal(instant(t, test.want)) {
			t.Errorf("cut-off on %s with %s = %s, %v; want %s", test.day, test.hours, got.UTC(), ok, test.want)
		}
		if !c.HasHours() {
			t.Errorf("a calendar with hours %s has none", test.hours)
		}
	}
	for name, c := range map[string]*Calendar{"none": nil, "no hours": calendar(t, "UTC", ""), "around the clock": calendar(t, "UTC", "24/7")} {
		if got, ok := c.Cutoff(date(t, "2026-11-20")); ok {
			t.Errorf("%s: cut-off at %s", name, got)
		}
	}
}

func TestBusinessTime(t *testing.T) {
	office := calendar(t, "Europe/Berlin", "08:00-17:00", "DE-BY")
	night := calendar(t, "Europe/Berlin", "22:00-06:00", "DE-BY")
	for _, test := range []struct {
		name     string
		c        *Calendar
		from, to string
		want     time.Duration
	}{
		{"within a day", office, "2026-11-20T10:00:00+01:00", "2026-11-20T12:30:00+01:00", 2*time.Hour + 30*time.Minute},
		{"over the weekend", office, "2026-11-20T16:00:00+01:00", "2026-11-23T09:00:00+01:00", 2 * time.Hour},
		{"a weekend", office, "2026-11-21T00:00:00+01:00", "2026-11-23T00:00:00+01:00", 0},
		{"over Christmas", office, "2026-12-24T00:00:00+01:00", "2026-12-29T00:00:00+01:00", 18 * time.Hour},
		{"backwards", office, "2026-11-20T12:00:00+01:00", "2026-11-20T10:00:00+01:00", 0},
		{"from within a night shift", night, "2026-11-21T03:00:00+01:00", "2026-11-23T23:00:00+01:00", 4 * time.Hour},
		{"a night of 9 hours", night, "2026-10-23T22:00:00+02:00", "2026-10-26T21:00:00+01:00", 8 * time.Hour},
		{"a day of 24 hours", nil, "2026-11-20T00:00:00Z", "2026-11-23T06:00:00Z", 30 * time.Hour},
		{"always", &Calendar{AlwaysOpen: true}, "2026-11-21T00:00:00Z", "2026-11-22T12:00:00Z", 36 * time.Hour},
	} {
		if got := test.c.BusinessTime(instant(t, test.from), instant(t, test.to)); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

func TestConfirmationDue(t *testing.T) {
	office := calendar(t, "Europe/Berlin", "08:00-17:00", "DE-BY")
	for _, test := range []struct {
		name, placed, within string
		c                    *Calendar
		zero, due, at        string
	}{
		{"before the cut-off", "2026-11-20T16:59:59+01:00", "2 business days", office, "2026-11-20", "2026-11-24", "2026-11-25T00:00:00+01:00"},
		{"17:00:00 is late", "2026-11-20T17:00:00+01:00", "2 business days", office, "2026-11-23", "2026-11-25", "2026-11-26T00:00:00+01:00"},
		{"on a Saturday", "2026-11-21T18:00:00+01:00", "1 business day", office, "2026-11-23", "2026-11-24", "2026-11-25T00:00:00+01:00"},
		{"before Christmas, late", "2026-12-24T18:00:00+01:00", "1 business day", office, "2026-12-28", "2026-12-29", "2026-12-30T00:00:00+01:00"},
		{"no hours, no cut-off", "2026-11-20T23:59:59Z", "1 business day", nil, "2026-11-20", "2026-11-23", "2026-11-24T00:00:00Z"},
		{"hours elapse", "2026-03-28T20:00:00+01:00", "24 hours", office, "2026-03-28", "2026-03-29", "2026-03-29T21:00:00+02:00"},
		{"days keep the clock", "2026-03-28T20:00:00+01:00", "1 day", office, "2026-03-28", "2026-03-29", "2026-03-29T20:00:00+02:00"},
		{"months clamp", "2026-01-31T12:00:00+01:00", "1 month", office, "2026-01-31", "2026-02-28", "2026-02-28T12:00:00+01:00"},
		{"the supplier's day", "2026-11-20T20:00:00-08:00", "2 business days", calendar(t, "Asia/Tokyo", "", "JP"), "2026-11-24", "2026-11-26", "2026-11-27T00:00:00+09:00"},
	} {
		zero, due, at := ConfirmationDue(instant(t, test.placed), period(t, test.within), test.c)
		if zero.String() != test.zero || due.String() != test.due || !at.Equal(instant(t, test.at)) {
			t.Errorf("%s: day zero %s, due %s at %s; want %s, %s at %s", test.name, zero, due, at, test.zero, test.due, test.at)
		}
	}
}

func TestConfirmationDueOfAPlainDate(t *testing.T) {
	office := calendar(t, "Europe/Berlin", "08:00-17:00", "DE-BY")
	for _, test := range []struct {
		placed, within, zero, due, at string
	}{
		{"2026-11-20", "2 business days", "2026-11-20", "2026-11-24", "2026-11-25T00:00:00+01:00"},
		{"2026-11-21", "2 business days", "2026-11-23", "2026-11-25", "2026-11-26T00:00:00+01:00"},
		{"2026-11-20", "5 days", "2026-11-20", "2026-11-25", "2026-11-26T00:00:00+01:00"},
		{"2026-11-20", "4 hours", "2026-11-20", "2026-11-21", "2026-11-21T04:00:00+01:00"},
	} {
		zero, due, at := ConfirmationDueDate(date(t, test.placed), period(t, test.within), office)
		if zero.String() != test.zero || due.String() != test.due || !at.Equal(instant(t, test.at)) {
			t.Errorf("%s within %s: day zero %s, due %s at %s; want %s, %s at %s",
				test.placed, test.within, zero, due, at, test.zero, test.due, test.at)
		}
	}
}
