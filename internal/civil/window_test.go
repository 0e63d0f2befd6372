package civil

import (
	"testing"
	"time"
)

func TestWindowCurrent(t *testing.T) {
	yearly := func(opens, closes string) Window { return Yearly(monthDay(t, opens), monthDay(t, closes)) }
	fixed := Once(date(t, "2026-09-01"), date(t, "2026-09-30"))
	from := date(t, "2026-01-01")
	monthly := Lasting(recurrence(t, "FREQ=MONTHLY;BYMONTHDAY=1", from), period(t, "10 days"))
	overlap := Lasting(recurrence(t, "FREQ=MONTHLY;BYMONTHDAY=1", from), period(t, "3 months"))
	ruled := Recurring(recurrence(t, "FREQ=YEARLY;BYMONTH=3;BYDAY=1MO", from), recurrence(t, "FREQ=YEARLY;BYMONTH=3;BYDAY=-1FR", from))
	for _, test := range []struct {
		name          string
		w             Window
		today         string
		opens, closes string
	}{
		{"before it opens", fixed, "2026-08-31", "2026-09-01", "2026-09-30"},
		{"the first day", fixed, "2026-09-01", "2026-09-01", "2026-09-30"},
		{"the last day", fixed, "2026-09-30", "2026-09-01", "2026-09-30"},
		{"once and never again", fixed, "2026-10-01", "", ""},
		{"yearly, before", yearly("09-01", "09-30"), "2026-01-01", "2026-09-01", "2026-09-30"},
		{"yearly, inside", yearly("09-01", "09-30"), "2026-09-30", "2026-09-01", "2026-09-30"},
		{"yearly, after", yearly("09-01", "09-30"), "2026-10-01", "2027-09-01", "2027-09-30"},
		{"over New Year, in the old", yearly("12-15", "01-15"), "2026-12-31", "2026-12-15", "2027-01-15"},
		{"over New Year, in the new", yearly("12-15", "01-15"), "2027-01-15", "2026-12-15", "2027-01-15"},
		{"over New Year, past", yearly("12-15", "01-15"), "2027-01-16", "2027-12-15", "2028-01-15"},
		{"one day", yearly("12-31", "12-31"), "2026-12-31", "2026-12-31", "2026-12-31"},
		{"nearly all year", yearly("03-01", "02-29"), "2027-02-28", "2026-03-01", "2027-02-28"},
		{"nearly all year, leap", yearly("03-01", "02-29"), "2028-02-29", "2027-03-01", "2028-02-29"},
		{"opens on a leap day", yearly("02-29", "03-31"), "2028-02-28", "2028-02-29", "2028-03-31"},
		{"opens on a leap day, common year", yearly("02-29", "03-31"), "2027-02-28", "2027-02-28", "2027-03-31"},
		{"closes on a leap day, leap year", yearly("02-20", "02-29"), "2028-02-29", "2028-02-20", "2028-02-29"},
		{"the last year", yearly("09-01", "09-30"), "9999-09-15", "9999-09-01", "9999-09-30"},
		{"after the last year", yearly("09-01", "09-30"), "9999-10-01", "", ""},
		{"over the last New Year", yearly("12-15", "01-15"), "9999-12-31", "9999-12-15", "9999-12-31"},
		{"monthly, inside", monthly, "2026-11-10", "2026-11-01", "2026-11-10"},
		{"monthly, between", monthly, "2026-11-11", "2026-12-01", "2026-12-10"},
		{"monthly, before the rule begins", monthly, "2025-06-01", "2026-01-01", "2026-01-10"},
		{"overlapping: the first not closed", overlap, "2026-06-15", "2026-04-01", "2026-06-30"},
		{"overlapping: the next day", overlap, "2026-07-01", "2026-05-01", "2026-07-31"},
		{"by two rules", ruled, "2026-03-27", "2026-03-02", "2026-03-27"},
		{"by two rules, past", ruled, "2026-03-28", "2027-03-01", "2027-03-26"},
		{"no window", Window{}, "2026-03-28", "", ""},
		{"no date", yearly("09-01", "09-30"), "", "", ""},
	} {
		got, ok := test.w.Current(date(t, test.today))
		if ok != (test.opens != "") || ok && got != (Occurrence{date(t, test.opens), date(t, test.closes)}) {
			t.Errorf("%s: on %s the window is %s to %s (%v), want %s to %s", test.name, test.today, got.Opens, got.Closes, ok, test.opens, test.closes)
		}
	}
}

