package dateinput_test

import (
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/dateinput"
)

func day(t testing.TB, text string) civil.Date {
	t.Helper()
	d, err := civil.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestDaysAsPeopleWriteThem reads days on Wednesday, 13 January 2027.
func TestDaysAsPeopleWriteThem(t *testing.T) {
	for _, c := range []struct{ text, past, coming, rest string }{
		{"2026-12-20", "2026-12-20", "2026-12-20", ""},
		{"on 2026-12-20, by courier", "2026-12-20", "2026-12-20", "by courier"},
		{"20.12.2026.", "2026-12-20", "2026-12-20", ""},
		{"20.12. für 2027-03-31", "2026-12-20", "2027-12-20", "für 2027-03-31"},
		{"1.2.", "2027-02-01", "2027-02-01", ""},
		{"20 Dec", "2026-12-20", "2027-12-20", ""},
		{"20th of December 2026 for 31 March", "2026-12-20", "2026-12-20", "for 31 March"},
		{"the 20th", "", "", ""},
		{"December 20, 2026", "2026-12-20", "2026-12-20", ""},
		{"Dec 20", "2026-12-20", "2027-12-20", ""},
		{"am 20. Dezember 2026", "2026-12-20", "2026-12-20", ""},
		{"20. Dez", "2026-12-20", "2027-12-20", ""},
		{"3. März", "2027-03-03", "2027-03-03", ""},
		{"le 1er février 2027", "2027-02-01", "2027-02-01", ""},
		{"il 20 dicembre 2026", "2026-12-20", "2026-12-20", ""},
		{"el 20 de diciembre de 2026", "2026-12-20", "2026-12-20", ""},
		{"op 20 december 2026", "2026-12-20", "2026-12-20", ""},
		{"Sunday 20 Dec 2026", "2026-12-20", "2026-12-20", ""},
		{"Montag, 21.12.2026", "2026-12-21", "2026-12-21", ""},
		{"Monday", "2027-01-11", "2027-01-18", ""},
		{"Wednesday", "2027-01-06", "2027-01-20", ""},
		{"Mittwoch", "2027-01-06", "2027-01-20", ""},
		{"vendredi", "2027-01-08", "2027-01-15", ""},
		{"lunedì", "2027-01-11", "2027-01-18", ""},
		{"sábado", "2027-01-09", "2027-01-16", ""},
		{"donderdag", "2027-01-07", "2027-01-14", ""},
		{"today", "2027-01-13", "2027-01-13", ""},
		{"gestern per Bote", "2027-01-12", "2027-01-12", "per Bote"},
		{"29 Feb 2028", "2028-02-29", "2028-02-29", ""},
		{"by courier", "", "", ""},
		{"20", "", "", ""},
		{"", "", "", ""},
	} {
		for meant, want := range map[dateinput.Meant]string{dateinput.Past: c.past, dateinput.Coming: c.coming} {
			got, rest, err := dateinput.Read(c.text, day(t, "2027-01-13"), meant)
			switch {
			case want == "" && !errors.Is(err, dateinput.ErrNoDay):
				t.Errorf("%q is read as %s, %v", c.text, got, err)
			case want != "" && (err != nil || got.String() != want || rest != c.rest):
				t.Errorf("%q, %d: %s, %q, %v; want %s, %q", c.text, meant, got, rest, err, want, c.rest)
			}
		}
	}
}

func TestDaysThatAreRefused(t *testing.T) {
	for text, want := range map[string]string{
		"20/12/2026":        `"20/12/2026" can be read in two ways; write the day as 2027-01-13`,
		"12/20":             "two ways",
		"20.12.26":          `"20.12.26" has a short year; write the day as 2027-01-13`,
		"31.2.2027":         "2027-02-31 is not a valid date",
		"30. Februar":       "2027-02-30 is not a valid date",
		"2027-02-30":        "is not a valid date",
		"Monday, 20.12.26":  "short year",
		"Montag 20.12.2026": "2026-12-20 is a Sunday",
	} {
		if _, _, err := dateinput.Read(text, day(t, "2027-01-13"), dateinput.Past); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

// TestADayWithoutAYearIsFound compares the day that is meant with a search through all days around today.
func TestADayWithoutAYearIsFound(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		today := civil.NewDate(2024, 1, 1).AddDays(rapid.IntRange(0, 3000).Draw(rt, "today"))
		written := today.AddDays(rapid.IntRange(-180, 180).Draw(rt, "written"))
		text := written.String()[8:] + "." + written.String()[5:7] + "."
		past, _, err := dateinput.Read(text, today, dateinput.Past)
		if err != nil || past != written {
			rt.Fatalf("on %s %q is %s, %v; want %s", today, text, past, err, written)
		}
		want := today.AddDays(1)
		for want.String()[5:] != written.String()[5:] {
			want = want.AddDays(1)
		}
		coming, _, err := dateinput.Read(text, today, dateinput.Coming)
		if want.DaysSince(today) < 366 && (err != nil || coming != want) {
			rt.Fatalf("on %s %q is %s, %v; want %s", today, text, coming, err, want)
		}
	})
}
