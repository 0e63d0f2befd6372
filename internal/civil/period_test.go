package civil

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
)

func TestParsePeriod(t *testing.T) {
	for _, test := range []struct {
		text string
		want Period
		back string
	}{
		{"3 months", Period{Months: 3}, "3 months"},
		{"1 month", Period{Months: 1}, "1 month"},
		{"1 year", Period{Months: 12}, "12 months"},
		{"2 years", Period{Months: 24}, "24 months"},
		{"2 weeks", Period{Days: 14}, "14 days"},
		{"90 days", Period{Days: 90}, "90 days"},
		{"1 day", Period{Days: 1}, "1 day"},
		{"0 days", Period{}, "0 days"},
		{"10 business days", Period{BusinessDays: 10}, "10 business days"},
		{"1 business day", Period{BusinessDays: 1}, "1 business day"},
		{"4 hours", Period{Clock: 4 * time.Hour}, "4 hours"},
		{"20 minutes", Period{Clock: 20 * time.Minute}, "20 minutes"},
		{"90 minutes", Period{Clock: 90 * time.Minute}, "1 hour 30 minutes"},
		{"30 seconds", Period{Clock: 30 * time.Second}, "30 seconds"},
		{"1 month 15 days", Period{Months: 1, Days: 15}, "1 month 15 days"},
		{"1 year 2 weeks 3 days", Period{Months: 12, Days: 17}, "12 months 17 days"},
		{"  3   MONTHS ", Period{Months: 3}, "3 months"},
		{"10 Business  Days", Period{BusinessDays: 10}, "10 business days"},
		{"5days", Period{Days: 5}, "5 days"},
		{"P3M", Period{Months: 3}, "3 months"},
		{"P1Y2M10D", Period{Months: 14, Days: 10}, "14 months 10 days"},
		{"P2W", Period{Days: 14}, "14 days"},
		{"PT4H", Period{Clock: 4 * time.Hour}, "4 hours"},
		{"PT90M", Period{Clock: 90 * time.Minute}, "1 hour 30 minutes"},
		{"P1M15D", Period{Months: 1, Days: 15}, "1 month 15 days"},
		{"P1DT12H30M5S", Period{Days: 1, Clock: 12*time.Hour + 30*time.Minute + 5*time.Second}, "1 day 12 hours 30 minutes 5 seconds"},
		{"P0D", Period{}, "0 days"},
		{"000003 months", Period{Months: 3}, "3 months"},
		{"100000 days", Period{Days: 100_000}, "100000 days"},
	} {
		got, err := ParsePeriod(test.text)
		if err != nil || got != test.want {
			t.Errorf("ParsePeriod(%q) = %+v, %v; want %+v", test.text, got, err, test.want)
		}
		if got.String() != test.back {
			t.Errorf("ParsePeriod(%q).String() = %q, want %q", test.text, got, test.back)
		}
	}
}

// TestParsePeriodRefuses checks that an error says what to write instead.
func TestParsePeriodRefuses(t *testing.T) {
	const whole, negative = "a period is a whole number, e.g. 3 months or 14 days", "cannot be negative"
	for text, want := range map[string]string{
		"3.5 months":                     whole,
		"1,5 years":                      whole,
		"P1.5M":                          whole,
		"PT0,5H":                         whole,
		"½ year":                         whole,
		"-3 months":                      negative,
		"- 3 months":                     negative,
		"−3 months":                      negative,
		"-P3M":                           negative,
		"P-3M":                           negative,
		"P3M-1D":                         negative,
		"1 month -3 days":                negative,
		"":                               "empty",
		"   ":                            "empty",
		"90":                             "a number and a unit",
		"months":                         "a number and a unit",
		"3 months and":                   "a number and a unit",
		"three months":                   "a number and a unit",
		"3 fortnights":                   `unknown unit "fortnight"`,
		"5 working days":                 `unknown unit "working": working days are written as business days, e.g. 5 business days`,
		"5BD":                            `unknown unit "bd"`,
		"3 days 4 days":                  "twice",
		"P":                              "ISO 8601",
		"PT":                             "ISO 8601",
		"P1DT":                           "ISO 8601",
		"P3":                             "ISO 8601",
		"P3M2Y":                          "ISO 8601",
		"P3m":                            "ISO 8601",
		"P3H":                            "ISO 8601",
		"100001 days":                    "at most 100000 days",
		"99999999999999999999999 months": "at most 100000 months",
		"P99999999999999999999999Y":      "at most 100000 years",
	} {
		got, err := ParsePeriod(text)
		if err == nil {
			t.Errorf("ParsePeriod(%q) = %+v, want an error", text, got)
		} else if !strings.Contains(err.Error(), want) {
			t.Errorf("ParsePeriod(%q): %v; want it to say %q", text, err, want)
		}
	}
}