func TestWindowNeighbours(t *testing.T) {
	w := Yearly(monthDay(t, "02-20"), monthDay(t, "02-29"))
	current, _ := w.Current(date(t, "2028-02-25"))
	before, ok := w.Before(current)
	if want := (Occurrence{date(t, "2027-02-20"), date(t, "2027-02-28")}); !ok || before != want {
		t.Errorf("before %v comes %v (%v)", current, before, ok)
	}
	if after, ok := w.After(before); !ok || after != current {
		t.Errorf("after %v comes %v (%v)", before, after, ok)
	}
	if o, ok := w.OpeningOn(date(t, "2028-02-20")); !ok || o != current {
		t.Errorf("opening on 2028-02-20: %v (%v)", o, ok)
	}
	if o, ok := w.OpeningOn(date(t, "2028-02-21")); ok {
		t.Errorf("opening on 2028-02-21: %v", o)
	}
	once := Once(date(t, "2026-09-01"), date(t, "2026-09-30"))
	only, _ := once.Current(date(t, "2026-01-01"))
	if o, ok := once.Before(only); ok {
		t.Errorf("before the only one comes %v", o)
	}
	if o, ok := once.After(only); ok {
		t.Errorf("after the only one comes %v", o)
	}
	ends := Occurrence{Opens: Far, Closes: Far}
	if o, ok := w.After(ends); ok {
		t.Errorf("after the end of time comes %v", o)
	}
	if o, ok := w.Before(Occurrence{Opens: first, Closes: first}); ok {
		t.Errorf("before the beginning comes %v", o)
	}
}

func TestWindowThatNeverCloses(t *testing.T) {
	from := date(t, "2026-01-01")
	w := Recurring(recurrence(t, "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1", from), recurrence(t, "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=1;COUNT=1", from))
	if o, ok := w.Current(from); ok {
		t.Errorf("it opens %s and closes %s", o.Opens, o.Closes)
	}
}

func TestWindowIdentity(t *testing.T) {
	from := date(t, "2024-02-29")
	leap := Lasting(recurrence(t, "FREQ=YEARLY", from), period(t, "3 days"))
	if leap.Skips() == "" || !leap.Recurs() || leap.IsZero() {
		t.Error("a window of every 29 February skips nothing, recurs never or is none")
	}
	closing := Recurring(recurrence(t, "FREQ=MONTHLY;BYMONTHDAY=1", from), recurrence(t, "FREQ=MONTHLY;BYMONTHDAY=31", from))
	if closing.Skips() == "" {
		t.Error("a rule for closing that skips months is not said")
	}
	if (Window{}).Recurs() || !(Window{}).IsZero() || Once(from, from).Recurs() {
		t.Error("no window or a single one recurs")
	}
	if !leap.Equal(Lasting(recurrence(t, "freq=yearly", from), period(t, "P3D"))) || leap.Equal(closing) {
		t.Error("windows compare wrongly")
	}
}

func TestMonthDay(t *testing.T) {
	for _, s := range []string{"09-01", "02-29", "12-31", "01-01"} {
		if got := monthDay(t, s).String(); got != s {
			t.Errorf("%s came back as %s", s, got)
		}
	}
	for _, s := range []string{"", "9-1", "09-31", "02-30", "13-01", "00-10", "01-00", "2026-09-01", "09/01", "a9-01", "09-x1"} {
		if got, err := ParseMonthDay(s); err == nil {
			t.Errorf("ParseMonthDay(%q) = %s, want an error", s, got)
		}
	}
	leap := monthDay(t, "02-29")
	for year, want := range map[int]string{2024: "2024-02-29", 2026: "2026-02-28", 2100: "2100-02-28", 0: "0001-01-01", 10_000: "9999-12-31"} {
		if got := leap.In(year).String(); got != want {
			t.Errorf("%s in %d is %s, want %s", leap, year, got, want)
		}
	}
}

