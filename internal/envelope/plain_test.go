package envelope

import (
	"testing"

	"pgregory.net/rapid"
)

func TestShorten(t *testing.T) {
	for _, test := range []struct {
		s     string
		limit int
		want  string
	}{
		{"short", 10, "short"},
		{"cut at a word here", 12, "cut at a…"},
		{"alloc: too late (ACME GmbH)", 22, "alloc: too late…"},
		{"Donaudampfschifffahrt", 8, "Donauda…"},
	} {
		if got := Shorten(test.s, test.limit); got != test.want {
			t.Errorf("shorten(%q, %d) = %q, want %q", test.s, test.limit, got, test.want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		s, limit := rapid.String().Draw(t, "s"), rapid.IntRange(2, 80).Draw(t, "limit")
		if n := len([]rune(Shorten(s, limit))); n > limit {
			t.Fatalf("%d characters", n)
		}
	})
}
