package document

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestFold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOf(rapid.RuneFrom([]rune("aé 日W-.\u0301"))).Draw(t, "text")
		folded := Fold("  1. ", "     ", s)
		for _, line := range strings.Split(folded, "\n") {
			if Columns(line) > TextWidth {
				t.Fatalf("line of %d columns: %q", Columns(line), line)
			}
		}
		strip := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if got := strip(strings.TrimPrefix(folded, "  1. ")); got != strip(s) && strip(s) != "" {
			t.Fatalf("folding %q lost text: %q", s, folded)
		}
	})
}
