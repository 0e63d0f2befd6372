package civil

import "testing"

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"2026-11-22", "2024-02-29", "9999-12-31", "0000-00-00", "2026-02-30", "２０２６-1-1", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if d, err := ParseDate(s); err == nil && d.String() != s {
			t.Errorf("%q was read as %s", s, d)
		}
	})
}

func FuzzParsePeriod(f *testing.F) {
	for _, s := range []string{"3 months", "P1Y2M10DT2H", "1 month 15 days", "10 business days", "-3 days", "3.5 months", "PT", "0 days"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, err := ParsePeriod(s)
		if err != nil {
			return
		}
		if p.Months < 0 || p.Days < 0 || p.BusinessDays < 0 || p.Clock < 0 {
			t.Errorf("%q was read as the negative %+v", s, p)
		}
		start := NewDate(2024, 2, 29)
		if start.Plus(Period{Months: p.Months, Days: p.Days}, nil).Before(start) {
			t.Errorf("%q leads back", s)
		}
	})
}

func FuzzParseRecurrence(f *testing.F) {
	for _, s := range []string{
		"FREQ=WEEKLY;BYDAY=MO", "FREQ=YEARLY;BYMONTH=9;BYDAY=-1FR", "FREQ=MONTHLY;BYMONTHDAY=31;COUNT=3", "FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO",
		"FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;UNTIL=20301231", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
	} {
		f.Add(s, 739_000)
	}
	f.Fuzz(func(t *testing.T, rule string, day int) {
		from := NewDate(2026, 1, 1).AddDays(day % 1_000_000)
		r, err := ParseRecurrence(rule, from)
		if err != nil {
			return
		}
		one, ok := r.OnOrAfter(from)
		if !ok || one.Before(from) {
			t.Fatalf("%q from %s first occurs on %s (%v)", rule, from, one, ok)
		}
		if again, ok := r.Before(one.AddDays(1)); one != Far && (!ok || again != one) {
			t.Fatalf("%q from %s: before %s comes %s", rule, from, one.AddDays(1), again)
		}
		r.Skips()
	})
}

func FuzzParseHours(f *testing.F) {
	for _, s := range []string{"08:00-17:00", "24/7", "22:00-06:00", "00:00-24:00", "8-17", "08:00–17:00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		h, err := ParseHours(s)
		if err != nil {
			return
		}
		if back, err := ParseHours(h.String()); err != nil || back != h {
			t.Errorf("%q was read as %s, which comes back as %s, %v", s, h, back, err)
		}
		if h.end() <= h.From && !h.AllDay {
			t.Errorf("%q ends before it begins", s)
		}
	})
}

func FuzzParseMonthDay(f *testing.F) {
	f.Add("09-01", 2026)
	f.Add("02-29", 2027)
	f.Fuzz(func(t *testing.T, s string, year int) {
		m, err := ParseMonthDay(s)
		if err != nil {
			return
		}
		if d := m.In(year); d.IsZero() || m.String() != s {
			t.Errorf("%q was read as %s, in %d on %s", s, m, year, d)
		}
	})
}
