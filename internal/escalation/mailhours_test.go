package escalation_test

import (
	"testing"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/escalation"
	"supplierwatch/internal/model"
)

func team(t *testing.T, zone, hours string, closed ...civil.Date) *model.Team {
	t.Helper()
	location, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	var span *civil.Hours
	if hours != "" {
		parsed, err := civil.ParseHours(hours)
		if err != nil {
			t.Fatal(err)
		}
		span = &parsed
	}
	c, err := civil.NewCalendar("", location, nil, closed, nil, []time.Weekday{}, span)
	if err != nil {
		t.Fatal(err)
	}
	return &model.Team{Calendar: c}
}

func TestMailHours(t *testing.T) {
	newYear := civil.NewDate(2027, time.January, 1) // a Friday
	desk := team(t, "Europe/Berlin", "09:00-12:00")
	shift, bare := team(t, "Europe/Berlin", "24/7", newYear), team(t, "Asia/Tokyo", "")
	r := &model.Registry{}
	for _, x := range []struct {
		name      string
		to, owner *model.Team
		from      string
		want      string
	}{
		{"its own", desk, shift, "2027-01-02T13:00:00Z", "2027-01-03T08:00:00Z"}, // it works on Sundays
		{"its owner's", shift, desk, "2027-01-02T13:00:00Z", "2027-01-03T08:00:00Z"},
		{"an office's, from Monday to Friday, without holidays", shift, bare, "2026-12-31T17:30:00Z", "2027-01-04T07:00:00Z"},
		{"an office's, before it opens", shift, shift, "2027-01-04T03:00:00Z", "2027-01-04T07:00:00Z"},
		{"an office's, in its zone", bare, nil, "2027-01-04T09:30:00Z", "2027-01-04T23:00:00Z"},
		{"an office's, where nothing is known", nil, nil, "2027-01-04T18:00:00Z", "2027-01-05T08:00:00Z"},
		{"an owner's, of an address without a team", nil, desk, "2027-01-04T18:00:00Z", "2027-01-05T08:00:00Z"},
	} {
		from, _ := time.Parse(time.RFC3339, x.from)
		if got := escalation.MailHours(r, x.to, x.owner).NextOpening(from).UTC().Format(time.RFC3339); got != x.want {
			t.Errorf("%s: %s, want %s", x.name, got, x.want)
		}
	}
}

func TestStartOfWork(t *testing.T) {
	saturday := civil.NewDate(2027, time.January, 2)
	for _, x := range []struct {
		name string
		c    *civil.Calendar
		d    civil.Date
		want string
	}{
		{"its hours", team(t, "Europe/Berlin", "09:00-12:00").Calendar, saturday, "2027-01-02T08:00:00Z"},
		{"an office's", team(t, "Europe/Berlin", "24/7").Calendar, saturday.AddDays(2), "2027-01-04T07:00:00Z"},
		{"no hours on that day", team(t, "Europe/Berlin", "24/7").Calendar, saturday, "2027-01-01T23:00:00Z"},
	} {
		if got := escalation.StartOfWork(x.c, x.d).Format(time.RFC3339); got != x.want {
			t.Errorf("%s: %s, want %s", x.name, got, x.want)
		}
	}
}
