package civil

import (
	"encoding/json"
	"math"
	"testing"
	"time"
)

func TestParseDate(t *testing.T) {
	for _, s := range []string{"2026-11-22", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31", "2026-01-31"} {
		if got := date(t, s).String(); got != s {
			t.Errorf("ParseDate(%q).String() = %q", s, got)
		}
	}
	for _, s := range []string{
		"", "2026-11-2", "2026-1-22", "26-11-22", "2026/11/22", "2026-11-22T00:00:00Z", " 2026-11-22", "2026-11-22\n",
		"2026-02-29", "1900-02-29", "2026-04-31", "2026-13-01", "2026-00-01", "2026-01-00", "0000-01-01", "-001-01-01",
		"+026-11-22", "10000-01-01", "２０２６-11-22", "2026-1a-22", "today",
	} {
		if got, err := ParseDate(s); err == nil {
			t.Errorf("ParseDate(%q) = %v, want an error", s, got)
		}
	}
}

func TestAddMonths(t *testing.T) {
	for _, test := range []struct {
		from string
		n    int
		want string
	}{
		{"2026-01-31", 1, "2026-02-28"},
		{"2024-01-31", 1, "2024-02-29"},
		{"2024-02-29", 12, "2025-02-28"},
		{"2024-02-29", 48, "2028-02-29"},
		{"2096-02-29", 48, "2100-02-28"},
		{"2026-12-31", -3, "2026-09-30"},
		{"2026-03-31", -1, "2026-02-28"},
		{"2026-01-15", -1, "2025-12-15"},
		{"2026-11-30", 15, "2028-02-29"},
		{"2026-12-01", 1, "2027-01-01"},
		{"9999-12-31", 1, "9999-12-31"},
		{"9999-12-01", 1, "9999-12-31"},
		{"9999-11-30", 1, "9999-12-30"},
		{"0001-01-31", -1, "0001-01-01"},
		{"2026-06-15", math.MaxInt, "9999-12-31"},
		{"2026-06-15", math.MinInt, "0001-01-01"},
	} {
		if got := date(t, test.from).AddMonths(test.n).String(); got != test.want {
			t.Errorf("%s + %d months = %s, want %s", test.from, test.n, got, test.want)
		}
	}
}

func TestAddDays(t *testing.T) {
	for _, test := range []struct {
		from string
		n    int
		want string
	}{
		{"2024-02-28", 1, "2024-02-29"},
		{"2024-02-28", 2, "2024-03-01"},
		{"2026-02-28", 1, "2026-03-01"},
		{"2100-02-28", 1, "2100-03-01"},
		{"2000-02-28", 1, "2000-02-29"},
		{"2026-12-31", 1, "2027-01-01"},
		{"2024-03-01", -1, "2024-02-29"},
		{"2025-03-01", -366, "2024-02-29"},
		{"1970-01-01", -1, "1969-12-31"},
		{"9999-12-30", 1, "9999-12-31"},
		{"9999-12-31", 1, "9999-12-31"},
		{"9999-12-31", math.MaxInt, "9999-12-31"},
		{"0001-01-01", -1, "0001-01-01"},
		{"2026-01-01", math.MinInt, "0001-01-01"},
	} {
		if got := date(t, test.from).AddDays(test.n).String(); got != test.want {
			t.Errorf("%s + %d days = %s, want %s", test.from, test.n, got, test.want)
		}
	}
}

func TestNewDateCarriesOver(t *testing.T) {
	for _, test := range []struct {
		y    int
		m    time.Month
		d    int
		want string
	}{
		{2026, 1, 32, "2026-02-01"},
		{2026, 2, 29, "2026-03-01"},
		{2026, 13, 1, "2027-01-01"},
		{2026, 3, 0, "2026-02-28"},
		{math.MaxInt, 1, 1, "9999-12-31"},
		{math.MinInt, 1, 1, "0001-01-01"},
		{2026, time.Month(math.MaxInt), 1, "9999-12-31"},
		{2026, 1, math.MinInt, "0001-01-01"},
	} {
		if got := NewDate(test.y, test.m, test.d).String(); got != test.want {
			t.Errorf("NewDate(%d, %d, %d) = %s, want %s", test.y, test.m, test.d, got, test.want)
		}
	}
}

