package civil

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/teambition/rrule-go"
	"pgregory.net/rapid"
)

// middle draws days far enough from both ends that no arithmetic of a test is cut off.
func middle() *rapid.Generator[Date] {
	return rapid.Custom(func(t *rapid.T) Date {
		return ofDay(rapid.IntRange(dayNumber(1000, 1, 1), dayNumber(3000, 12, 31)).Draw(t, "day"))
	})
}

func smallPeriod() *rapid.Generator[Period] {
	return rapid.Custom(func(t *rapid.T) Period {
		return Period{
			Months:       rapid.IntRange(0, 60).Draw(t, "months"),
			Days:         rapid.IntRange(0, 400).Draw(t, "days"),
			BusinessDays: rapid.IntRange(0, 30).Draw(t, "business days"),
		}
	})
}

func TestPropertyMinusIsTheLatest(t *testing.T) {
	calendars := []*Calendar{nil, calendar(t, "Europe/Berlin", "", "DE-BY"), calendar(t, "Asia/Tokyo", "", "JP")}
	rapid.Check(t, func(t *rapid.T) {
		d, p := middle().Draw(t, "d"), smallPeriod().Draw(t, "p")
		c := rapid.SampledFrom(calendars).Draw(t, "calendar")
		x := d.Minus(p, c)
		if x.Plus(p, c).After(d) {
			t.Fatalf("%s - %s = %s, but %s + %s = %s", d, p, x, x, p, x.Plus(p, c))
		}
		for i := 1; i <= 40; i++ {
			if y := x.AddDays(i); !y.Plus(p, c).After(d) {
				t.Fatalf("%s - %s = %s, but from %s it still ends by then", d, p, x, y)
			}
		}
	})
}

func TestPropertyPlusIsMonotonic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, p := middle().Draw(t, "d"), smallPeriod().Draw(t, "p")
		if d.AddDays(1).Plus(p, nil).Before(d.Plus(p, nil)) {
			t.Fatalf("%s + %s lies after the same from the day after", d, p)
		}
	})
}

func TestPropertyDatesAgreeWithTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(firstNumber, farNumber).Draw(t, "n")
		d := ofDay(n)
		std := time.Date(d.Year(), d.Month(), d.Day(), 0, 0, 0, 0, time.UTC)
		if d.number() != n || DateOf(std) != d || d.Weekday() != std.Weekday() || d.String() != std.Format(time.DateOnly) {
			t.Fatalf("day %d is %s", n, d)
		}
		if day, _ := yearDay(d); day != std.YearDay() {
			t.Fatalf("%s is day %d of its year", d, day)
		}
		if back, err := ParseDate(d.String()); err != nil || back != d {
			t.Fatalf("%s came back as %s, %v", d, back, err)
		}
	})
}

// TestPropertyNothingLeavesTheYears throws any number at the arithmetic: it must neither panic nor leave the years 1 to 9999.
func TestPropertyNothingLeavesTheYears(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := NewDate(rapid.Int().Draw(t, "y"), time.Month(rapid.Int().Draw(t, "m")), rapid.Int().Draw(t, "d"))
		n := rapid.Int().Draw(t, "n")
		p := Period{Months: n, Days: rapid.Int().Draw(t, "days")}
		for name, got := range map[string]Date{
			"NewDate": d, "AddDays": d.AddDays(n), "AddMonths": d.AddMonths(n), "Plus": d.Plus(p, nil), "Minus": d.Minus(p, nil),
			"EndOfMonth": d.AddDays(n).EndOfMonth(), "RollBack": (*Calendar)(nil).RollBack(d), "RollForward": (*Calendar)(nil).RollForward(d),
			"TermEnd": TermEnd(d, p), "RenewedEnd": RenewedEnd(d, p, n), "EarliestExit": OpenEnded{Notice: Notice{Period: p}, Exit: ExitQuarterEnd}.EarliestExit(d),
		} {
			if back, err := ParseDate(got.String()); err != nil || back != got {
				t.Fatalf("%s led to %+v", name, got)
			}
		}
	})
}

func TestPropertyPeriodTextComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := Period{
			Months:       rapid.IntRange(0, longest).Draw(t, "months"),
			Days:         rapid.IntRange(0, longest).Draw(t, "days"),
			BusinessDays: rapid.IntRange(0, longest).Draw(t, "business days"),
			Clock:        time.Duration(rapid.IntRange(0, longest*3600).Draw(t, "seconds")) * time.Second,
		}
		if back, err := ParsePeriod(p.String()); err != nil || back != p {
			t.Fatalf("%q came back as %+v, %v; want %+v", p, back, err, p)
		}
	})
}

func TestPropertyHoursTextComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		minute := rapid.IntRange(0, 24*60-1)
		h := Hours{From: time.Duration(minute.Draw(t, "from")) * time.Minute, To: time.Duration(minute.Draw(t, "to")) * time.Minute}
		if h.From == h.To {
			h = Hours{AllDay: true}
		}
		if back, err := ParseHours(h.String()); err != nil || back != h {
			t.Fatalf("%s came back as %s, %v", h, back, err)
		}
	})
}

// TestPropertyBusinessDaysCountBack ties the three ways of counting together.
func TestPropertyBusinessDaysCountBack(t *testing.T) {
	munich := calendar(t, "Europe/Berlin", "", "DE-BY")
	rapid.Check(t, func(t *rapid.T) {
		d, n := middle().Draw(t, "d"), rapid.IntRange(0, 1200).Draw(t, "n")
		from := munich.RollForward(d)
		to := munich.AddBusinessDays(d, n)
		if got := munich.BusinessDaysBetween(from, to); got != n {
			t.Fatalf("%s + %d business days = %s, which counts %d", d, n, to, got)
		}
		if back := munich.SubBusinessDays(to, n); back != from {
			t.Fatalf("%s + %d business days = %s, and back is %s", from, n, to, back)
		}
	})
}

// TestPropertyOpeningHours checks NextOpening and BusinessTime against OpenAt.
func TestPropertyOpeningHours(t *testing.T) {
	calendars := []*Calendar{
		nil, calendar(t, "Europe/Berlin", "08:00-17:00", "DE-BY"), calendar(t, "America/Santiago", "22:00-06:00"),
		calendar(t, "Africa/Cairo", ""), calendar(t, "Asia/Beirut", "00:00-08:30"), calendar(t, "America/New_York", "12:00-24:00", "US"),
	}
	rapid.Check(t, func(t *rapid.T) {
		c := rapid.SampledFrom(calendars).Draw(t, "calendar")
		at := time.Unix(rapid.Int64Range(1_700_000_000, 1_900_000_000).Draw(t, "at"), 0)
		next := c.NextOpening(at)
		switch {
		case next.Before(at) || !c.OpenAt(next):
			t.Fatalf("next opening after %s is %s", at, next)
		case c.OpenAt(at) != next.Equal(at):
			t.Fatalf("open at %s = %v, next opening %s", at, c.OpenAt(at), next)
		case c.BusinessTime(at, next) != 0:
			t.Fatalf("%s of business time before the opening at %s", c.BusinessTime(at, next), next)
		}
		middle, end := at.Add(13*time.Hour), at.Add(100*time.Hour)
		if c.BusinessTime(at, middle)+c.BusinessTime(middle, end) != c.BusinessTime(at, end) {
			t.Fatalf("business time from %s does not add up", at)
		}
	})
}

