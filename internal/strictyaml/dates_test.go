package strictyaml

import (
	"strings"
	"testing"

	"supplierwatch/internal/civil"
)

func TestUnlikelyYears(t *testing.T) {
	for text, want := range map[string]string{
		"1900-01-01": "", "2027-02-28": "", "2199-12-31": "", "9999-12-31": "",
		"0026-11-30": "write 2026-11-30 if 2026 is meant", "0069-01-01": "write 2069-01-01",
		"0099-01-01": "years before 1900 are not accepted; write the year with four digits", "0207-01-01": "years before 1900", "1899-12-31": "years before 1900",
		"2200-01-01": "years after 2199 are not accepted; for a date that never comes write 9999-12-31", "2999-12-31": "years after 2199", "9999-12-30": "years after 2199",
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
