package sheet

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
)

func TestOtherCodePagesAreRefused(t *testing.T) {
	for name, chars := range map[string]*charmap.Charmap{"Macintosh": charmap.Macintosh, "CP850": charmap.CodePage850, "CP437": charmap.CodePage437} {
		for _, text := range []string{"Name\nMüller & Söhne", "Name\nKäse AG", "Name\nA\nMüller, Genève"} {
			data, err := chars.NewEncoder().String(text)
			if err != nil {
				t.Fatal(err)
			}
			if got, err := Text([]byte(data)); err == nil || !strings.Contains(err.Error(), "save the list again as CSV UTF-8") {
				t.Errorf("%s: %q was read as %q, %v", name, text, got, err)
			}
		}
	}
}

func TestUsualWordsOfWindows1252AreRead(t *testing.T) {
	for _, text := range []string{
		"Škoda a.s.", "Dušan Žižek", "O’Neill – Söhne", "L’Œuvre", "Cœur", "Bergische Käse…", "„Müller“ GmbH", "A–B", "5 € je Stück", "§5 Käse",
		"ŠKODA", "Louÿs",
	} {
		data, err := charmap.Windows1252.NewEncoder().String(text)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := Text([]byte(data)); err != nil || got != text {
			t.Errorf("%q was read as %q, %v", text, got, err)
		}
	}
}
