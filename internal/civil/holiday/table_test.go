package holiday

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// TestEveryHolidayHasItsLaw reads all files and asks every region: each day has a name and a law, and no day appears twice.
func TestEveryHolidayHasItsLaw(t *testing.T) {
	for _, name := range Regions() {
		if Title(name) == "" {
			t.Errorf("%s has no title", name)
		}
		for _, year := range []int{2024, 2027, 2032} {
			days := In(name, year)
			for i, d := range days {
				if d.Name == "" || d.Law == "" || d.Date.Year() != year {
					t.Errorf("%s: incomplete %+v", name, d)
				}
				if i > 0 && !days[i-1].Date.Before(d.Date) {
					t.Errorf("%s: %s is not after %s", name, d.Date, days[i-1].Date)
				}
			}
			if len(days) < 5 {
				t.Errorf("%s has %d holidays in %d", name, len(days), year)
			}
		}
	}
}

func TestKnownUntil(t *testing.T) {
	for name, want := range map[string]int{"DE-MV": 0, "JP": 2035, "TW": 2032, "TR": 2032, "SG": 2032, "RU": 2026, "AR": 2026, "ES-CE": 2027, "ES": 0} {
		if got, limited := KnownUntil(name); got != want || limited != (want != 0) {
			t.Errorf("%s is known until %d (%v), want %d", name, got, limited, want)
		}
	}
	for _, name := range Regions() {
		if until, limited := KnownUntil(name); limited && until < 2032 && !slices.Contains([]string{"RU", "AR"}, name) && !strings.HasPrefix(name, "ES-") {
			t.Errorf("%s is known until %d only", name, until)
		}
	}
}

func TestTitleNamesTheCountryOnce(t *testing.T) {
	for region, want := range map[string]string{
		"DE-BY": "Germany: Bavaria", "JP": "Japan", "GB": "United Kingdom, all parts", "GB-SCT": "United Kingdom: Scotland", "XX": "",
	} {
		if got := Title(region); got != want {
			t.Errorf("Title(%s) = %q, want %q", region, got, want)
		}
	}
}

func TestUnknownRegionHasNoHolidays(t *testing.T) {
	if Known("CN") || In("CN", 2027) != nil || Title("CN") != "" {
		t.Error("China has a table")
	}
}

// TestEaster checks Easter Sundays against dates that the churches published.
func TestEaster(t *testing.T) {
	for year, want := range map[int][2]string{
		2000: {"04-23", "04-30"},
		2008: {"03-23", "04-27"},
		2011: {"04-24", "04-24"},
		2025: {"04-20", "04-20"},
		2026: {"04-05", "04-12"},
		2027: {"03-28", "05-02"},
		2028: {"04-16", "04-16"},
		2029: {"04-01", "04-08"},
		2030: {"04-21", "04-28"},
		2031: {"04-13", "04-13"},
		2032: {"03-28", "05-02"},
		2038: {"04-25", "04-25"},
		2100: {"03-28", "05-02"},
	} {
		if got := easter(year).time().Format("01-02"); got != want[0] {
			t.Errorf("Easter %d on %s, want %s", year, got, want[0])
		}
		if got := orthodoxEaster(year).time().Format("01-02"); got != want[1] {
			t.Errorf("orthodox Easter %d on %s, want %s", year, got, want[1])
		}
	}
	for year := 1600; year < 4000; year++ {
		if e := easter(year); e.weekday() != time.Sunday || e < dayOf(year, time.March, 22) || e > dayOf(year, time.April, 25) {
			t.Errorf("Easter %d on %s", year, e.time())
		}
		if orthodoxEaster(year).weekday() != time.Sunday {
			t.Errorf("orthodox Easter %d is not a Sunday", year)
		}
	}
}

func TestMistakesInAFile(t *testing.T) {
	const head = "country XX Nowhere\nregion XX Nowhere\n"
	for text, want := range map[string]string{
		"01-01: New Year\n":                       "before the first region",
		head + "13-01: Day\n":                     "is not a day",
		head + "01-01 Day\n":                      "has no name",
		head + "01-01 from: Day\n":                "lacks its years",
		head + "01-01 sunday->mon,tue: Day\n":     "not a day to move to",
		head + "01-01 funday->mon: Day\n":         "not a weekday",
		head + "01-01 on funday: Day\n":           "not a weekday",
		head + "01-01 since 2020: Day\n":          "not a limit",
		head + "01-01 from soon: Day\n":           "not a year",
		head + "include YY\n":                     "no region",
		head + "drop Day\n":                       "no holiday",
		head + "region DE Germany\n":              "another country",
		"country XX Nowhere\nlist a 2026-02-30\n": "not a date",
	} {
		err := (&index{regions: map[string]*region{}, countries: map[string]string{}}).read(text)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}