func TestDayCounts(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want int
	}{
		{"2024-03-01", "2024-02-28", 2},
		{"2025-03-01", "2025-02-28", 1},
		{"2027-01-01", "2026-01-01", 365},
		{"2025-01-01", "2024-01-01", 366},
		{"2026-01-01", "2026-01-02", -1},
		{"9999-12-31", "0001-01-01", 3_652_058},
	} {
		if got := date(t, test.a).DaysSince(date(t, test.b)); got != test.want {
			t.Errorf("days from %s to %s = %d, want %d", test.b, test.a, got, test.want)
		}
	}
}

func TestWeekday(t *testing.T) {
	for s, want := range map[string]time.Weekday{
		"1970-01-01": time.Thursday, "1969-12-31": time.Wednesday, "2026-11-22": time.Sunday,
		"2024-02-29": time.Thursday, "9999-12-31": time.Friday, "0001-01-01": time.Monday,
	} {
		if got := date(t, s).Weekday(); got != want {
			t.Errorf("%s is a %s, want %s", s, got, want)
		}
	}
}

func TestEndOfMonth(t *testing.T) {
	for s, want := range map[string]string{
		"2024-02-01": "2024-02-29", "2025-02-01": "2025-02-28", "2100-02-10": "2100-02-28", "2026-04-30": "2026-04-30",
		"2026-12-01": "2026-12-31", "9999-12-31": "9999-12-31",
	} {
		if got := date(t, s).EndOfMonth().String(); got != want {
			t.Errorf("the month of %s ends on %s, want %s", s, got, want)
		}
	}
}

// TestNoDateStaysNoDate walks the arithmetic with the zero Date: nothing must turn "no date" into a date.
func TestNoDateStaysNoDate(t *testing.T) {
	var none Date
	c := DefaultCalendar()
	for name, got := range map[string]Date{
		"AddDays": none.AddDays(5), "AddMonths": none.AddMonths(5), "EndOfMonth": none.EndOfMonth(),
		"Plus": none.Plus(Period{Months: 1, Days: 1, BusinessDays: 1}, c), "Minus": none.Minus(Period{Months: 1, BusinessDays: 2}, c),
		"RollBack": c.RollBack(none), "RollForward": c.RollForward(none),
		"TermEnd": TermEnd(none, Period{Months: 12, BusinessDays: 1}), "RenewedEnd": RenewedEnd(none, Period{Months: 1}, 3),
		"EarliestExit": OpenEnded{Notice: Notice{Period: Period{Months: 1}, Theirs: c}, Exit: ExitYearEnd}.EarliestExit(none), "LastDay": lastDay(none),
		"NoticeDates": Notice{Period: Period{Months: 1}}.Dates(none).LastNotice,
	} {
		if !got.IsZero() {
			t.Errorf("%s of no date = %s", name, got)
		}
	}
	if none.String() != "" || !none.Start(nil).IsZero() || !none.End(nil).IsZero() || c.BusinessDay(none) {
		t.Error("the zero Date has a text, an instant or a business day")
	}
	if !none.Before(date(t, "0001-01-01")) {
		t.Error("the zero Date does not sort first")
	}
}

func TestDateJSON(t *testing.T) {
	type document struct {
		On    Date
		Until Date
		Days  map[Date]int
	}
	want := document{On: date(t, "2026-11-22"), Days: map[Date]int{date(t, "2024-02-29"): 1}}
	data, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	if s := string(data); s != `{"On":"2026-11-22","Until":null,"Days":{"2024-02-29":1}}` {
		t.Errorf("marshalled to %s", s)
	}
	var got document
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	if got.On != want.On || !got.Until.IsZero() || got.Days[date(t, "2024-02-29")] != 1 {
		t.Errorf("came back as %+v", got)
	}
	for _, bad := range []string{`"2026-02-30"`, `""`, `20261122`, `{}`, `["2026-11-22"]`} {
		var d Date
		if err := json.Unmarshal([]byte(bad), &d); err == nil {
			t.Errorf("%s decoded to %s", bad, d)
		}
	}
}

func TestUnmarshalReplaces(t *testing.T) {
	d := date(t, "2026-11-22")
	if err := d.UnmarshalText(nil); err != nil || !d.IsZero() {
		t.Errorf("empty text left %s, %v", d, err)
	}
	d = date(t, "2026-11-22")
	if err := json.Unmarshal([]byte("null"), &d); err != nil || !d.IsZero() {
		t.Errorf("null left %s, %v", d, err)
	}
}
