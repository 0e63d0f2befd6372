package action

import (
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/civil"
)

func TestASnoozeUntilADayEndsWhenWorkBegins(t *testing.T) {
	now := time.Date(2026, 9, 14, 9, 0, 0, 0, time.UTC)
	for day, want := range map[string]time.Time{
		"2026-09-16": time.Date(2026, 9, 16, 0, 0, 0, 0, time.UTC), "2026-10-14": now.AddDate(0, 0, 30).Add(-9 * time.Hour),
	} {
		until, err := heldUntil(Request{Until: day, At: now}, nil, now)
		if err != nil || until.Truncate(24*time.Hour) != want {
			t.Errorf("until %s is until %s, %v", day, until, err)
		}
	}
	until, err := heldUntil(Request{Until: "2026-09-16", At: now}, civil.DefaultCalendar(), now)
	if err != nil || until.Before(time.Date(2026, 9, 15, 20, 0, 0, 0, time.UTC)) {
		t.Errorf("in the owner's calendar that is %s, %v", until, err)
	}
}

func TestAPeriodOfASnoozeEnds(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	team := civil.DefaultCalendar()
	team.Location = berlin
	sunday, friday := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC), time.Date(2026, 10, 23, 7, 0, 0, 0, time.UTC) // clocks change on 25 Oct
	for _, c := range []struct {
		at       time.Time
		calendar *civil.Calendar
		period   string
		want     string
	}{
		{sunday, nil, "3 days", "2026-11-25T09:00:00Z"},
		{sunday, nil, "4 hours", "2026-11-22T13:00:00Z"},
		{sunday, nil, "30 days", "2026-12-22T09:00:00Z"},
		{sunday, nil, "31 days", "31 days is too long; at most 30 days"},
		{sunday, nil, "0 days", "say for how long"},
		{friday, team, "3 days", "2026-10-26T08:00:00Z"},
		{friday, team, "3 business days", "2026-10-28T08:00:00Z"},
		{friday, team, "72 hours", "2026-10-26T07:00:00Z"},
		{friday, team, "30 days", "2026-11-22T07:00:00Z"},
		{friday, team, "31 days", "too long"},
		{friday, team, "2 months", "too long"},
	} {
		until, err := heldUntil(Request{For: c.period, At: c.at}, c.calendar, c.at)
		got := until.UTC().Format(time.RFC3339)
		if err != nil {
			got = err.Error()
		}
		if !strings.Contains(got, c.want) {
			t.Errorf("%s from %s: %s, want %s", c.period, c.at, got, c.want)
		}
	}
}
