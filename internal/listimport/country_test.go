package listimport

import (
	"os"
	"path/filepath"
	"testing"
)

// TestANumberIsReadInTheCountryOfTheRegistry imports national numbers without a column for the country: what the list does not hold is in the registry.
func TestANumberIsReadInTheCountryOfTheRegistry(t *testing.T) {
	const registry = "version: 1\nsuppliers:\n  - id: mueller\n    was: [mueller-alt]\n    name: \"Müller GmbH\"\n    country: DE\n    identifiers: {erp: \"700\"}\n"
	for list, refused := range map[string]int{
		"Name;Telefon\nMÜLLER  GmbH;089 1234567\n":                      0,
		"id;Telefon\nmueller;089 1234567\n":                             0,
		"id;Telefon\nmueller-alt;089 1234567\n":                         0,
		"Lieferantennummer;Name;Telefon\n700;Müller;089 1234567\n":      0,
		"Name;Telefon\nMüller GmbH;891234567\n":                         1,
		"Name;Telefon\nHuber GmbH;089 1234567\n":                        1,
		"Lieferantennummer;Name;Telefon\n701;Müller GmbH;089 1234567\n": 1,
		"id;Name;Telefon\nmueller-muenchen;Müller GmbH;089 1234567\n":   1,
		"Name;Land;Telefon\nMüller GmbH;FR;089 1234567\n":               0,
	} {
		dir := t.TempDir()
		into, path := filepath.Join(dir, "registry.yaml"), filepath.Join(dir, "list.csv")
		for name, text := range map[string]string{into: registry, path: list} {
			if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if got := Prepare(Request{Files: []string{path}, Into: into}).Document.Errors; len(got) != refused {
			t.Errorf("%q: %v, want %d errors", list, got, refused)
		}
	}
}
