package civil

import (
	"strings"
	"sync"
	"testing"
	"time"
)

func TestBusinessDay(t *testing.T) {
	munich := calendar(t, "Europe/Berlin", "", "DE-BY")
	for _, test := range []struct {
		c    *Calendar
		day  string
		want bool
	}{
		{nil, "2026-11-20", true},
		{nil, "2026-11-21", false},
		{nil, "2026-11-22", false},
		{nil, "2026-12-25", true},
		{&Calendar{}, "2026-11-21", false},
		{&Calendar{AlwaysOpen: true}, "2026-11-21", false},
		{munich, "2026-01-06", false},
		{munich, "2026-04-03", false},
		{munich, "2026-04-06", false},
		{munich, "2026-06-04", false},
		{munich, "2026-12-24", true},
		{munich, "2026-11-22", false},
		{calendar(t, "UTC", "", "DE"), "2026-01-06", true},
		{calendar(t, "UTC", "", "DE", "AT"), "2026-01-06", false},
		// Observed on another day: the 4th of July 2026 is a Saturday, Boxing Day 2026 in England too.
		{calendar(t, "UTC", "", "US"), "2026-07-03", false},
		{calendar(t, "UTC", "", "US"), "2026-11-26", false},
		{calendar(t, "UTC", "", "GB"), "2026-12-28", false},
		{calendar(t, "UTC", "", "GB"), "2026-12-29", true},
		// New Year's Day 2028 is a Saturday, observed in the year before.
		{calendar(t, "UTC", "", "US"), "2027-12-31", false},
		{calendar(t, "UTC", "", "JP"), "2026-05-05", false},
	} {
		if got := test.c.BusinessDay(date(t, test.day)); got != test.want {
			t.Errorf("business day %s = %v, want %v", test.day, got, test.want)
		}
	}
}

func TestClosedAndOpenDays(t *testing.T) {
	c, err := NewCalendar("plant", time.UTC, []string{"DE-BY"},
		dates(t, "2026-12-24", "2026-12-28", "2026-12-29"), dates(t, "2026-01-06", "2026-11-21", "2026-12-29"), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		day  string
		want bool
		name string
	}{
		{"2026-12-24", false, "closed"},
		{"2026-12-28", false, "closed"},
		{"2026-12-29", true, ""},
		{"2026-01-06", true, ""},
		{"2026-11-21", true, ""},
		{"2026-11-22", false, ""},
		{"2026-12-25", false, "Christmas Day"},
	} {
		d := date(t, test.day)
		if got := c.BusinessDay(d); got != test.want {
			t.Errorf("business day %s = %v, want %v", d, got, test.want)
		}
		if got := c.HolidayName(d); !strings.Contains(got, test.name) || (test.name == "") != (got == "") {
			t.Errorf("holiday on %s = %q, want %q", d, got, test.name)
		}
	}
}

