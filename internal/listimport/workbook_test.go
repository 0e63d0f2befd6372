package listimport

import (
	"os"
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
	list := ReadFile(path, supplierlist.Mapping{}, supplierlist.Known{Country: "DE"})
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

func TestOtherFilesAreRefused(t *testing.T) {
	for name, want := range map[string][2]string{
		"old.xls":   {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a workbook of Excel 97 (.xls)"},
		"list.ods":  {"PK\x03\x04", "not a workbook of Excel (.xlsx)"},
		"list.pdf":  {"%PDF-1.7", "a PDF document"},
		"list.yaml": {"version: 1\n", "YAML, as the files of a registry are"},
		"list.YML":  {"name\nACME\n", "YAML, as the files of a registry are"},
		"lfs.csv":   {"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n", "a pointer of Git LFS"},
		"image":     {"\x89PNG\r\n\x1a\n\x00\x00", "NUL character"},
	} {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte(want[0]), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := ReadFile(path, supplierlist.Mapping{}, supplierlist.Known{}).Problems; len(got) != 1 || !strings.Contains(got[0].Message, want[1]) {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// TestDivideKnowsWorkbooksOfOtherPrograms has lists that nothing reads refused as lists, which says how to save them, and not as YAML.
func TestDivideKnowsWorkbooksOfOtherPrograms(t *testing.T) {
	lists, registry := Divide([]string{"a.csv", "b.XLS", "c.ods", "d.numbers", "e.xlsb", "f.yaml", "folder", "g.xlsx", "h.vcf"})
	if got := strings.Join(lists, " "); got != "a.csv b.XLS c.ods d.numbers e.xlsb g.xlsx h.vcf" || strings.Join(registry, " ") != "f.yaml folder" {
		t.Errorf("lists %s, registry %v", got, registry)
	}
}
