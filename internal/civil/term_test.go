package civil

import (
	"testing"
	"time"
)

func TestTermEnds(t *testing.T) {
	for _, test := range []struct {
		start, term, renewal string
		want                 []string // after 0, 1, 2, … renewals
	}{
		{"2026-01-01", "12 months", "12 months", []string{"2026-12-31", "2027-12-31", "2028-12-31"}},
		{"2024-02-29", "1 year", "1 year", []string{"2025-02-28", "2026-02-28", "2027-02-28", "2028-02-28", "2029-02-28"}},
		{"2024-03-01", "1 year", "1 year", []string{"2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"}},
		{"2023-03-01", "1 year", "1 year", []string{"2024-02-29", "2025-02-28"}},
		{"2026-01-31", "1 month", "1 month", []string{"2026-02-28", "2026-03-30", "2026-04-30", "2026-05-30"}},
		{"2026-01-30", "1 month", "1 month", []string{"2026-02-28", "2026-03-29"}},
		{"2026-01-29", "1 month", "1 month", []string{"2026-02-28", "2026-03-28"}},
		{"2026-01-28", "1 month", "1 month", []string{"2026-02-27", "2026-03-27"}},
		{"2027-12-31", "2 months", "12 months", []string{"2028-02-29", "2029-02-28"}},
		{"2021-04-01", "48 months", "12 months", []string{"2025-03-31", "2026-03-31", "2027-03-31", "2028-03-31"}},
		{"2026-01-01", "90 days", "90 days", []string{"2026-03-31", "2026-06-29"}},
		{"2026-01-05", "2 weeks", "2 weeks", []string{"2026-01-18", "2026-02-01"}},
		{"2026-01-31", "1 month 15 days", "1 month", []string{"2026-03-15", "2026-04-14"}},
		{"2026-01-01", "1 day", "1 day", []string{"2026-01-01", "2026-01-02"}},
		{"2026-11-23", "5 business days", "1 month", []string{"2026-11-29"}},
		{"9999-01-01", "12 months", "12 months", []string{"9999-12-31", "9999-12-31"}},
	} {
		for n, want := range test.want {
			got := TermEnds(date(t, test.start), period(t, test.term), period(t, test.renewal), n)
			if got.String() != want {
				t.Errorf("%s + %s after %d renewals of %s ends %s, want %s", test.start, test.term, n, test.renewal, got, want)
			}
		}
	}
}

func TestRenewedEnd(t *testing.T) {
	for _, test := range []struct {
		end, renewal string
		want         []string
	}{
		{"2027-03-31", "12 months", []string{"2027-03-31", "2028-03-31"}},
		{"2024-02-29", "12 months", []string{"2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"}},
		{"2027-02-28", "1 month", []string{"2027-02-28", "2027-03-31", "2027-04-30"}},
		{"2028-02-28", "1 month", []string{"2028-02-28", "2028-03-28", "2028-04-28"}},
		{"2026-04-30", "1 month", []string{"2026-04-30", "2026-05-31", "2026-06-30"}},
		{"2026-01-30", "1 month", []string{"2026-01-30", "2026-02-28", "2026-03-30"}},
		{"2026-04-30", "30 days", []string{"2026-04-30", "2026-05-30", "2026-06-29"}},
		{"9999-12-31", "12 months", []string{"9999-12-31", "9999-12-31"}},
	} {
		for n, want := range test.want {
			if got := RenewedEnd(date(t, test.end), period(t, test.renewal), n); got.String() != want {
				t.Errorf("%s after %d renewals of %s ends %s, want %s", test.end, n, test.renewal, got, want)
			}
		}
	}
}

func TestLastDay(t *testing.T) {
	for end, want := range map[string]string{"2027-01-01": "2026-12-31", "2028-03-01": "2028-02-29", "9999-12-31": "9999-12-31"} {
		if got := lastDay(date(t, end)).String(); got != want {
			t.Errorf("the last day before %s is %s, want %s", end, got, want)
		}
	}
}

