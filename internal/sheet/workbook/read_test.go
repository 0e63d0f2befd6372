package workbook

import (
	"archive/zip"
	"bytes"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"supplierwatch/internal/sheet"
)

// made returns a workbook whose first sheet a test fills.
func made(tb testing.TB, fill func(f *excelize.File, set func(cell string, value any), style func(cell, format string))) []byte {
	tb.Helper()
	f := excelize.NewFile()
	defer f.Close()
	must := func(err error) {
		if err != nil {
			tb.Fatal(err)
		}
	}
	fill(f, func(cell string, value any) { must(f.SetCellValue("Sheet1", cell, value)) }, func(cell, format string) {
		id, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
		must(err)
		must(f.SetCellStyle("Sheet1", cell, cell, id))
	})
	var b bytes.Buffer
	must(f.Write(&b))
	return b.Bytes()
}

func readAll(tb testing.TB, data []byte) ([]sheet.Row, error) {
	tb.Helper()
	table, err := Read(data, "")
	if err != nil {
		return nil, err
	}
	var all []sheet.Row
	for row, err := range table.Rows {
		if err != nil {
			return all, err
		}
		all = append(all, row)
	}
	return all, nil
}

func TestReadTypes(t *testing.T) {
	data := made(t, func(_ *excelize.File, set func(string, any), style func(string, string)) {
		set("A1", "0012345")
		set("A2", 88231)
		set("A3", 12345)
		style("A3", "0000000")
		set("A4", time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC))
		set("A5", 46082)
		style("A5", "d-mmm")
		set("A6", 498955123456.0)
		set("A7", 88231)
		style("A7", "#,##0")
		set("A8", 88231.5)
		set("A9", "4.98955E+11")
		set("A10", "1-Mar")
		set("A11", true)
		set("A12", "Größe")
		set("A14", 2125550100)
		style("A14", "(000) 000-0000")
	})
	rows, err := readAll(t, data)
	if err != nil || len(rows) != 14 {
		t.Fatal(len(rows), err)
	}
	for i, want := range []struct {
		text, damage string
		asText       bool
	}{
		{"0012345", "", true},
		{"88231", "", false},
		{"12345", "its zeros are not stored", false},
		{"46082", "is a number that the workbook shows as", false},
		{"46082", `shows as "1-Mar"`, false},
		{"498955123456", "", false},
		{"88231", "", false},
		{"88231.5", "decimals", false},
		{"4.98955E+11", "shortened", false},
		{"1-Mar", "", true},
		{"1", `shows as "TRUE"`, false},
		{"Größe", "", true},
		{"", "", false},
		{"2125550100", `shows as "(212) 555-0100"`, false},
	} {
		c := sheet.Cell{}
		if len(rows[i].Cells) > 0 {
			c = rows[i].Cells[0]
		}
		if rows[i].Number != i+1 || c.Text != want.text && want.damage == "" || c.AsText != want.asText || (c.DamagedCode() == "") != (want.damage == "") || !strings.Contains(c.DamagedCode(), want.damage) {
			t.Errorf("row %d: %+v, %s; want %+v", i+1, c, c.DamagedCode(), want)
		}
	}
}

// TestDatesCountFromTheYearOfTheWorkbook reads the same day from workbooks that count from 1900 and from 1904.
func TestDatesCountFromTheYearOfTheWorkbook(t *testing.T) {
	for name, serial := range map[bool]int{false: 46082, true: 46082 - 1462} {
		data := made(t, func(f *excelize.File, set func(string, any), style func(string, string)) {
			set("A1", serial)
			style("A1", "dd.mm.yyyy")
			if err := f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &name}); err != nil {
				t.Fatal(err)
			}
		})
		rows, err := readAll(t, data)
		if err != nil || len(rows) != 1 || rows[0].Cells[0].Date != "2026-03-01" || rows[0].Cells[0].Changed == "" {
			t.Errorf("from 1904 %t: %+v, %v", name, rows, err)
		}
	}
}

