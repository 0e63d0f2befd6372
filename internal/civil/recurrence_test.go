package civil

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func TestRecurrence(t *testing.T) {
	for _, test := range []struct {
		rule, from, asked string
		want              []string
	}{
		{"FREQ=WEEKLY;BYDAY=MO", "2026-01-05", "2026-11-22", []string{"2026-11-23", "2026-11-30", "2026-12-07"}},
		{"FREQ=WEEKLY", "2026-01-07", "2026-11-22", []string{"2026-11-25", "2026-12-02"}},
		{"FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR", "2026-01-07", "2026-01-01", []string{"2026-01-09", "2026-01-19", "2026-01-23", "2026-02-02"}},
		{"FREQ=WEEKLY;INTERVAL=2;BYDAY=SU;WKST=SU", "2026-01-07", "2026-01-01", []string{"2026-01-18", "2026-02-01"}},
		{"FREQ=WEEKLY;INTERVAL=2;BYDAY=SU;WKST=MO", "2026-01-07", "2026-01-01", []string{"2026-01-11", "2026-01-25"}},
		{"FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "2026-01-07", "2026-01-01", []string{"2026-01-09", "2026-01-16"}},
		// The first working day of the starting week lies before the start.
		{"FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1", "2026-01-07", "2026-01-01", []string{"2026-01-12", "2026-01-19"}},
		{"FREQ=DAILY", "2026-12-30", "2026-01-01", []string{"2026-12-30", "2026-12-31", "2027-01-01"}},
		{"FREQ=DAILY;INTERVAL=10", "2026-01-01", "2026-02-05", []string{"2026-02-10", "2026-02-20", "2026-03-02"}},
		{"FREQ=DAILY;BYMONTH=2;BYMONTHDAY=-1", "2026-01-01", "2026-03-01", []string{"2027-02-28", "2028-02-29"}},
		{"FREQ=MONTHLY", "2026-01-31", "2026-01-01", []string{"2026-01-31", "2026-03-31", "2026-05-31"}},
		{"FREQ=MONTHLY;BYDAY=1FR", "2026-01-15", "2026-01-01", []string{"2026-02-06", "2026-03-06"}},
		{"FREQ=MONTHLY;BYDAY=-1FR", "2026-01-01", "2026-02-01", []string{"2026-02-27", "2026-03-27", "2026-04-24"}},
		{"FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "2026-01-01", "2026-02-01", []string{"2026-02-27", "2026-03-31", "2026-04-30"}},
		{"FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR", "2026-01-01", "2026-01-01", []string{"2026-02-13", "2026-03-13", "2026-11-13"}},
		{"FREQ=MONTHLY;BYMONTH=3,9;BYMONTHDAY=15", "2026-01-01", "2026-04-01", []string{"2026-09-15", "2027-03-15"}},
		{"FREQ=YEARLY", "2024-02-29", "2025-01-01", []string{"2028-02-29", "2032-02-29"}},
		{"FREQ=YEARLY", "2096-02-29", "2096-03-01", []string{"2104-02-29"}},
		{"FREQ=YEARLY;BYMONTH=9", "2026-01-15", "2026-01-15", []string{"2026-09-15", "2027-09-15"}},
		{"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1", "2023-01-01", "2023-01-01", []string{"2023-02-28", "2024-02-29", "2025-02-28"}},
		{"FREQ=YEARLY;BYYEARDAY=-1", "2026-01-01", "2026-01-01", []string{"2026-12-31", "2027-12-31"}},
		{"FREQ=YEARLY;BYYEARDAY=60", "2023-01-01", "2023-01-01", []string{"2023-03-01", "2024-02-29", "2025-03-01"}},
		{"FREQ=YEARLY;BYDAY=20MO", "2026-01-01", "2026-01-01", []string{"2026-05-18", "2027-05-17"}},
		{"FREQ=YEARLY;BYDAY=-1MO", "2026-01-01", "2026-01-01", []string{"2026-12-28", "2027-12-27"}},
		{"FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", "2026-01-01", "2026-01-01", []string{"2026-11-26", "2027-11-25"}},
		{"FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO", "2025-06-01", "2025-06-01", []string{"2025-12-29", "2027-01-04", "2028-01-03"}},
		// The weeks around New Year: Sunday 2 January 2022 ends week 52 of 2021.
		{"FREQ=YEARLY;BYWEEKNO=52;BYDAY=SU", "2021-06-01", "2021-06-01", []string{"2022-01-02", "2023-01-01", "2023-12-31"}},
		{"FREQ=YEARLY;BYWEEKNO=53;BYDAY=SU", "2020-06-01", "2020-06-01", []string{"2021-01-03", "2027-01-03", "2033-01-02"}},
		{"FREQ=YEARLY;BYWEEKNO=20", "2026-01-07", "2026-01-07", []string{"2026-05-13", "2027-05-19"}},
		{"FREQ=YEARLY;INTERVAL=5", "2026-04-01", "2027-01-01", []string{"2031-04-01", "2036-04-01"}},
		{"FREQ=MONTHLY;COUNT=2", "2026-01-31", "2026-01-01", []string{"2026-01-31", "2026-03-31", ""}},
		{"FREQ=MONTHLY;UNTIL=20260331", "2026-01-31", "2026-01-01", []string{"2026-01-31", "2026-03-31", ""}},
		{"FREQ=MONTHLY;UNTIL=20260330T235959Z", "2026-01-31", "2026-01-01", []string{"2026-01-31", ""}},
		{"FREQ=DAILY", "9999-12-30", "9999-12-30", []string{"9999-12-30", "9999-12-31"}},
		{"FREQ=YEARLY;INTERVAL=2", "9997-05-01", "9998-01-01", []string{"9999-05-01", ""}},
		{"FREQ=WEEKLY;BYDAY=WE;WKST=SU", "0001-01-01", "0001-01-01", []string{"0001-01-03", "0001-01-10"}},
		{"rrule:freq=weekly;byday=mo", "2026-01-05", "2026-11-22", []string{"2026-11-23"}},
	} {
		r := recurrence(t, test.rule, date(t, test.from))
		next := date(t, test.asked)
		for _, want := range test.want {
			got, ok := r.OnOrAfter(next)
			if got.String() != want || ok != (want != "") {
				t.Errorf("%s from %s: on or after %s comes %s (%v), want %s", test.rule, test.from, next, got, ok, want)
				break
			}
			next = got.AddDays(1)
		}
	}
}

func TestRecurrenceBackwards(t *testing.T) {
	for _, test := range []struct{ rule, from, before, want string }{
		{"FREQ=WEEKLY;BYDAY=MO", "2026-01-05", "2026-11-23", "2026-11-16"},
		{"FREQ=WEEKLY;BYDAY=MO", "2026-01-05", "2026-01-06", "2026-01-05"},
		{"FREQ=WEEKLY;BYDAY=MO", "2026-01-05", "2026-01-05", ""},
		{"FREQ=WEEKLY;BYDAY=MO", "2026-01-05", "2020-01-05", ""},
		{"FREQ=YEARLY", "2024-02-29", "2027-06-01", "2024-02-29"},
		{"FREQ=MONTHLY;COUNT=3", "2026-01-01", "9999-12-31", ""},
		{"FREQ=MONTHLY;COUNT=3", "2026-01-01", "2030-01-01", "2026-03-01"},
		{"FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=-1", "2026-08-31", "2028-02-29", "2027-08-31"},
		{"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "1996-01-01", "2004-02-29", "2000-02-29"},
	} {
		r := recurrence(t, test.rule, date(t, test.from))
		if got, ok := r.Before(date(t, test.before)); got.String() != test.want || ok != (test.want != "") {
			t.Errorf("%s from %s: before %s comes %s (%v), want %s", test.rule, test.from, test.before, got, ok, test.want)
		}
	}
}

func TestRecurrenceBetween(t *testing.T) {
	r := recurrence(t, "FREQ=MONTHLY;BYDAY=1MO", date(t, "2026-01-05"))
	want := dates(t, "2026-02-02", "2026-03-02", "2026-04-06")
	if got := r.Between(date(t, "2026-02-02"), date(t, "2026-04-06")); !slices.Equal(got, want) {
		t.Errorf("between: %v, want %v", got, want)
	}
	if got := r.Between(date(t, "2026-04-07"), date(t, "2026-04-06")); got != nil {
		t.Errorf("between a day and the day before: %v", got)
	}
	if n := len(r.Between(date(t, "2026-01-01"), Far)); n != 12*HorizonYears {
		t.Errorf("%d dates until open-ended, want %d", n, 12*HorizonYears)
	}
	last := recurrence(t, "FREQ=DAILY", Far)
	if got := last.Between(Far, Far); len(got) != 1 {
		t.Errorf("between the last day and itself: %v", got)
	}
}

func TestParseRecurrenceRefuses(t *testing.T) {
	for rule, want := range map[string]string{
		"FREQ=HOURLY":                                     "finer than a day",
		"FREQ=MINUTELY;INTERVAL=30":                       "finer than a day",
		"FREQ=SECONDLY":                                   "finer than a day",
		"FREQ=FORTNIGHTLY":                                "FREQ cannot be",
		"BYDAY=MO":                                        "FREQ is missing",
		"FREQ=DAILY;INTERVAL=0":                           "INTERVAL must be at least 1",
		"FREQ=DAILY;INTERVAL=00":                          "INTERVAL must be at least 1",
		"FREQ=DAILY;INTERVAL=-1":                          "INTERVAL cannot be",
		"FREQ=DAILY;INTERVAL=5000":                        "INTERVAL is at most 1000",
		"FREQ=YEARLY;INTERVAL=100":                        "INTERVAL is at most 50",
		"FREQ=MONTHLY;INTERVAL=1200":                      "INTERVAL is at most 600",
		"FREQ=DAILY;COUNT=0":                              "COUNT must be at least 1",
		"FREQ=DAILY;COUNT=99999":                          "COUNT is at most",
		"FREQ=DAILY;COUNT=3;UNTIL=20270101":               "exclude each other",
		"FREQ=DAILY;BYHOUR=8":                             "is about hours",
		"FREQ=DAILY;BYMINUTE=0":                           "is about hours",
		"FREQ=DAILY;BYSECOND=0":                           "is about hours",
		"FREQ=DAILY;DTSTART=20260101":                     "does not belong",
		"DTSTART:20260101T000000Z\nRRULE:FREQ=DAILY":      "does not belong",
		"FREQ=DAILY;TZID=Europe/Berlin":                   "does not belong",
		"FREQ=YEARLY;BYEASTER=0":                          "unknown part",
		"FREQ=DAILY;FREQ=WEEKLY":                          "twice",
		"FREQ=DAILY;":                                     "expected parts like",
		"":                                                "expected parts like",
		"every month":                                     "expected parts like",
		"FREQ=DAILY;BYDAY=":                               "BYDAY cannot be",
		"FREQ=DAILY;BYDAY=XX":                             "BYDAY cannot be",
		"FREQ=MONTHLY;BYDAY=0MO":                          "BYDAY cannot be",
		"FREQ=MONTHLY;BYDAY=99MO":                         "byday must be",
		"FREQ=WEEKLY;BYDAY=2MO":                           "BYDAY with a number",
		"FREQ=YEARLY;BYWEEKNO=3;BYDAY=2MO":                "BYDAY with a number",
		"FREQ=MONTHLY;BYMONTHDAY=32":                      "bymonthday must be",
		"FREQ=MONTHLY;BYMONTHDAY=0":                       "bymonthday must be",
		"FREQ=YEARLY;BYMONTH=13":                          "bymonth must be",
		"FREQ=MONTHLY;BYWEEKNO=3":                         "needs FREQ=YEARLY",
		"FREQ=MONTHLY;BYYEARDAY=3":                        "needs FREQ=YEARLY",
		"FREQ=WEEKLY;BYMONTHDAY=3":                        "cannot be used with",
		"FREQ=MONTHLY;BYSETPOS=1":                         "another BY part",
		"FREQ=DAILY;WKST=2MO":                             "WKST cannot be",
		"FREQ=DAILY;UNTIL=tomorrow":                       "UNTIL cannot be",
		"FREQ=DAILY;UNTIL=20261399":                       "does not exist",
		"FREQ=DAILY;UNTIL=20270229":                       "does not exist",
		"FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=31":             "has no date",
		"FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30":              "has no date",
		"FREQ=DAILY;INTERVAL=7;BYDAY=TU":                  "has no date",
		"FREQ=DAILY;UNTIL=20200101":                       "has no date",
		"FREQ=MONTHLY;BYDAY=6MO":                          "has no date",
		"FREQ=DAILY;" + strings.Repeat("BYMONTH=1;", 100): "too long",
	} {
		r, err := ParseRecurrence(rule, date(t, "2026-01-05"))
		if err == nil {
			t.Errorf("ParseRecurrence(%q) = %s, want an error", rule, r)
		} else if !strings.Contains(err.Error(), want) {
			t.Errorf("ParseRecurrence(%q): %v; want it to say %q", rule, err, want)
		}
	}
	if _, err := ParseRecurrence("FREQ=DAILY", Date{}); err == nil {
		t.Error("a rule was counted from no date")
	}
}

func TestSkips(t *testing.T) {
	for _, test := range []struct{ rule, from, want string }{
		{"FREQ=YEARLY", "2024-02-29", "February 2025"},
		{"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "2024-03-01", "February 2025"},
		{"FREQ=MONTHLY", "2026-01-31", "February 2026"},
		{"FREQ=MONTHLY;BYMONTHDAY=30", "2026-02-01", "February 2027"},
		{"FREQ=MONTHLY;INTERVAL=3", "2026-01-31", "April 2026"},
		{"FREQ=YEARLY;BYMONTH=1,4;BYMONTHDAY=31", "2026-01-01", "April 2027"},
		{"FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO", "2026-01-01", "2027"},
		{"FREQ=YEARLY;BYYEARDAY=366", "2024-01-01", "2025"},
		{"FREQ=MONTHLY;BYDAY=5MO", "2026-01-01", "February 2026"},
		{"FREQ=YEARLY", "2026-02-28", ""},
		{"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1", "2026-01-01", ""},
		{"FREQ=MONTHLY;BYMONTHDAY=-1", "2026-01-01", ""},
		{"FREQ=MONTHLY;BYMONTHDAY=28", "2026-01-01", ""},
		{"FREQ=MONTHLY;BYMONTH=1,3;BYMONTHDAY=31", "2026-01-01", ""},
		{"FREQ=MONTHLY;INTERVAL=12", "2026-01-31", ""},
		{"FREQ=YEARLY;BYMONTH=3,4;BYMONTHDAY=31;BYSETPOS=1", "2026-01-01", ""},
		{"FREQ=YEARLY;BYWEEKNO=52;BYDAY=MO", "2026-01-01", ""},
		{"FREQ=WEEKLY;BYDAY=MO", "2026-01-01", ""},
		{"FREQ=DAILY", "2026-01-01", ""},
		{"FREQ=YEARLY;INTERVAL=4", "2024-02-29", "February 2100"},
		{"FREQ=YEARLY;UNTIL=20240301", "2024-02-29", ""},
	} {
		got := recurrence(t, test.rule, date(t, test.from)).Skips()
		if !strings.Contains(got, test.want) || (test.want == "") != (got == "") {
			t.Errorf("%s from %s skips %q, want %q", test.rule, test.from, got, test.want)
		}
	}
}

func TestZeroRecurrence(t *testing.T) {
	var r Recurrence
	_, after := r.OnOrAfter(date(t, "2026-01-01"))
	_, before := r.Before(date(t, "2026-01-01"))
	if after || before || r.Between(date(t, "2026-01-01"), Far) != nil || r.String() != "" || r.Skips() != "" || !r.IsZero() || !r.From().IsZero() {
		t.Error("the zero Recurrence occurs")
	}
}

func TestRecurrenceEqual(t *testing.T) {
	a := recurrence(t, "FREQ=DAILY", date(t, "2026-01-01"))
	if !a.Equal(recurrence(t, "rrule:freq=daily", date(t, "2026-01-01"))) {
		t.Error("the same rule twice is not equal")
	}
	if a.Equal(recurrence(t, "FREQ=DAILY", date(t, "2026-01-02"))) || a.Equal(Recurrence{}) {
		t.Error("different rules are equal")
	}
}

// TestSparseRuleIsCheap bounds the work for rules that match as rarely as a rule can.
func TestSparseRuleIsCheap(t *testing.T) {
	r := recurrence(t, "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29;BYDAY=SU;COUNT=2", NewDate(2004, time.January, 1))
	if got, ok := r.OnOrAfter(date(t, "2004-03-01")); !ok || got != date(t, "2032-02-29") {
		t.Errorf("next Sunday the 29th of February: %s, %v", got, ok)
	}
	if got, ok := r.OnOrAfter(date(t, "2032-03-01")); ok {
		t.Errorf("a third of two: %s", got)
	}
	allocated := testing.AllocsPerRun(10, func() { r.OnOrAfter(date(t, "2032-03-01")) })
	if allocated > 10 {
		t.Errorf("a rule that is over costs %v allocations", allocated)
	}
}
