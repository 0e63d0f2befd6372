package listimport

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// TestOtherSheetsAreNamed says how another sheet is read: with the flag of commands that have it, else in another way, once for all sheets.
func TestOtherSheetsAreNamed(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	for _, name := range []string{"Sheet1", "Old \"list\"", "Notes"} {
		if _, err := f.NewSheet(name); err != nil {
			t.Fatal(err)
		}
		for cell, text := range map[string]string{"A1": "Name", "B1": "Country", "A2": "ACME " + name, "B2": "DE"} {
			if err := f.SetCellValue(name, cell, text); err != nil {
				t.Fatal(err)
			}
		}
	}
	path := filepath.Join(t.TempDir(), "vendors.xlsx")
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	result := Prepare(Request{Source: Source{SheetFlag: "--sheet"}, Files: []string{path}})
	var got []string
	for _, s := range result.Document.Skipped {
		got = append(got, s.Header+": "+s.Why)
	}
	want := "Old \"list\": another sheet than \"Sheet1\", which is read: --sheet \"Old \\\"list\\\"\" reads this one\n" +
		"Notes: another sheet than \"Sheet1\", which is read: --sheet \"Notes\" reads this one"
	if strings.Join(got, "\n") != want {
		t.Errorf("%s\nwant\n%s", strings.Join(got, "\n"), want)
	}
	_, problems, warnings := Load(nil, []string{path})
	if len(problems) > 0 || len(warnings) != 1 {
		t.Fatal(problems, warnings)
	}
	if want := `skipped "Old \"list\"", "Notes": only the sheet "Sheet1" is read here: save another one as a file of its own, or import it with --sheet`; warnings[0].Message != want {
		t.Errorf("%s\nwant %s", warnings[0].Message, want)
	}
}