func TestReadTakesTheFirstVisibleSheet(t *testing.T) {
	data := made(t, func(f *excelize.File, set func(string, any), _ func(string, string)) {
		set("A1", "hidden")
		if _, err := f.NewSheet("Lieferanten"); err != nil {
			t.Fatal(err)
		}
		if err := f.SetCellValue("Lieferanten", "A1", "Name"); err != nil {
			t.Fatal(err)
		}
		f.SetActiveSheet(1)
		if err := f.SetSheetVisible("Sheet1", false); err != nil {
			t.Fatal(err)
		}
	})
	rows, err := readAll(t, data)
	if err != nil || len(rows) != 1 || rows[0].Cells[0].Text != "Name" {
		t.Errorf("%+v, %v", rows, err)
	}
}

func TestReadRefuses(t *testing.T) {
	bomb := packed(t, 0)
	lying := packed(t, 100)
	whole := made(t, func(_ *excelize.File, set func(string, any), _ func(string, string)) { set("A1", "x") })
	for name, data := range map[string][]byte{"bomb": bomb, "lying bomb": lying} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := readAll(t, data)
		runtime.ReadMemStats(&after)
		if err == nil || after.TotalAlloc-before.TotalAlloc > 64<<20 {
			t.Errorf("%s of %d bytes: %v, %d MB", name, len(data), err, (after.TotalAlloc-before.TotalAlloc)>>20)
		}
	}
	for name, data := range map[string][]byte{"text": []byte("PK\x03\x04 nothing"), "half": whole[:len(whole)/2], "another archive": packedText(t, "mimetype", "application/vnd.oasis.opendocument.spreadsheet")} {
		if _, err := readAll(t, data); err == nil {
			t.Errorf("%s is read", name)
		}
	}
}

// packed returns an archive with a sheet of 300 MB, which announces another size if that is not 0.
func packed(t *testing.T, announced uint64) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	part, err := w.Create("xl/worksheets/sheet1.xml")
	if err != nil {
		t.Fatal(err)
	}
	zeros := make([]byte, 1<<20)
	for range 300 {
		if _, err := part.Write(zeros); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	data := b.Bytes()
	if announced > 0 { // in the central directory: offset 24 of the entry
		at := bytes.LastIndex(data, []byte("PK\x01\x02")) + 24
		copy(data[at:at+4], []byte{byte(announced), 0, 0, 0})
	}
	return data
}

func packedText(t *testing.T, name, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	part, err := w.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := part.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestReadIsBounded reads 100,000 rows in a stream, with little memory.
func TestReadIsBounded(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 100,000 rows")
	}
	const count = 100_000
	f := excelize.NewFile()
	w, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	for i := range count {
		if err := w.SetRow(fmt.Sprintf("A%d", i+1), []any{fmt.Sprintf("s%d", i), fmt.Sprintf("Supplier %d", i), "DE", fmt.Sprintf("%07d", i)}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	f.Close()
	table, err := Read(b.Bytes(), "")
	if err != nil {
		t.Fatal(err)
	}
	most, read := uint64(0), 0
	var m runtime.MemStats
	for _, err := range table.Rows {
		if err != nil {
			t.Fatal(err)
		}
		if read++; read%10_000 == 0 {
			runtime.GC()
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapAlloc)
		}
	}
	if read != count || most > 64<<20 {
		t.Errorf("%d rows with %d MB", read, most>>20)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(made(f, func(_ *excelize.File, set func(string, any), _ func(string, string)) {
		set("A1", "Name")
		set("B2", 12345)
	}))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, data []byte) {
		table, err := Read(data, "")
		if err != nil {
			return
		}
		for row, err := range table.Rows {
			if err != nil {
				return
			}
			for _, c := range row.Cells {
				c.DamagedCode()
			}
		}
	})
}