// TestPropertyRecurrenceAgreesWithTheLibrary compares with the iterator of rrule-go where that one is right: away from week numbers,
// from lists that mix numbered days of the week with plain ones, and from positions in a week that the start cuts.
func TestPropertyRecurrenceAgreesWithTheLibrary(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := ofDay(rapid.IntRange(dayNumber(2000, 1, 1), dayNumber(2030, 1, 1)).Draw(t, "from"))
		text := ruleText(t)
		r, err := ParseRecurrence(text, from)
		if err != nil {
			t.Skip(err)
		}
		option, err := rrule.StrToROption(text)
		if err != nil {
			t.Fatal(err)
		}
		option.Dtstart = from.Start(time.UTC)
		library, err := rrule.NewRRule(*option)
		if err != nil {
			t.Fatal(err)
		}
		a := from.AddDays(rapid.IntRange(-100, 4000).Draw(t, "after"))
		b := a.AddDays(1500)
		var want []Date
		for _, at := range library.Between(a.Start(time.UTC), b.Start(time.UTC), true) {
			want = append(want, DateOf(at))
		}
		if got := r.Between(a, b); !slices.Equal(got, want) {
			t.Fatalf("%s from %s, between %s and %s:\n got %v\nwant %v", text, from, a, b, got, want)
		}
		if len(want) > 0 {
			if last, ok := r.Before(b.AddDays(1)); !ok || last != want[len(want)-1] {
				t.Fatalf("%s from %s: before %s comes %s", text, from, b.AddDays(1), last)
			}
		}
	})
}

// ruleText draws a rule of any frequency with some of the parts that go with it.
func ruleText(t *rapid.T) string {
	freq := rapid.SampledFrom([]string{"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}).Draw(t, "freq")
	parts := []string{"FREQ=" + freq, fmt.Sprintf("INTERVAL=%d", rapid.IntRange(1, 7).Draw(t, "interval"))}
	add := func(name string, values []string) {
		if rapid.Bool().Draw(t, name) {
			chosen := rapid.SliceOfNDistinct(rapid.SampledFrom(values), 1, 3, rapid.ID).Draw(t, name+" values")
			parts = append(parts, name+"="+strings.Join(chosen, ","))
		}
	}
	add("BYMONTH", []string{"1", "2", "3", "9", "12"})
	weekdays := []string{"MO", "WE", "FR", "SU"}
	if freq == "MONTHLY" || freq == "YEARLY" {
		// The library takes numbered days of the week and plain ones together for days that are both.
		if rapid.Bool().Draw(t, "numbered") {
			weekdays = []string{"1TU", "3WE", "-1FR", "5SA"}
		}
		add("BYMONTHDAY", []string{"1", "15", "29", "30", "31", "-1", "-30"})
		add("BYSETPOS", []string{"1", "2", "-1"})
	}
	add("BYDAY", weekdays)
	if freq == "WEEKLY" {
		add("WKST", []string{"SU"})
	}
	switch rapid.IntRange(0, 2).Draw(t, "end") {
	case 1:
		parts = append(parts, fmt.Sprintf("COUNT=%d", rapid.IntRange(1, 50).Draw(t, "count")))
	case 2:
		parts = append(parts, fmt.Sprintf("UNTIL=20%02d0615", rapid.IntRange(10, 50).Draw(t, "until")))
	}
	return strings.Join(parts, ";")
}

// TestWeekNumbersAgreeWithISO checks BYWEEKNO against the weeks of the standard library, which the property above leaves out.
func TestWeekNumbersAgreeWithISO(t *testing.T) {
	from, to := NewDate(1990, 1, 1), NewDate(2039, 12, 31)
	for _, number := range []int{1, 2, 26, 51, 52, 53, -1, -2, -52, -53} {
		r := recurrence(t, fmt.Sprintf("FREQ=YEARLY;BYWEEKNO=%d;BYDAY=MO,TH,SU", number), from)
		var want []Date
		for d := from; !d.After(to); d = d.AddDays(1) {
			year, week := d.Start(time.UTC).ISOWeek()
			_, weeks := time.Date(year, time.December, 28, 0, 0, 0, 0, time.UTC).ISOWeek()
			onDay := slices.Contains([]time.Weekday{time.Monday, time.Thursday, time.Sunday}, d.Weekday())
			if onDay && (week == number || week-weeks-1 == number) {
				want = append(want, d)
			}
		}
		if got := r.Between(from, to); !slices.Equal(got, want) {
			t.Errorf("week %d: got %d days, want %d", number, len(got), len(want))
		}
	}
}
