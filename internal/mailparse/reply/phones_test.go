package reply

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestATextOfFewDigitsHoldsNoTelephoneNumber(t *testing.T) {
	texts := rapid.StringOf(rapid.RuneFrom([]rune("0123456789+() -./\nx٣")))
	rapid.Check(t, func(t *rapid.T) {
		text := texts.Draw(t, "text")
		if got, want := phonesIn(text), phonesByPattern(text); !slices.Equal(got, want) {
			t.Fatalf("%q holds %q, want %q", text, got, want)
		}
	})
}
