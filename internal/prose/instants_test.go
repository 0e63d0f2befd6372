package prose

import (
	"testing"
	"time"

	"supplierwatch/internal/civil"
)

func TestInstants(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 12, 31, 23, 30, 0, 0, time.UTC) // 2027 in Berlin
	for _, c := range []struct {
		zone                 *time.Location
		now                  time.Time
		instant, when, short string
	}{
		{time.UTC, at.AddDate(0, -1, 0), "Thu 31 Dec, 23:30 UTC", "Thu 31 Dec 23:30 (UTC)", "Thu 31 Dec 23:30"},
		{berlin, at.AddDate(0, -1, 0), "Fri 1 Jan 2027, 00:30 CET", "Fri 1 Jan 2027 00:30 (Europe/Berlin)", "Fri 1 Jan 2027 00:30"},
		{berlin, at, "Fri 1 Jan, 00:30 CET", "Fri 1 Jan 00:30 (Europe/Berlin)", "Fri 1 Jan 00:30"},
	} {
		clock := Clock{Zone: c.zone, Now: c.now}
		if got := clock.Instant(at); got != c.instant {
			t.Errorf("an instant is %q, want %q", got, c.instant)
		}
		if got := clock.When(at); got != c.when {
			t.Errorf("an instant with its zone is %q, want %q", got, c.when)
		}
		if got := clock.Short(at); got != c.short {
			t.Errorf("a short instant is %q, want %q", got, c.short)
		}
	}
	if got := Instant(at.In(berlin)); got != "Fri 1 Jan 2027 00:30 CET" {
		t.Errorf("an instant is %q", got)
	}
}

func TestDays(t *testing.T) {
	for day, want := range map[civil.Date][3]string{
		civil.NewDate(2026, 12, 9): {"Wed 9 Dec", "Wed 9 Dec 2026", "9 Dec 2026"},
		civil.NewDate(2027, 1, 31): {"Sun 31 Jan", "Sun 31 Jan 2027", "31 Jan 2027"},
	} {
		if got := [3]string{Short(day), Long(day), Date(day)}; got != want {
			t.Errorf("%v is %q, want %q", day, got, want)
		}
	}
	if got := Long(civil.Date{}); got != "" {
		t.Errorf("no day is %q", got)
	}
}
