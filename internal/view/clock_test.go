package view

import (
	"testing"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

func berlin(t *testing.T) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// TestTimesAreThoseOfTheRecipientsTeam checks that a recipient without a team, a calendar or a zone reads UTC.
func TestTimesAreThoseOfTheRecipientsTeam(t *testing.T) {
	zone := berlin(t)
	v := View{Registry: &model.Registry{Teams: map[string]*model.Team{
		"buying": {Calendar: &civil.Calendar{Location: zone}}, "zoneless": {Calendar: &civil.Calendar{}}, "calendarless": {},
	}}}
	for team, want := range map[string]string{"buying": "Europe/Berlin", "zoneless": "UTC", "calendarless": "UTC", "unknown": "UTC", "": "UTC"} {
		if got := v.Zone(model.Recipient{Team: team}); got != want {
			t.Errorf("team %q: %s, want %s", team, got, want)
		}
	}
	if got := (View{}).Zone(model.Recipient{Team: "buying"}); got != "UTC" {
		t.Errorf("without a registry: %s", got)
	}
}

// TestTimesNameTheYearWhereItIsAnother decides about the year in the reader's zone: 23:30 UTC of the last day is next year in Berlin.
func TestTimesNameTheYearWhereItIsAnother(t *testing.T) {
	at := func(s string) time.Time {
		parsed, err := time.Parse(time.RFC3339, s)
		if err != nil {
			t.Fatal(err)
		}
		return parsed
	}
	buying := model.Recipient{Team: "buying"}
	registry := &model.Registry{Teams: map[string]*model.Team{"buying": {Calendar: &civil.Calendar{Location: berlin(t)}}}}
	for _, c := range []struct {
		now, instant, clock, when, sentence string
	}{
		{"2026-09-01T12:00:00Z", "2026-09-16T06:00:00Z", "Wed 16 Sep 08:00", "Wed 16 Sep 08:00 (Europe/Berlin)", "Wed 16 Sep, 08:00 CEST"},
		{"2026-11-29T12:00:00Z", "2026-12-02T07:00:00Z", "Wed 2 Dec 08:00", "Wed 2 Dec 08:00 (Europe/Berlin)", "Wed 2 Dec, 08:00 CET"},
		{"2026-12-31T22:30:00Z", "2026-12-31T23:30:00Z", "Fri 1 Jan 2027 00:30", "Fri 1 Jan 2027 00:30 (Europe/Berlin)", "Fri 1 Jan 2027, 00:30 CET"},
		{"2026-12-31T23:30:00Z", "2027-01-04T07:00:00Z", "Mon 4 Jan 08:00", "Mon 4 Jan 08:00 (Europe/Berlin)", "Mon 4 Jan, 08:00 CET"},
		{"2026-12-31T23:30:00Z", "2026-12-31T22:30:00Z", "Thu 31 Dec 2026 23:30", "Thu 31 Dec 2026 23:30 (Europe/Berlin)", "Thu 31 Dec 2026, 23:30 CET"},
	} {
		v, instant := View{Registry: registry, Now: at(c.now)}, at(c.instant)
		if got := v.Clock(instant, buying); got != c.clock {
			t.Errorf("at %s the clock shows %q, want %q", c.now, got, c.clock)
		}
		if got := v.When(instant, buying); got != c.when {
			t.Errorf("at %s it is %q, want %q", c.now, got, c.when)
		}
		if got := v.Instant(instant, buying); got != c.sentence {
			t.Errorf("at %s a sentence says %q, want %q", c.now, got, c.sentence)
		}
	}
}
