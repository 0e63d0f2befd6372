package listimport

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"supplierwatch/internal/supplierlist"
)

// TestAWorkbookIsCheckedCellByCell reads a workbook as people leave it: with dates for numbers, and numbers without their zeros.
func TestAWorkbookIsCheckedCellByCell(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	zeros := "0000000"
	style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &zeros})
	if err != nil {
		t.Fatal(err)
	}
	for i, row := range [][]any{
		{"Lieferant", "Land", "Kundennummer", "Telefon", "E-Mail"},
		{"Müller GmbH", "DE", "0012345", "+49 89 1234567", "o@mueller.example"},
		{"ACME", "DE", 12345, 891234567, "o@acme.example"},
		{time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC), "DE", 4.98955e20, "089 1234567", "o@march.example"},
	} {
		if err := f.SetSheetRow("Sheet1", "A"+string(rune('1'+i)), &row); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.SetCellStyle("Sheet1", "C3", "C3", style); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "vendors.xlsx")
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	var source Source
	list := source.List(path, supplierlist.Mapping{}, supplierlist.Known{Country: "DE"})
	var got []string
	for _, p := range list.Problems {
		got = append(got, strings.TrimPrefix(p.String(), path))
	}
	for i, want := range []string{`:3:3: Kundennummer: "12345" is a number that the workbook shows as "0012345"`, `:3:4: Telefon: "891234567" begins neither`, ":4:1: Lieferant: ", `:4:3: Kundennummer: "4`} {
		if i >= len(got) || !strings.HasPrefix(got[i], want) {
			t.Errorf("%q, want %s", got, want)
		}
	}
	if len(got) != 4 {
		t.Errorf("%q", got)
	}
}
