package civil

import "testing"

func TestMinimumTerm(t *testing.T) {
	line := OpenEnded{Notice: Notice{Period: Period{Months: 1}}, Minimum: date(t, "2026-01-14")}
	quarter := OpenEnded{Notice: Notice{Period: Period{Days: 42}}, Exit: ExitQuarterEnd, Minimum: date(t, "2026-01-14")}
	for _, test := range []struct {
		name string
		o    OpenEnded
		on   string
		to   string
		ends string
	}{
		{"within the minimum term", line, "2024-02-01", "", "2026-01-14"},
		{"on the last day for the minimum term", line, "2025-12-14", "", "2026-01-14"},
		{"a day later", line, "2025-12-15", "", "2026-01-15"},
		{"for a later day", line, "2025-06-01", "2026-03-31", "2026-03-31"},
		{"for a day that comes too early", line, "2026-03-20", "2026-03-31", "2026-04-20"},
		{"the minimum term ends within a quarter", quarter, "2025-06-01", "", "2026-01-14"},
		{"then quarters count", quarter, "2025-12-04", "", "2026-03-31"},
		{"for a day that is no quarter's end", quarter, "2025-06-01", "2026-04-30", "2026-01-14"},
		{"for a quarter's end", quarter, "2025-06-01", "2026-06-30", "2026-06-30"},
	} {
		r := NoticeReceived{On: date(t, test.on)}
		if test.to != "" {
			r.For = date(t, test.to)
		}
		if got := test.o.EndByNotice(r).String(); got != test.ends {
			t.Errorf("%s: it ends on %s, want %s", test.name, got, test.ends)
		}
	}
}

func TestNearestExits(t *testing.T) {
	minimum := date(t, "2026-02-14")
	for _, test := range []struct {
		exit               ExitPoint
		day, before, after string
	}{
		{ExitMonthEnd, "2026-05-10", "2026-04-30", "2026-05-31"},
		{ExitQuarterEnd, "2026-05-10", "2026-03-31", "2026-06-30"},
		{ExitYearEnd, "2026-05-10", "2026-02-14", "2026-12-31"},
		{ExitAny, "2026-01-10", "", "2026-02-14"},
		{ExitQuarterEnd, "2026-02-14", "", "2026-03-31"},
	} {
		o := OpenEnded{Exit: test.exit, Minimum: minimum}
		if day := date(t, test.day); test.exit != ExitAny && day != minimum && o.Allows(day) {
			t.Errorf("%s allows %s", test.exit, test.day)
		}
		before, after := o.NearestExits(date(t, test.day))
		if before.String() != test.before || after.String() != test.after {
			t.Errorf("%s: nearest to %s are %q and %q, want %q and %q", test.exit, test.day, before, after, test.before, test.after)
		}
	}
}
