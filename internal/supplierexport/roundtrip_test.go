package supplierexport

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"supplierwatch/internal/model"
	"supplierwatch/internal/registry"
	"supplierwatch/internal/sheet"
	"supplierwatch/internal/sheet/workbook"
	"supplierwatch/internal/supplierdiff"
	"supplierwatch/internal/supplierlist"
)

// TestAnExportIsImportedWithoutAChange writes random registries in every format and reads them again.
func TestAnExportIsImportedWithoutAChange(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawRegistry(t)
		table := Suppliers(r)
		for name, written := range written(t, table.Rows) {
			rows, err := written()
			if err != nil {
				t.Fatal(err)
			}
			list := supplierlist.Read(name, rows, supplierlist.Mapping{}, supplierlist.Known{Tiers: []string{"critical", "important", "standard"}, Teams: []string{"buying"}})
			difference := supplierdiff.Compare(r, []supplierlist.List{list})
			if problems := append(list.Problems, difference.Problems...); len(problems) > 0 {
				t.Fatal(name, problems)
			}
			if len(difference.Changes) > 0 || difference.Unchanged != len(r.Suppliers) || len(difference.Absent) > 0 {
				t.Fatalf("%s: %+v", name, difference.Changes)
			}
		}
	})
}

// written returns what reads each format of a list.
func written(t *rapid.T, rows [][]string) map[string]func() (sheet.Rows, error) {
	styles := map[string]sheet.Style{"plain": sheet.Plain}
	for language, style := range sheet.ExcelStyles {
		styles[language] = style
	}
	found := map[string]func() (sheet.Rows, error){}
	for name, style := range styles {
		var b bytes.Buffer
		if err := style.WriteCSV(&b, rows); err != nil {
			t.Fatal(err)
		}
		found[name] = func() (sheet.Rows, error) { return sheet.ReadCSV(b.Bytes()) }
	}
	var b bytes.Buffer
	if err := workbook.Write(&b, "Suppliers", rows); err != nil {
		t.Fatal(err)
	}
	found["xlsx"] = func() (sheet.Rows, error) {
		table, err := workbook.Read(b.Bytes(), "")
		return table.Rows, err
	}
	return found
}

// drawRegistry returns a registry with hostile names and numbers.
func drawRegistry(t *rapid.T) *model.Registry {
	name := rapid.SampledFrom([]string{
		"ACME", "Müller & Söhne; \"Köln\"", "=HYPERLINK(\"x\")", "-1+1", "@SUM(A1)", "'quoted'", "'=1", "1-MAR", "TRUE", "A, B", "5 % off", "2E5", "10:30 pm", "12",
		"Chemie 2000 GmbH", "#1", "東京", "+49", "=\"0012\"", "'s-Hertogenbosch BV",
	})
	number := rapid.SampledFrom([]string{"", "0012345", "1E10", "88231", "4500012345678912", "=1", "-7", "A-1", "1/2", "+5", "00", "'=1"})
	phone := rapid.SampledFrom([]string{"", "+4922112345678", "+49 221 1234567", "0221 98765432", "089 / 12 34 56-7", "+49 89 1234567 ext. 12"})
	var b strings.Builder
	b.WriteString("version: 1\nteams: {buying: {email: b@buyer.example}}\nsuppliers:\n")
	ids := rapid.SliceOfNDistinct(rapid.StringMatching(`[a-z0-9][a-z0-9-]{0,5}`), 1, 6, rapid.ID[string]).Draw(t, "ids")
	slices.Sort(ids)
	for _, id := range ids {
		fmt.Fprintf(&b, "  - id: %q\n    name: %q\n    country: DE\n    tier: %s\n    contacts:\n", id, name.Draw(t, "name"), rapid.SampledFrom([]string{"critical", "standard"}).Draw(t, "tier"))
		for _, role := range []string{"orders", "quality"} {
			fmt.Fprintf(&b, "      - {role: %s, email: %s@%s.example, name: %q%s}\n", role, role, strings.ReplaceAll("x"+id+"x", "-", ""), name.Draw(t, "contact"), optional("phone", phone.Draw(t, "phone")))
		}
		if n := number.Draw(t, "number"); n != "" {
			fmt.Fprintf(&b, "    customer_number: %q\n    identifiers: {erp: %q}\n", n, "V"+id)
		}
	}
	loaded, problems := new(registry.Loaded).With("r.yaml", []byte(b.String()))
	if len(problems) > 0 {
		t.Fatal(problems, b.String())
	}
	return loaded.Registry
}

func optional(key, value string) string {
	if value == "" {
		return ""
	}
	return fmt.Sprintf(", %s: %q", key, value)
}
