package strictyaml

import (
	"strings"
	"testing"

	"supplierwatch/internal/civil"
)

func TestUnlikelyYears(t *testing.T) {
	for text, want := range map[string]string{
		"1900-01-01": "", "2027-02-28": "", "2199-12-31": "", "9999-12-31": "", "9999-01-01": "",
		"0026-11-30": "write 2026-11-30 if 2026 is meant", "0069-01-01": "write 2069-01-01",
		"0099-01-01": "years before 1900 are not accepted; write the year with four digits", "0207-01-01": "years before 1900", "1899-12-31": "years before 1900",
		"2200-01-01": "years after 2199 are not accepted; for a date that never comes write 9999-12-31", "2999-12-31": "years after 2199", "9998-12-31": "years after 2199",
	} {
		date, err := civil.ParseDate(text)
		if err != nil {
			t.Fatal(err)
		}
		got := UnlikelyYear(date)
		if (got == "") != (want == "") || !strings.Contains(got, want) {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
		if strings.Contains(got, "if 20") != strings.Contains(want, "if 20") && want != "write 2069-01-01" {
			t.Errorf("%s: %q guesses a year", text, got)
		}
	}
}

func TestNumbersOfLimits(t *testing.T) {
	for text, want := range map[string]string{
		"90,5 %": "; write 90.5 %", "90,5%": "; write 90.5 %", "9.000 %": "; write 9 %", "90 percent": "; write 90 %", "90": "; the unit is missing: write 90 days or 90 %",
		"900": "; the unit is missing: write 900 days", "150 %": "", "often": "", "": "", "90 days": "", "1.000 days": "",
	} {
		if got := ShareMeant(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	for text, want := range map[string]string{"9.000 %": "can be read as thousands; write 9 %", "90.5 %": "", "90 %": "", "9.000 days": ""} {
		if got := UnclearShare(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	checkTyped(t, []typed{
		{"size: 1,5\n", "expected a whole number like 3, not negative and without quotes, got \"1,5\": write a whole number, such as 1 or 2", false},
		{"size: 90,5 %\n", "such as 90 or 91", false},
		{"size: 90 %\n", "got \"90 %\": write the number alone, 90", false},
		{"size: 1.000\n", "write 1000 or 1", false},
		{"size: many\n", "got \"many\"", false},
	})
}