func TestPeriodText(t *testing.T) {
	data, err := json.Marshal([]Period{{Months: 3}, {}})
	if err != nil || string(data) != `["3 months","0 days"]` {
		t.Fatalf("marshalled to %s, %v", data, err)
	}
	var back []Period
	if err := json.Unmarshal(data, &back); err != nil || back[0] != (Period{Months: 3}) || !back[1].IsZero() {
		t.Errorf("came back as %+v, %v", back, err)
	}
	if err := json.Unmarshal([]byte(`["soon"]`), &back); err == nil {
		t.Error(`"soon" was read as a period`)
	}
}

func TestApproxDaysOrders(t *testing.T) {
	ordered := []string{"0 days", "30 seconds", "4 hours", "1 day", "4 business days", "6 days", "10 business days", "1 month", "31 days", "90 days", "3 months", "1 year"}
	for i := 1; i < len(ordered); i++ {
		if a, b := period(t, ordered[i-1]), period(t, ordered[i]); !(a.ApproxDays() < b.ApproxDays()) {
			t.Errorf("%s is not shorter than %s", a, b)
		}
	}
}

func TestPlusAndMinus(t *testing.T) {
	german := calendar(t, "Europe/Berlin", "", "DE-BY")
	for _, test := range []struct {
		day, period, plus, minus string
		c                        *Calendar
	}{
		{"2026-12-31", "3 months", "2027-03-31", "2026-09-30", nil},
		{"2026-05-30", "3 months", "2026-08-30", "2026-02-28", nil},
		{"2028-05-30", "3 months", "2028-08-30", "2028-02-29", nil},
		{"2026-02-28", "1 month", "2026-03-28", "2026-01-31", nil},
		{"2028-02-28", "1 month", "2028-03-28", "2028-01-28", nil},
		{"2028-02-29", "1 month", "2028-03-29", "2028-01-31", nil},
		{"2028-02-29", "12 months", "2029-02-28", "2027-02-28", nil},
		{"2027-02-28", "12 months", "2028-02-28", "2026-02-28", nil},
		{"2029-02-28", "12 months", "2030-02-28", "2028-02-29", nil},
		{"2026-03-31", "1 month", "2026-04-30", "2026-02-28", nil},
		{"2026-01-31", "1 month 15 days", "2026-03-15", "2025-12-16", nil},
		{"2026-11-22", "2 weeks", "2026-12-06", "2026-11-08", nil},
		{"2026-11-22", "0 days", "2026-11-22", "2026-11-22", nil},
		{"2026-11-20", "1 business day", "2026-11-23", "2026-11-19", nil},
		{"2026-11-21", "1 business day", "2026-11-24", "2026-11-19", nil},
		{"2026-11-22", "1 business day", "2026-11-24", "2026-11-19", nil},
		{"2026-12-28", "5 business days", "2027-01-05", "2026-12-18", german},
		{"2026-12-25", "1 business day", "2026-12-29", "2026-12-23", german},
		{"2026-11-22", "4 hours", "2026-11-22", "2026-11-22", nil},
		{"9999-12-31", "3 months", "9999-12-31", "9999-09-30", nil},
		{"9999-12-31", "10 business days", "9999-12-31", "9999-12-17", nil},
		{"0001-01-15", "3 months", "0001-04-15", "0001-01-01", nil},
	} {
		d, p := date(t, test.day), period(t, test.period)
		if got := d.Plus(p, test.c).String(); got != test.plus {
			t.Errorf("%s + %s = %s, want %s", d, p, got, test.plus)
		}
		if got := d.Minus(p, test.c).String(); got != test.minus {
			t.Errorf("%s - %s = %s, want %s", d, p, got, test.minus)
		}
	}
}
