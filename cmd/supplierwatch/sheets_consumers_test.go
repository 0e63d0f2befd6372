//go:build consumers

package main

import (
	"encoding/csv"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// hostile is a registry whose values a spreadsheet would change.
const hostile = `version: 1
teams: {purchasing: {email: purchasing@buyer.example}}
defaults: {owner: purchasing, country: DE}
suppliers:
  - id: acme
    name: "Größe & Söhne GmbH; Köln, \"Rhein\""
    customer_number: "0012345"
    identifiers: {erp: "4500012345678912"}
    contacts:
      - {role: orders, email: orders@acme.example, phone: "+4922112345678"}
      - {role: escalation, name: "@Desk", email: esc@acme.example, phone: "0221 98765432"}
  - id: march
    name: "1-MAR"
    customer_number: "1E10"
    contacts: {role: orders, email: a@b.example, phone: "+49 221 1234567"}
  - {id: formula, name: "=1+1", customer_number: "3/4"}
  - {id: truth, name: "TRUE", customer_number: "10:30"}
`

// wantHostile are the cells that people must see, by the id in their row.
var wantHostile = map[string][]string{
	"acme":    {"Größe & Söhne GmbH; Köln, \"Rhein\"", "0012345", "4500012345678912", "+4922112345678", "0221 98765432"},
	"march":   {"1-MAR", "1E10", "+49 221 1234567"},
	"formula": {"3/4"},
	"truth":   {"TRUE", "10:30"},
}

// TestConsumersOpenSheets opens exports as LibreOffice does after a double click, in German and in English, and reads what it shows.
func TestConsumersOpenSheets(t *testing.T) {
	registry := save(t, "registry.yaml", hostile)
	for locale, language := range map[string]string{"de-DE": "de", "en-US": "en"} {
		separator := map[string]int{"de": ';', "en": ','}[language]
		for name, args := range map[string][]string{
			"suppliers.csv":  {"--excel=" + language},
			"suppliers.xlsx": {"--format", "xlsx"},
		} {
			t.Run(locale+"/"+name, func(t *testing.T) {
				file := save(t, name, printed(t, append([]string{"export", registry}, args...)...))
				shown := inSpreadsheet(t, file, locale, separator)
				for id, want := range wantHostile {
					i := slices.IndexFunc(shown, func(row []string) bool { return row[0] == id })
					if i < 0 {
						t.Fatalf("no row of %s in %q", id, shown)
					}
					for _, cell := range want {
						if !slices.Contains(shown[i], cell) {
							t.Errorf("%s: %q is not shown in %q", id, cell, shown[i])
						}
					}
				}
				if strings.Contains(fmt.Sprint(shown), "\"2\"") {
					t.Errorf("a formula was computed: %q", shown)
				}
			})
		}
	}
}

// inSpreadsheet returns the cells of a file as LibreOffice shows them with the settings of a country.
func inSpreadsheet(t *testing.T, file, locale string, separator int) [][]string {
	t.Helper()
	profile := t.TempDir()
	if err := os.MkdirAll(filepath.Join(profile, "user"), 0o755); err != nil {
		t.Fatal(err)
	}
	settings := `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>` + locale + `</value></prop></item></oor:items>`
	if err := os.WriteFile(filepath.Join(profile, "user", "registrymodifications.xcu"), []byte(settings), 0o600); err != nil {
		t.Fatal(err)
	}
	out := t.TempDir()
	args := []string{"-env:UserInstallation=file://" + profile, "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true", "--outdir", out}
	if filepath.Ext(file) == ".csv" {
		args = append(args, fmt.Sprintf("--infilter=CSV:%d,34,76", separator))
	}
	cmd := exec.Command("soffice", append(args, file)...)
	if said, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	data, err := os.ReadFile(filepath.Join(out, strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))+".csv"))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(string(data))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// TestConsumersImportWhatASpreadsheetSaves has LibreOffice save our workbook, and imports it: nothing changes.
func TestConsumersImportWhatASpreadsheetSaves(t *testing.T) {
	registry := save(t, "registry.yaml", hostile)
	file := save(t, "suppliers.xlsx", printed(t, "export", registry, "--format", "xlsx"))
	out := t.TempDir()
	if said, err := exec.Command("soffice", "-env:UserInstallation=file://"+t.TempDir(), "--headless", "--convert-to", "xlsx", "--outdir", out, file).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	if said := printed(t, "import", filepath.Join(out, "suppliers.xlsx"), "--into", registry, "--dry-run"); !strings.Contains(said, "0 suppliers new, 0 changed, 4 unchanged") {
		t.Error(said)
	}
}

// TestConsumersReadSheetsInPython reads exports with Python's csv module.
func TestConsumersReadSheetsInPython(t *testing.T) {
	registry := save(t, "registry.yaml", hostile)
	consume(t, printed(t, "export", registry), python, "-c", `
import csv, io, sys
text = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8", newline="")
rows = {row["id"]: row for row in csv.DictReader(text, strict=True)}
assert rows["acme"]["name"] == 'Größe & Söhne GmbH; Köln, "Rhein"', rows
assert rows["acme"]["customer number"] == "0012345", rows
assert rows["acme"]["orders phone"] == "+4922112345678", rows
assert rows["formula"]["name"] == "'=1+1", rows
`)
	consume(t, printed(t, "export", registry, "--excel=de"), python, "-c", `
import csv, io, sys
text = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig", newline="")
dialect = csv.Sniffer().sniff(text.readline(), delimiters=";,")
assert dialect.delimiter == ";", dialect.delimiter
`)
}

// TestConsumersReadCards reads exported vCards with Python's vobject.
func TestConsumersReadCards(t *testing.T) {
	registry := save(t, "registry.yaml", hostile)
	for _, version := range []string{"3", "4"} {
		consume(t, printed(t, "export", registry, "--format", "vcard", "--version", version), python, "-c", `
import sys, vobject
cards = {card.uid.value: card for card in vobject.readComponents(sys.stdin.buffer.read().decode("utf-8"))}
desk = cards["acme/orders@supplierwatch"]
assert desk.fn.value == 'Größe & Söhne GmbH; Köln, "Rhein"', desk.fn.value
assert desk.email.value == "orders@acme.example" and desk.tel.value == "+4922112345678", desk
assert cards["acme/escalation@supplierwatch"].fn.value == "@Desk"
assert len(cards) == 5, sorted(cards)
`)
	}
}
