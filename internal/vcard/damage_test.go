package vcard

import (
	"strings"
	"testing"

	"supplierwatch/internal/supplierlist"
)

// TestDamageInCardsIsRefused reads cards that were made from a list which a spreadsheet or a wrong character set has damaged.
func TestDamageInCardsIsRefused(t *testing.T) {
	for property, want := range map[string]string{
		"TEL:4.98955E+11":                  "is a number that a spreadsheet has shortened",
		"TEL:4,98955E+11":                  "is a number that a spreadsheet has shortened",
		"TEL;TYPE=work:498955123456.00":    "is a number with decimals",
		"TEL;VALUE=uri:tel:4.98955E+11":    "is a number that a spreadsheet has shortened",
		"TEL:########":                     "in a column that is too narrow",
		"TEL:#REF!":                        "is an error of a formula",
		"TEL:+49 89 1234567\nCATEGORIES:x": "",
		"NICKNAME:MÃ¼ller":                 "",
	} {
		table, err := Read([]byte("BEGIN:VCARD\nVERSION:3.0\nORG:ACME\nFN:Desk\n" + property + "\nEND:VCARD\n"))
		if err != nil {
			t.Fatal(err)
		}
		list := supplierlist.Read("r.vcf", table.Rows, supplierlist.Mapping{}, supplierlist.Known{Country: "DE"})
		if (len(list.Problems) == 0) != (want == "") || want != "" && (len(list.Problems) != 1 || !strings.Contains(list.Problems[0].Message, want) || table.Line(list.Problems[0].Line, list.Problems[0].Column) != 5) {
			t.Errorf("%s: %v, want %q", property, list.Problems, want)
		}
	}
	for _, name := range []string{"MÃ¼ller GmbH", "M�ller"} {
		table, err := Read([]byte("BEGIN:VCARD\nVERSION:3.0\nORG:" + name + "\nEND:VCARD\n"))
		if err != nil {
			t.Fatal(err)
		}
		if list := supplierlist.Read("r.vcf", table.Rows, supplierlist.Mapping{}, supplierlist.Known{}); len(list.Problems) != 1 {
			t.Errorf("%s: %v", name, list.Problems)
		}
	}
}