func TestOrderDates(t *testing.T) {
	window := Occurrence{Opens: date(t, "2026-09-01"), Closes: date(t, "2026-09-30")}
	munich := calendar(t, "Europe/Berlin", "", "DE-BY")
	for _, test := range []struct {
		name               string
		o                  Order
		orderBy, requestBy string
		binding            Binding
		tooLate            bool
	}{
		{"window alone", Order{Window: window}, "2026-09-30", "2026-09-30", BindingWindow, false},
		{"with approval", Order{Window: window, Approval: Period{BusinessDays: 10}, Ours: munich}, "2026-09-30", "2026-09-16", BindingWindow, false},
		{
			"need binds",
			Order{Window: window, NeedBy: date(t, "2026-12-31"), Lead: Period{Months: 3}, Receiving: Period{Days: 10}},
			"2026-09-21", "2026-09-21", BindingLeadTime, false,
		},
		{"need on the opening day", Order{Window: window, NeedBy: date(t, "2026-12-01"), Lead: Period{Months: 3}}, "2026-09-01", "2026-09-01", BindingLeadTime, false},
		{"need before it opens", Order{Window: window, NeedBy: date(t, "2026-11-30"), Lead: Period{Months: 3}}, "2026-09-30", "2026-09-30", BindingWindow, true},
		{"need long after", Order{Window: window, NeedBy: date(t, "2028-01-01"), Lead: Period{Days: 90}}, "2026-09-30", "2026-09-30", BindingWindow, false},
		{"need equal to closing", Order{Window: window, NeedBy: date(t, "2026-10-10"), Lead: Period{Days: 10}}, "2026-09-30", "2026-09-30", BindingWindow, false},
		{
			"stock binds",
			Order{Window: window, StockOut: date(t, "2026-12-24"), Lead: Period{Days: 90}, Safety: Period{Days: 7}},
			"2026-09-18", "2026-09-18", BindingStock, false,
		},
		{"stock gone before it opens", Order{Window: window, StockOut: date(t, "2026-10-01"), Lead: Period{Days: 90}}, "2026-09-30", "2026-09-30", BindingWindow, false},
		{
			"the earlier of two",
			Order{Window: window, NeedBy: date(t, "2026-10-20"), StockOut: date(t, "2026-10-15"), Lead: Period{Days: 30}},
			"2026-09-15", "2026-09-15", BindingStock, false,
		},
		{"no window", Order{NeedBy: date(t, "2026-10-20"), Lead: Period{Days: 30}, Approval: Period{Days: 5}}, "2026-09-20", "2026-09-15", BindingLeadTime, false},
		{"nothing", Order{Lead: Period{Days: 30}, Approval: Period{Days: 5}}, "", "", BindingNone, false},
	} {
		got := test.o.Dates()
		if got.OrderBy.String() != test.orderBy || got.RequestBy.String() != test.requestBy || got.Binding != test.binding || got.TooLate != test.tooLate {
			t.Errorf("%s: order by %s (%s), request by %s, too late %v; want %s (%s), %s, %v", test.name,
				got.OrderBy, got.Binding, got.RequestBy, got.TooLate, test.orderBy, test.binding, test.requestBy, test.tooLate)
		}
	}
}

func TestPhase(t *testing.T) {
	window := Occurrence{Opens: date(t, "2026-09-01"), Closes: date(t, "2026-09-30")}
	d := Order{Window: window, Approval: Period{BusinessDays: 10}}.Dates()
	for today, want := range map[string]Phase{
		"2026-08-01": PhaseUpcoming, "2026-09-01": PhaseOpen, "2026-09-02": PhaseActNow, "2026-09-16": PhaseActNow,
		"2026-09-17": PhaseApprovalTooLate, "2026-09-30": PhaseApprovalTooLate, "2026-10-01": PhaseMissed,
	} {
		if got := d.Phase(window, date(t, today), 14); got != want {
			t.Errorf("on %s the window is %s, want %s", today, got, want)
		}
	}
}

func TestStock(t *testing.T) {
	for _, test := range []struct {
		hand, usage float64
		asOf, day   string
		out         string
		cover       int
		left        int
	}{
		{10, 0.3, "2026-11-22", "2026-11-22", "2026-12-25", 33, 33},
		{0.3, 0.1, "2026-11-22", "2026-11-22", "2026-11-25", 3, 3},
		{14, 0.11, "2026-11-01", "2026-11-22", "2027-03-08", 127, 106},
		{1, 2, "2026-11-22", "2026-11-22", "2026-11-22", 0, 0},
		{0, 2, "2026-11-22", "2026-11-23", "2026-11-22", 0, 0},
		{-5, 2, "2026-11-22", "2026-11-22", "2026-11-22", 0, 0},
		{10, 1, "2026-11-22", "2027-11-22", "2026-12-02", 10, 0},
		{10, 1, "2026-11-22", "2026-11-20", "2026-12-02", 10, 10},
		{3, 1, "2024-02-27", "2024-02-29", "2024-03-01", 3, 1},
		{1e300, 1e-300, "2026-11-22", "2026-11-22", "9999-12-31", 3_660_000, 3_660_000},
	} {
		out, cover, ok := StockOut(test.hand, test.usage, date(t, test.asOf))
		if !ok || out.String() != test.out || cover != test.cover {
			t.Errorf("%v at %v a day from %s: out on %s after %d (%v), want %s after %d", test.hand, test.usage, test.asOf, out, cover, ok, test.out, test.cover)
		}
		if got := Cover(test.hand, test.usage, date(t, test.asOf), date(t, test.day)); got != test.left {
			t.Errorf("%v at %v a day: %d days left on %s, want %d", test.hand, test.usage, got, test.day, test.left)
		}
	}
}

func TestStockWithoutUsage(t *testing.T) {
	day := NewDate(2026, time.November, 22)
	nan := 0.0
	nan /= nan
	for _, usage := range []float64{0, -1, nan} {
		if out, _, ok := StockOut(10, usage, day); ok || !out.IsZero() {
			t.Errorf("usage %v: out on %s", usage, out)
		}
		if got := Cover(10, usage, day, day); got != Unlimited {
			t.Errorf("usage %v: %d days left", usage, got)
		}
	}
	if _, _, ok := StockOut(nan, 1, day); ok {
		t.Error("a stock that is not a number runs out")
	}
	if _, _, ok := StockOut(1, 1, Date{}); ok {
		t.Error("a stock counted on no day runs out")
	}
}
