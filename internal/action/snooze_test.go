package action

import (
	"testing"
	"time"

	"supplierwatch/internal/civil"
)

func TestASnoozeUntilADayEndsWhenWorkBegins(t *testing.T) {
	now := time.Date(2026, 9, 14, 9, 0, 0, 0, time.UTC)
	for day, want := range map[string]time.Time{
		"2026-09-16": time.Date(2026, 9, 16, 0, 0, 0, 0, time.UTC), "2026-10-14": now.AddDate(0, 0, 30).Add(-9 * time.Hour),
	} {
		until, err := snoozeEnd(Request{Until: day, At: now}, nil, now)
		if err != nil || until.Truncate(24*time.Hour) != want {
			t.Errorf("until %s is until %s, %v", day, until, err)
		}
	}
	until, err := snoozeEnd(Request{Until: "2026-09-16", At: now}, civil.DefaultCalendar(), now)
	if err != nil || until.Before(time.Date(2026, 9, 15, 20, 0, 0, 0, time.UTC)) {
		t.Errorf("in the owner's calendar that is %s, %v", until, err)
	}
}
