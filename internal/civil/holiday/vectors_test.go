package holiday

import (
	"bufio"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

// secondOpinion reads the weekdays that another source knows, by region.
func secondOpinion(t *testing.T) map[string][]string {
	t.Helper()
	content, err := os.ReadFile("../../../../shared/vectors/holidays.json")
	if os.IsNotExist(err) {
		t.Skip("the vectors are not there")
	}
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Regions map[string][]string `json:"regions"`
	}
	if err := json.Unmarshal(content, &file); err != nil {
		t.Fatal(err)
	}
	return file.Regions
}

// difference is a line of testdata/differences.txt for one day.
type difference struct{ region, sign, date string }

func differences(t *testing.T) map[difference]string {
	t.Helper()
	f, err := os.Open("testdata/differences.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	found := map[difference]string{}
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		days, law, ok := strings.Cut(lines.Text(), " | ")
		if strings.HasPrefix(days, "#") {
			continue
		}
		words := strings.Fields(days)
		if !ok || len(words) < 3 || law == "" {
			t.Fatalf("cannot read %q", lines.Text())
		}
		for _, date := range words[2:] {
			found[difference{words[0], words[1], date}] = law
		}
	}
	return found
}

// TestTablesMatchTheSecondOpinion compares every weekday of the vectors; a difference needs a law in testdata/differences.txt.
func TestTablesMatchTheSecondOpinion(t *testing.T) {
	explained := differences(t)
	for region, lines := range secondOpinion(t) {
		want := map[string]string{}
		for _, line := range lines {
			date, name, _ := strings.Cut(line, " ")
			want[date] = name
		}
		got := map[string]string{}
		for year := 2025; year <= 2027; year++ {
			for _, d := range In(region, year) {
				if w := d.Date.Weekday(); w != time.Saturday && w != time.Sunday {
					got[d.Date.Format(time.DateOnly)] = d.Name
				}
			}
		}
		for date, name := range want {
			if got[date] == "" && explained[difference{region, "-", date}] == "" {
				t.Errorf("%s lacks %s %s", region, date, name)
			}
		}
		for date, name := range got {
			if want[date] == "" && explained[difference{region, "+", date}] == "" {
				t.Errorf("%s has %s %s, the second opinion not", region, date, name)
			}
		}
	}
}

// TestDifferencesHold checks that each explained difference is what the tables say, so that no line outlives its reason.
func TestDifferencesHold(t *testing.T) {
	for d := range differences(t) {
		at, err := time.Parse(time.DateOnly, d.date)
		if err != nil || !Known(d.region) {
			t.Errorf("%v: %v", d, err)
			continue
		}
		has := slices.ContainsFunc(In(d.region, at.Year()), func(x Day) bool { return x.Date.Equal(at) })
		if has != (d.sign == "+") {
			t.Errorf("%s %s %s: the table has the day: %v", d.region, d.sign, d.date, has)
		}
	}
}

// TestDatesOfTheLaw checks days that are easily missed, by the law that makes them holidays or takes them away.
func TestDatesOfTheLaw(t *testing.T) {
	for _, test := range []struct {
		region, date string
		holiday      bool
	}{
		{"DE-MV", "2022-03-08", false},
		{"DE-MV", "2027-03-08", true},
		{"DE-BE", "2028-06-17", true},
		{"DE-BY", "2029-08-15", false},
		{"DE-BY-KATH", "2029-08-15", true},
		{"DE-BY-A", "2029-08-08", true},
		{"DE-BY-EVANG", "2029-08-15", false},
		{"DE-SN", "2028-11-22", true},
		{"DE-TH-KATH", "2028-06-15", true},
		{"PL", "2024-12-24", false},
		{"PL", "2025-12-24", true},
		{"IT", "2025-10-04", false},
		{"IT", "2028-10-04", true},
		{"BR", "2023-11-20", false},
		{"BR", "2028-11-20", true},
		{"NL", "2025-04-26", true},
		{"NL", "2025-04-27", false},
		{"NL", "2031-04-26", true},
		{"IE", "2030-02-01", true},
		{"IE", "2030-02-04", false},
		{"SK", "2026-05-08", false},
		{"SK", "2028-05-08", true},
		{"GB-NIR", "2028-03-17", true},
		{"GB-SCT", "2029-01-02", true},
		{"GB-SCT", "2028-01-04", true},
		{"GB-ENG", "2028-01-03", true},
		{"GB", "2028-04-17", false},
		{"US", "2027-12-31", true},
		{"US", "2028-11-10", true},
		{"JP", "2026-09-22", true},
		{"JP", "2029-04-30", true},
		{"JP", "2032-09-21", true},
		{"KR", "2027-02-09", true},
		{"KR", "2028-10-05", true},
		{"HK", "2026-04-07", true},
		{"HK", "2029-09-24", true},
		{"SG", "2030-02-05", true},
		{"TW", "2031-04-03", true},
		{"TR", "2027-05-19", true},
		{"CA", "2029-07-02", true},
		{"CH-GL", "2026-04-02", false},
		{"CH-GL", "2026-04-09", true},
		{"CH-AI", "2028-12-26", false},
		{"UA", "2027-05-04", true},
		{"ZA", "2028-09-25", true},
		{"NZ", "2028-01-04", true},
		{"AU-WA", "2032-04-26", true},
		{"AU-SA", "2032-04-26", false},
	} {
		at, _ := time.Parse(time.DateOnly, test.date)
		got := slices.ContainsFunc(In(test.region, at.Year()), func(d Day) bool { return d.Date.Equal(at) })
		if got != test.holiday {
			t.Errorf("%s %s is a holiday: %v, want %v", test.region, test.date, got, test.holiday)
		}
	}
}
