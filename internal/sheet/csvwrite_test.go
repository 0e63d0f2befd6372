package sheet

import (
	"strings"
	"testing"
)

// TestEveryCSVHasTheLineEndsOfRFC4180 writes two rows in every style.
func TestEveryCSVHasTheLineEndsOfRFC4180(t *testing.T) {
	styles := map[string]Style{"plain": Plain}
	for language, style := range ExcelStyles {
		styles[language] = style
	}
	for name, style := range styles {
		var b strings.Builder
		if err := style.WriteCSV(&b, [][]string{{"a"}, {"b"}}); err != nil || strings.TrimPrefix(b.String(), "\ufeff") != "a\r\nb\r\n" {
			t.Errorf("%s: %q, %v", name, b.String(), err)
		}
	}
}

func TestGuardForExcel(t *testing.T) {
	for cell, want := range map[string]string{
		"0012345": `="0012345"`, "1-MAR": `="1-MAR"`, "1E10": `="1E10"`, "+4922112345678": `="+4922112345678"`, "+49 221 1234567": `="+49 221 1234567"`,
		"0221 98765432": `="0221 98765432"`, "3/4": `="3/4"`, "10:30 pm": `="10:30 pm"`, "5 €": `="5 €"`, "50 %": `="50 %"`, "12. März 2026": `="12. März 2026"`,
		"TRUE": `="TRUE"`, "wahr": `="wahr"`, "(5)": `="(5)"`, "4500012345678912": `="4500012345678912"`, "EUR 5": `="EUR 5"`,
		"=1+1": `'=1+1`, "-5": `'-5`, "@Desk": `'@Desk`, "+1+cmd|' /C calc'!A0": `'+1+cmd|' /C calc'!A0`, "\tx": "'\tx", "'=1": `''=1`,
		"ACME": "ACME", "Chemie 2000 GmbH": "Chemie 2000 GmbH", "a1@b2.de": "a1@b2.de", "": "", "acme-1": "acme-1",
	} {
		if got := GuardForExcel(cell); got != want {
			t.Errorf("%q: %s, want %s", cell, got, want)
		}
		if back := Unguarded(GuardForExcel(cell)).Text; back != cell {
			t.Errorf("%q is read as %q", cell, back)
		}
	}
}
