package mime_test

import (
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"

	"supplierwatch/internal/mailparse/mime"
)

// FuzzRead checks that any bytes are taken apart, and that what is kept is valid text within its limits.
func FuzzRead(f *testing.F) {
	files, err := filepath.Glob("../testdata/*.eml")
	if err != nil || len(files) == 0 {
		f.Fatalf("no labelled mails: %v", err)
	}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		m := mime.Read(raw)
		if !utf8.ValidString(m.Text) || len(m.Text) > 2*mime.MaxText {
			t.Errorf("a text of %d bytes, valid: %t", len(m.Text), utf8.ValidString(m.Text))
		}
		for _, h := range m.Header {
			if h.Name == "" || !utf8.ValidString(mime.DecodeWords(h.Value)) {
				t.Errorf("field %q: %q", h.Name, h.Value)
			}
		}
		for _, p := range m.Alternatives() {
			if !p.IsShown() {
				t.Errorf("an alternative of type %s is not shown", p.MediaType)
			}
		}
	})
}
