package purchases

import (
	"testing"

	"supplierwatch/internal/sheet"
)

// TestTheHeaderIsBelowTitles reads lists with rows above the header, or names the row that looks like it.
func TestTheHeaderIsBelowTitles(t *testing.T) {
	const rows = "ACME;Pump;2026-03-31\n"
	for name, x := range map[string]struct {
		text    string
		row     int // of the first purchase; 0: none
		problem string
	}{
		"first row":                {"Supplier;Item;Date\n" + rows, 2, ""},
		"below a title":            {"Purchases 2026;;\n;;\nSupplier;Item;Date\n" + rows, 4, ""},
		"a column is missing":      {"Supplier;Item;Day\n" + rows, 0, "no column holds the date: expected headers such as supplier, item, date, order number"},
		"missing, below a title":   {"Purchases 2026;;\nSupplier;Item;Day\n" + rows, 0, "row 2 looks like the header: delete the rows above it"},
		"two tables below a title": {"Purchases 2026;;\nSupplier;Item;Date\n" + rows + "Supplier;Item;Date\n" + rows, 0, "rows 2 and 4 both look like the header: keep one table in the list, with its header in the first row"},
	} {
		table, err := sheet.ReadCSV([]byte(x.text))
		if err != nil {
			t.Fatal(err)
		}
		list := Read("p.csv", table)
		row, problem := 0, ""
		if len(list.Purchases) > 0 {
			row = list.Purchases[0].Pos.Line
		}
		if len(list.Problems) > 0 {
			problem = list.Problems[0].Message
		}
		if row != x.row || problem != x.problem {
			t.Errorf("%s: row %d, %q; want row %d, %q", name, row, problem, x.row, x.problem)
		}
	}
}
