package evidence

import (
	"strings"
	"testing"
)

func TestLine(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("é", MaxLine)
	for text, want := range map[string]string{
		"":                      "",
		"550 5.1.1 unknown":     "550 5.1.1 unknown",
		"red \x1b[31m\r\nnext":  "red  [31m  next",
		"latin \xe9\xe8":        "latin ?",
		"hidden \u202emark\x00": "hidden  mark ",
		long:                    long,
		long + "é":              long + "…",
	} {
		if got := Line(text); got != want {
			t.Errorf("Line(%q) = %q, want %q", text, got, want)
		}
	}
}
