package ordernumber_test

import (
	"testing"

	"supplierwatch/internal/ordernumber"
)

func TestOrderNumbersInSeveralSpellings(t *testing.T) {
	for _, c := range []struct {
		recorded, read string
		named, want    bool
	}{
		{"4500000001", "4500000001", false, true},
		{"4500000001", "0004500000001", false, true},
		{"4500000001", "PO-4500000001", false, true},
		{"4500000001", "po4500000001", false, true},
		{"PO 4500000001", "4500000001", false, true},
		{"4500000001", "45.0000.0001", false, true},
		{"4500000001", "4500 000 001", false, true},
		{"4500000001", "4500000001/10", false, true},
		{"4500000001", "4500000001-00010", false, true},
		{"4500000001/10", "4500000001", false, true},
		{"4500000001", "4599999999", true, false},
		{"4500000001", "45000000011", true, false},
		{"4500000001", "4500000001/1234567", true, false},
		{"PO-7", "po 7", false, true},
		{"PO-7", "7", false, false},
		{"PO-7", "7", true, true},
		{"2026/10", "2026/11", true, false},
		{"2026/10", "2026", true, false},
		{"AB-2026-17", "ab202617", false, true},
		{"PO-2027", "2027", true, true},
		{"PO-2027", "2027", false, false},
		{"", "", true, false},
		{"0", "00", true, false},
		{"Großauftrag 1", "großauftrag 1", false, true},
	} {
		if got := ordernumber.Same(c.recorded, c.read, c.named); got != c.want {
			t.Errorf("%q is %q (named %t): %t, want %t", c.read, c.recorded, c.named, got, c.want)
		}
	}
}

func TestTheShapeOfAnOrderNumber(t *testing.T) {
	for _, c := range []struct {
		recorded, read string
		want           bool
	}{
		{"4500000001", "4599999999", true},
		{"4500000001", "PO-4599999999/20", true},
		{"4500000001", "0004599999999", true},
		{"4500000001", "88231", false},
		{"4500000001", "AB4599999999", false},
		{"AB-2026-17", "AB-2027-03", true},
		{"PO-77", "PO-78", false},
		{"", "", false},
	} {
		if got := ordernumber.ShapedLike(c.recorded, c.read); got != c.want {
			t.Errorf("%q has the shape of %q: %t, want %t", c.read, c.recorded, got, c.want)
		}
	}
}
