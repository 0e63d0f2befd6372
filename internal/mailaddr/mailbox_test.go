package mailaddr_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"supplierwatch/internal/mailaddr"

	"pgregory.net/rapid"
)

func TestSameAddress(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"OnCall@Buyer.Example", "oncall@buyer.example", true},
		{"a@müller.example", "a@xn--mller-kva.example", true},
		{"back@buyer.example", "bac\u212a@buyer.example", false},
		{"", "", false},
		{"x", "x", false},
		{"a@b.example", "a@b.example.evil.example", false},
	} {
		if got := mailaddr.Same(c.a, c.b); got != c.want {
			t.Errorf("%q and %q: %t, want %t", c.a, c.b, got, c.want)
		}
	}
}

// TestNoDecorationMovesAnAddress proves that whatever is written around the address of a stranger, the mail is the stranger's or nobody's.
func TestNoDecorationMovesAnAddress(t *testing.T) {
	const ours, theirs = "oncall@buyer.example", "x@evil.example"
	parts := []string{ours, theirs, "<" + ours + ">", `"` + ours + `"`, "(" + ours + ")", "<", ">", ",", ";", ":", "(", ")", `"`, `\`, " ", "\t", ".", "é", "\u200b", "\u3002", "@", "%", "=?utf-8?q?", "?="}
	rapid.Check(t, func(t *rapid.T) {
		before := rapid.SliceOfN(rapid.SampledFrom(parts), 0, 6).Draw(t, "before")
		after := rapid.SliceOfN(rapid.SampledFrom(parts), 0, 6).Draw(t, "after")
		field := ""
		for _, p := range before {
			field += p
		}
		field += "<" + theirs + ">"
		for _, p := range after {
			field += p
		}
		if !utf8.ValidString(field) {
			return
		}
		// Only if the stranger's address is hidden in quotes, a comment or another pair of brackets may the mail be ours.
		if got := mailaddr.Sole(field); got == ours && isOutside(field) {
			t.Fatalf("%q is from %q", field, got)
		}
	})
}

// isOutside reports whether the stranger's address stands outside of quotes and comments, by a second and simpler reader.
func isOutside(field string) bool {
	depth, quoted := 0, false
	for i := 0; i < len(field); i++ {
		switch c := field[i]; {
		case c == '\\' && (quoted || depth > 0):
			i++
		case c == '"' && depth == 0:
			quoted = !quoted
		case quoted:
		case c == '(':
			depth++
		case c == ')' && depth > 0:
			depth--
		case depth == 0 && len(field)-i > 15 && field[i:i+15] == "<x@evil.example":
			return true
		}
	}
	return false
}

// TestSameIsEqualityOfCanonicalForms compares spellings of addresses in both ways.
func TestSameIsEqualityOfCanonicalForms(t *testing.T) {
	parts := []string{"a", "A", "k", "\u212a", "@", ".", "b.example", "B.example", "m\u00fcller", "M\u00dcLLER", "xn--mller-kva", "XN--MLLER-KVA", "Xn--", " ", "\u200b", "-"}
	rapid.Check(t, func(t *rapid.T) {
		spelling := rapid.Custom(func(t *rapid.T) string {
			return strings.Join(rapid.SliceOfN(rapid.SampledFrom(parts), 0, 6).Draw(t, "parts"), "")
		})
		a, b := spelling.Draw(t, "a"), spelling.Draw(t, "b")
		if rapid.Bool().Draw(t, "case") {
			b = strings.ToUpper(a)
		}
		want := mailaddr.Canonical(a) != "" && mailaddr.Canonical(a) == mailaddr.Canonical(b)
		if got := mailaddr.Same(a, b); got != want {
			t.Fatalf("%q and %q: %t, want %t", a, b, got, want)
		}
	})
}
