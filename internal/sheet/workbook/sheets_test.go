package workbook

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// severalSheets returns a workbook with an empty sheet, one that is hidden, two lists, and a chart on a sheet of its own.
func severalSheets(t *testing.T) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	must := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"Old", "Lieferanten", "Kontakte", "Tabelle3"} {
		_, err := f.NewSheet(name)
		must(err)
	}
	for _, name := range []string{"Old", "Lieferanten", "Kontakte"} {
		must(f.SetCellValue(name, "A3", name))
	}
	must(f.SetSheetVisible("Old", false))
	must(f.AddChartSheet("Chart", &excelize.Chart{Type: excelize.Col, Series: []excelize.ChartSeries{{Values: "Kontakte!$A$3:$A$3"}}}))
	var b bytes.Buffer
	must(f.Write(&b))
	return b.Bytes()
}

// TestReadPrefersTheSameName reads the sheet whose name is the same, however other sheets are called and in whatever order they are.
func TestReadPrefersTheSameName(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	for _, name := range []string{"A ", "A", " A"} {
		_, err := f.NewSheet(name)
		if err = errors.Join(err, f.SetCellValue(name, "A1", name)); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	for wanted, want := range map[string]string{"A": "A", "A ": "A ", " A": " A", "a": "A "} {
		if table, err := Read(b.Bytes(), wanted); err != nil || table.Sheet != want {
			t.Errorf("%q: %q, %v; want %q", wanted, table.Sheet, err, want)
		}
	}
}

// TestReadChoosesASheet reads the first visible sheet that holds something, or the one that is named, which may be hidden.
func TestReadChoosesASheet(t *testing.T) {
	data := severalSheets(t)
	for wanted, x := range map[string]struct {
		sheet  string
		others []string
	}{
		"":             {"Lieferanten", []string{"Kontakte"}},
		"Kontakte":     {"Kontakte", []string{"Lieferanten"}},
		" kontakte ":   {"Kontakte", []string{"Lieferanten"}},
		"Old":          {"Old", []string{"Lieferanten", "Kontakte"}},
		"Tabelle3":     {"Tabelle3", []string{"Lieferanten", "Kontakte"}},
		"LIEFERANTEN ": {"Lieferanten", []string{"Kontakte"}},
	} {
		table, err := Read(data, wanted)
		if err != nil || table.Sheet != x.sheet || !slices.Equal(table.Others, x.others) {
			t.Errorf("%q: %q and %q, %v; want %+v", wanted, table.Sheet, table.Others, err, x)
			continue
		}
		text := ""
		for row, err := range table.Rows {
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range row.Cells {
				text += c.Text
			}
		}
		if want := strings.Replace(x.sheet, "Tabelle3", "", 1); text != want {
			t.Errorf("%q: %q is read", wanted, text)
		}
	}
	for _, wanted := range []string{"Kontakt", "Chart"} {
		if _, err := Read(data, wanted); err == nil || err.Error() != `the workbook has no sheet "`+wanted+`": expected "Sheet1" or "Lieferanten" or "Kontakte" or "Tabelle3"` {
			t.Errorf("%q: %v", wanted, err)
		}
	}
}