func TestNoticeDates(t *testing.T) {
	munich := calendar(t, "Europe/Berlin", "", "DE-BY")
	gulf, err := NewCalendar("gulf", nil, nil, nil, nil, []time.Weekday{time.Friday, time.Saturday}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name, end                         string
		notice                            Notice
		last, receiveBy, sendBy, decideBy string
	}{
		{
			"all of it", "2027-03-31",
			Notice{Period: Period{Months: 3}, Delivery: Period{BusinessDays: 3}, Decide: Period{BusinessDays: 10}, Theirs: munich, Ours: munich},
			"2026-12-31", "2026-12-31", "2026-12-28", "2026-12-11",
		},
		{"nothing but a period", "2026-12-31", Notice{Period: Period{Months: 3}}, "2026-09-30", "2026-09-30", "2026-09-30", "2026-09-30"},
		{"clear days", "2026-12-31", Notice{Period: Period{Months: 3}, Clear: true}, "2026-09-29", "2026-09-29", "2026-09-29", "2026-09-29"},
		{"clear without a period", "2026-12-31", Notice{Clear: true}, "2026-12-30", "2026-12-30", "2026-12-30", "2026-12-30"},
		{"clear onto a Sunday", "2026-12-01", Notice{Period: Period{Days: 1}, Clear: true}, "2026-11-29", "2026-11-27", "2026-11-27", "2026-11-27"},
		{"no roll", "2026-11-29", Notice{Period: Period{Days: 7}, NoRoll: true, Delivery: Period{Days: 1}}, "2026-11-22", "2026-11-22", "2026-11-21", "2026-11-21"},
		{"their weekend", "2026-12-05", Notice{Period: Period{Days: 7}, Theirs: gulf}, "2026-11-28", "2026-11-26", "2026-11-26", "2026-11-26"},
		{
			"two calendars", "2026-11-30",
			Notice{Period: Period{Days: 2}, Decide: Period{BusinessDays: 1}, Theirs: gulf},
			"2026-11-28", "2026-11-26", "2026-11-26", "2026-11-25",
		},
		{"delivery onto a Sunday", "2026-11-30", Notice{Delivery: Period{Days: 1}}, "2026-11-30", "2026-11-30", "2026-11-27", "2026-11-27"},
		{"business days over Christmas", "2027-01-04", Notice{Period: Period{BusinessDays: 5}, Theirs: munich}, "2026-12-24", "2026-12-24", "2026-12-24", "2026-12-24"},
		{"a leap day", "2028-05-29", Notice{Period: Period{Months: 3}}, "2028-02-29", "2028-02-29", "2028-02-29", "2028-02-29"},
		{"open-ended", "9999-12-31", Notice{Period: Period{Months: 3}}, "", "", "", ""},
	} {
		want := NoticeDates{
			LastNotice: date(t, test.last), ReceiveBy: date(t, test.receiveBy), SendBy: date(t, test.sendBy), DecideBy: date(t, test.decideBy),
		}
		if got := test.notice.Dates(date(t, test.end)); got != want {
			t.Errorf("%s: %v, want %v", test.name, got, want)
		}
	}
}

func TestEarliestExit(t *testing.T) {
	munich := calendar(t, "Europe/Berlin", "", "DE-BY")
	for _, test := range []struct {
		received, notice string
		point            ExitPoint
		want             string
	}{
		{"2026-11-22", "4 weeks", ExitAny, "2026-12-20"},
		{"2026-11-22", "4 weeks", "", "2026-12-20"},
		{"2026-11-22", "4 weeks", ExitMonthEnd, "2026-12-31"},
		{"2028-01-31", "1 month", ExitMonthEnd, "2028-02-29"},
		{"2026-11-22", "6 weeks", ExitQuarterEnd, "2027-03-31"},
		{"2026-08-20", "6 weeks", ExitQuarterEnd, "2026-12-31"},
		{"2026-01-01", "3 months", ExitQuarterEnd, "2026-06-30"},
		{"2026-12-31", "0 days", ExitYearEnd, "2026-12-31"},
		{"2026-12-21", "5 business days", ExitAny, "2026-12-29"},
		{"9999-12-01", "3 months", ExitQuarterEnd, "9999-12-31"},
	} {
		if got := (OpenEnded{Notice: Notice{Period: period(t, test.notice), Theirs: munich}, Exit: test.point}).EarliestExit(date(t, test.received)); got.String() != test.want {
			t.Errorf("%s received %s to %q: ends %s, want %s", test.notice, test.received, test.point, got, test.want)
		}
	}
}

func TestNoticeWindow(t *testing.T) {
	opens, closes := noticeWindow(date(t, "2026-12-31"), period(t, "6 months"), period(t, "3 months"))
	if opens != date(t, "2026-06-30") || closes != date(t, "2026-09-30") {
		t.Errorf("notice counts from %s to %s", opens, closes)
	}
}

func TestFreshness(t *testing.T) {
	for _, test := range []struct {
		verified, period, today, through string
		age                              int
		ratio                            float64
	}{
		{"2026-11-22", "90 days", "2026-11-22", "2027-02-20", 0, 0},
		{"2026-08-24", "90 days", "2026-11-22", "2026-11-22", 90, 0},
		{"2026-08-24", "90 days", "2026-11-23", "2026-11-22", 91, 1.0 / 90},
		{"2026-01-01", "100 days", "2026-07-20", "2026-04-11", 200, 1},
		{"2024-02-29", "12 months", "2025-03-01", "2025-02-28", 366, 1.0 / 365},
		{"2026-11-22", "0 days", "2026-11-24", "2026-11-22", 2, 2},
		{"2026-11-24", "90 days", "2026-11-22", "2027-02-22", -2, 0},
	} {
		through, age, ratio := freshness(date(t, test.verified), period(t, test.period), date(t, test.today))
		if through.String() != test.through || age != test.age || ratio-test.ratio > 1e-12 || test.ratio-ratio > 1e-12 {
			t.Errorf("verified %s for %s, on %s: %s, %d, %v; want %s, %d, %v",
				test.verified, test.period, test.today, through, age, ratio, test.through, test.age, test.ratio)
		}
	}
}
