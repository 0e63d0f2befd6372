package civil

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestClosedDaysOfEveryYear(t *testing.T) {
	for _, test := range []struct {
		days, day string
		want      bool
	}{
		{"12-24", "2026-12-24", true},
		{"12-24", "2031-12-24", true},
		{"12-24", "2031-12-25", false},
		{"12-24/01-06", "2026-12-23", false},
		{"12-24/01-06", "2026-12-31", true},
		{"12-24/01-06", "2027-01-06", true},
		{"12-24/01-06", "2027-01-07", false},
		{"08-02/08-13", "2029-08-02", true},
		{"08-02/08-13", "2029-08-13", true},
		{"08-02/08-13", "2029-08-14", false},
		{"02-29", "2028-02-29", true},
		{"02-29", "2027-02-28", false},
		{"02-29", "2027-03-01", false},
		{"02-27/02-29", "2027-02-28", true},
		{"02-27/02-29", "2027-03-01", false},
		{"02-29/03-02", "2027-02-28", false},
		{"02-29/03-02", "2027-03-01", true},
		{"2027-08-02/2027-08-13", "2027-08-13", true},
		{"2027-08-02/2027-08-13", "2028-08-05", false},
		{"2027-12-27/2028-01-05", "2028-01-01", true},
		{"2026-12-24", "2026-12-24", true},
		{"2026-12-24", "2027-12-24", false},
	} {
		days, err := ParseDays(test.days)
		if err != nil {
			t.Fatal(err)
		}
		if days.String() != test.days {
			t.Errorf("%s is written as %s", test.days, days)
		}
		if got := days.Contain(date(t, test.day)); got != test.want {
			t.Errorf("%s contain %s: %v, want %v", test.days, test.day, got, test.want)
		}
		c, err := BuildCalendar(CalendarSpec{Closed: []Days{days}, Weekend: []time.Weekday{}})
		if err != nil {
			t.Fatal(err)
		}
		if got := !c.BusinessDay(date(t, test.day)); got != test.want {
			t.Errorf("a calendar closed on %s is closed on %s: %v, want %v", test.days, test.day, got, test.want)
		}
	}
}

func TestDaysThatCannotBeRead(t *testing.T) {
	for _, text := range []string{
		"", "/", "12-24/", "12-24/2027-01-06", "2026-12-24/01-06", "2027-08-13/2027-08-02", "02-30", "2027-02-29", "13-01", "2027-08-02/2027-08-13/2027-08-14",
		"24.12.", "12-24 / 01-06",
	} {
		if days, err := ParseDays(text); err == nil {
			t.Errorf("%q is read as %s", text, days)
		}
	}
}

// TestDaysOfEveryYearAreThoseOfItsMonthsAndDays enumerates the range day by day through a leap year.
func TestDaysOfEveryYearAreThoseOfItsMonthsAndDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		leap := NewDate(2028, time.January, 1)
		first := leap.AddDays(rapid.IntRange(0, 365).Draw(t, "first"))
		length := rapid.IntRange(0, 364).Draw(t, "length")
		text := first.String()[5:] + "/" + MonthDay{Month: later366(first, length).Month(), Day: later366(first, length).Day()}.String()
		days, err := ParseDays(text)
		if err != nil {
			t.Fatal(err)
		}
		in := map[string]bool{}
		for i := range length + 1 {
			in[later366(first, i).String()[5:]] = true
		}
		for year := 2026; year <= 2029; year++ {
			for d := NewDate(year, time.January, 1); d.Year() == year; d = d.AddDays(1) {
				if got := days.Contain(d); got != in[d.String()[5:]] {
					t.Fatalf("%s contain %s: %v", text, d, got)
				}
			}
		}
	})
}

// later366 returns the day n days after d in a circle of 366 days.
func later366(d Date, n int) Date {
	start := NewDate(2028, time.January, 1)
	return start.AddDays((d.number() - start.number() + n) % 366)
}

func TestOpenDaysOfEveryYear(t *testing.T) {
	open, _ := ParseDays("01-06")
	c, err := BuildCalendar(CalendarSpec{Regions: []string{"DE-BY"}, Open: []Days{open}})
	if err != nil {
		t.Fatal(err)
	}
	if !c.BusinessDay(date(t, "2027-01-06")) || !c.BusinessDay(date(t, "2028-01-06")) || c.BusinessDay(date(t, "2027-01-01")) {
		t.Error("Epiphany is not worked, or New Year is")
	}
}

// TestOpenDaysOfEveryYearLeaveWeekends holds that a holiday that is worked is
// still a day off where it falls on a weekend; a single date is worked.
func TestOpenDaysOfEveryYearLeaveWeekends(t *testing.T) {
	for _, c := range []struct {
		open, day string
		works     bool
	}{
		{"01-06", "2029-01-06", false}, // a Saturday
		{"01-06", "2028-01-06", true},
		{"2029-01-06/2029-01-08", "2029-01-07", false},
		{"2029-01-06/2029-01-08", "2029-01-08", true},
		{"2029-01-06", "2029-01-06", true}, // a worked Saturday
	} {
		open, err := ParseDays(c.open)
		if err != nil {
			t.Fatal(err)
		}
		calendar, err := BuildCalendar(CalendarSpec{Regions: []string{"DE-BY"}, Open: []Days{open}})
		if err != nil {
			t.Fatal(err)
		}
		if got := calendar.BusinessDay(date(t, c.day)); got != c.works {
			t.Errorf("open: [%s]: %s is worked: %t", c.open, c.day, got)
		}
	}
}

func TestCalendarClosedEveryDay(t *testing.T) {
	all, _ := ParseDays("01-01/12-31")
	if _, err := BuildCalendar(CalendarSpec{Closed: []Days{all}}); err == nil {
		t.Error("a calendar without a working day was accepted")
	}
}

func TestHolidaysFromAFile(t *testing.T) {
	c, err := BuildCalendar(CalendarSpec{
		Regions: []string{"TR"}, Listed: []Holiday{{Date: date(t, "2027-03-10"), Name: "Works outing"}, {Date: date(t, "2027-06-01"), Name: "Works outing"}},
		ListedUntil: date(t, "2027-12-31"),
	})
	if err != nil {
		t.Fatal(err)
	}
	if c.BusinessDay(date(t, "2027-06-01")) || c.HolidayName(date(t, "2027-06-01")) != "Works outing" {
		t.Error("the day of the file is worked")
	}
	if got := c.HolidaysKnownUntil(); got != date(t, "2027-12-31") {
		t.Errorf("known until %s", got)
	}
	if got := calendar(t, "UTC", "", "TR").HolidaysKnownUntil(); got != date(t, "2032-12-31") {
		t.Errorf("TR is known until %s", got)
	}
	if got := calendar(t, "UTC", "", "DE").HolidaysKnownUntil(); !got.IsZero() {
		t.Errorf("DE is known until %s", got)
	}
}