func TestWeekends(t *testing.T) {
	gulf, err := NewCalendar("riyadh", zone(t, "Asia/Riyadh"), nil, nil, nil, []time.Weekday{time.Friday, time.Saturday}, nil)
	if err != nil {
		t.Fatal(err)
	}
	daily, err := NewCalendar("daily", nil, nil, nil, nil, []time.Weekday{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if gulf.BusinessDay(date(t, "2026-11-20")) || !gulf.BusinessDay(date(t, "2026-11-22")) {
		t.Error("the weekend of Riyadh is not Friday and Saturday")
	}
	if !daily.BusinessDay(date(t, "2026-11-22")) {
		t.Error("a calendar with an empty weekend rests on Sunday")
	}
	week := []time.Weekday{0, 1, 2, 3, 4, 5, 6}
	if _, err := NewCalendar("never", nil, nil, nil, nil, week, nil); err == nil {
		t.Error("a week without a working day was accepted")
	}
	if _, err := NewCalendar("eighth", nil, nil, nil, nil, []time.Weekday{7}, nil); err == nil {
		t.Error("an eighth day of the week was accepted")
	}
}

func TestUnknownRegion(t *testing.T) {
	for region, want := range map[string]string{
		"DE-XX": "DE-BY", "de-by": "did you mean `DE-BY`?", "AU-XX": "AU-NT", "UK": "GB", "GERMANY": "did you mean `DE`?", "DE-Bavaria": "did you mean `DE-BY`?", "": "supplierwatch holidays", "AT-9": "AT",
		"DE-BAY": "DE-BY", "CN": "{file: holidays-cn.ics}", "IN-MH": "{file: holidays-in.ics}", "de": "did you mean `DE`?",
	} {
		if KnownRegion(region) {
			t.Errorf("%q is known", region)
		}
		_, err := NewCalendar("x", nil, []string{region}, nil, nil, nil, nil)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("region %q: %v, want it to name %s", region, err, want)
		}
	}
}

// TestRegionsComputeEveryYear asks every region for years far off: none may panic or close a whole year.
func TestRegionsComputeEveryYear(t *testing.T) {
	if len(Regions()) < 80 {
		t.Errorf("only %d regions", len(Regions()))
	}
	for _, region := range Regions() {
		c := calendar(t, "UTC", "", region)
		for _, y := range []int{1, 1582, 1900, 2026, 2100, 2500, 9999} {
			newYear := NewDate(y, time.January, 1)
			if n := c.BusinessDaysBetween(newYear, NewDate(y, time.December, 31)); n < 200 || n > 262 {
				t.Errorf("%s has %d business days in %d", region, n, y)
			}
		}
		if n := len(holidaysIn([]string{region}, 2026)); n < 5 {
			t.Errorf("%s has %d holidays in 2026", region, n)
		}
	}
}

func TestCountingBusinessDays(t *testing.T) {
	munich := calendar(t, "Europe/Berlin", "", "DE-BY")
	for _, test := range []struct {
		a, b string
		want int
	}{
		{"2026-11-20", "2026-11-20", 0},
		{"2026-11-20", "2026-11-23", 1},
		{"2026-11-21", "2026-11-22", 0},
		{"2026-11-22", "2026-11-23", 1},
		{"2026-11-23", "2026-11-20", -1},
		{"2026-12-22", "2027-01-04", 7},
		{"2026-09-02", "2026-09-16", 10},
	} {
		if got := munich.BusinessDaysBetween(date(t, test.a), date(t, test.b)); got != test.want {
			t.Errorf("business days after %s up to %s = %d, want %d", test.a, test.b, got, test.want)
		}
	}
	if n := munich.BusinessDaysBetween(date(t, "2026-01-01"), Far); n < 24_000 || n > 26_200 {
		t.Errorf("%d business days until open-ended, want those of a century", n)
	}
	if n := munich.BusinessDaysBetween(date(t, "2026-01-01"), Date{}); n != 0 {
		t.Errorf("%d business days until no date", n)
	}
}

func TestAddBusinessDaysBothWays(t *testing.T) {
	for _, test := range []struct {
		day       string
		n         int
		add, back string
	}{
		{"2026-11-20", 0, "2026-11-20", "2026-11-20"},
		{"2026-11-21", 0, "2026-11-23", "2026-11-20"},
		{"2026-11-20", 5, "2026-11-27", "2026-11-13"},
		{"2026-11-22", 5, "2026-11-30", "2026-11-13"},
		{"2026-11-20", -5, "2026-11-13", "2026-11-27"},
		{"2024-02-28", 1, "2024-02-29", "2024-02-27"},
		{"2024-02-29", 1, "2024-03-01", "2024-02-28"},
		{"2026-12-31", 1, "2027-01-01", "2026-12-30"},
	} {
		d := date(t, test.day)
		var c *Calendar
		if got := c.AddBusinessDays(d, test.n).String(); got != test.add {
			t.Errorf("%s + %d business days = %s, want %s", d, test.n, got, test.add)
		}
		if got := c.SubBusinessDays(d, test.n).String(); got != test.back {
			t.Errorf("%s - %d business days = %s, want %s", d, test.n, got, test.back)
		}
	}
}

// TestClosedForEver returns a calendar nothing but closed days for longer than it is searched. Every search must end.
func TestClosedForEver(t *testing.T) {
	var closed []Date
	start := date(t, "2000-01-01")
	for i := range 60 * 366 {
		closed = append(closed, start.AddDays(i))
	}
	c, err := NewCalendar("shut", time.UTC, nil, closed, nil, nil, &Hours{From: 8 * time.Hour, To: 17 * time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	d := date(t, "2030-06-01")
	for name, got := range map[string]Date{
		"RollBack": c.RollBack(d), "RollForward": c.RollForward(d),
		"AddBusinessDays": c.AddBusinessDays(d, 10), "SubBusinessDays": c.SubBusinessDays(d, 10),
	} {
		if got != d {
			t.Errorf("%s = %s, want the day asked about", name, got)
		}
	}
	now := instant(t, "2030-06-01T12:00:00Z")
	if got := c.NextOpening(now); !got.Equal(now) {
		t.Errorf("next opening %s, want the instant asked about", got)
	}
	if got := c.BusinessTime(now, now.AddDate(30, 0, 0)); got != 0 {
		t.Errorf("business time %s, want none", got)
	}
}

func TestCalendarIsSafeForConcurrentUse(t *testing.T) {
	c := calendar(t, "Europe/Berlin", "08:00-17:00", "DE-BY")
	var group sync.WaitGroup
	for i := range 8 {
		group.Go(func() {
			for y := 2000; y < 2040; y++ {
				if c.BusinessDay(NewDate(y, time.January, 1)) {
					t.Errorf("goroutine %d: New Year's Day %d is worked", i, y)
				}
			}
		})
	}
	group.Wait()
}
