package purchases

import (
	"testing"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/sheet"
)

func TestReturnsAreNotCounted(t *testing.T) {
	const text = "Lieferant;Artikel;Datum;Menge\nA;x;2026-01-01;5\nA;x;2026-01-02;-5\nA;x;2026-01-03;5-\nA;x;2026-01-04;(5)\nA;x;2026-01-05;0,00\n" +
		"A;x;2026-01-06;−5\nA;x;2026-01-07;0,5\nB;y;2026-01-08;-1\n"
	rows, err := sheet.ReadCSV([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	list := Read("p.csv", rows)
	found := Find(list.Purchases, nil, civil.NewDate(2026, 11, 30))
	if len(list.Problems) > 0 || len(found) != 1 || found[0].Orders != 2 || found[0].Last.String() != "2026-01-07" {
		t.Errorf("%+v, %v, want x with 2 orders", found, list.Problems)
	}
}
