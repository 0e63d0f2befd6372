package civil

import (
	"testing"
	"time"
)

func TestClosingAt(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	office := &Hours{From: 8 * time.Hour, To: 17 * time.Hour}
	base, err := NewCalendar("munich", berlin, nil, nil, nil, nil, office)
	if err != nil {
		t.Fatal(err)
	}
	night := base.WithHours(Hours{From: 22 * time.Hour, To: 6 * time.Hour})
	thursday := func(hour int) time.Time { return time.Date(2026, 9, 17, hour, 0, 0, 0, berlin) }
	for name, test := range map[string]struct {
		calendar *Calendar
		at, want time.Time
	}{
		"in office hours":       {base, thursday(9), thursday(17)},
		"at the cut-off itself": {base, thursday(17), time.Time{}},
		"before opening":        {base, thursday(7), time.Time{}},
		"after midnight":        {night, thursday(3), thursday(6)},
		"before midnight":       {night, thursday(23), thursday(30)},
		"by day":                {night, thursday(12), time.Time{}},
		"around the clock":      {base.WithHours(Hours{AllDay: true}), thursday(12), time.Time{}},
		"no hours at all":       {DefaultCalendar(), thursday(12), time.Time{}},
	} {
		got, ok := test.calendar.ClosingAt(test.at)
		if ok == test.want.IsZero() || !got.Equal(test.want) {
			t.Errorf("%s: closing %v (%v), want %v", name, got, ok, test.want)
		}
	}
}

func TestWithHoursKeepsTheDays(t *testing.T) {
	base, err := NewCalendar("x", time.UTC, []string{"DE-BY"}, nil, nil, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	christmas := time.Date(2026, 12, 25, 12, 0, 0, 0, time.UTC)
	if base.WithHours(Hours{From: 8 * time.Hour, To: 17 * time.Hour}).OpenAt(christmas) {
		t.Error("hours of one's own opened a holiday")
	}
}
