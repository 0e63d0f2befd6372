package strictyaml

import (
	"regexp"
	"testing"

	"gopkg.in/yaml.v3"
	"pgregory.net/rapid"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/strictyaml/reuse"
)

// looseWord takes any text, as types with a form of their own do.
type looseWord string

func (w *looseWord) UnmarshalText(b []byte) error {
	*w = looseWord(b)
	return nil
}

// readInto reads a text into each type of text and of numbers, and returns what came of it.
func readInto(s scalar) []any {
	var (
		text   string
		prose  Prose
		word   looseWord
		whole  int
		number float64
		date   civil.Date
		period civil.Period
		yes    bool
	)
	faults := []any{s.into(&text), s.into(&prose), s.into(&word), s.into(&whole), s.into(&number), s.into(&date), s.into(&period), s.into(&yes)}
	return append(faults, text, prose, word, whole, number, date, period, yes)
}

// TestUsualTextsAreReadLikeOthers reads texts with and without the shorter way for usual ones, and with memory that is used again.
func TestUsualTextsAreReadLikeOthers(t *testing.T) {
	var kept reuse.Texts
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(
			rapid.StringMatching(`[ -~]{0,12}`), rapid.String(), rapid.StringMatching(`[-+]?[0-9_.,:eE]{1,9}`), rapid.StringMatching(`[0-9]{1,4} (day|days|month|hours|h)`),
			rapid.StringMatching(`["'“„»][a-z ]{0,3}["'”“«]?`), rapid.SampledFrom([]string{"yes", "No", "true", " a", "a ", "\n", "a\nb", "a\tb", "\x7f", "2027-12-31", "0012-01-01"}),
		).Draw(t, "text")
		n := &yaml.Node{Kind: yaml.ScalarNode, Value: text, Style: rapid.SampledFrom([]yaml.Style{0, yaml.DoubleQuotedStyle, yaml.LiteralStyle}).Draw(t, "style")}
		n.Tag = (&yaml.Node{Kind: yaml.ScalarNode, Value: text}).ShortTag()
		slow := plainScalar(n, "key")
		quick := slow
		slow.usual, quick.texts = false, &kept
		got, want := readInto(quick), readInto(slow)
		for i := range want {
			if got[i] != want[i] {
				t.Fatalf("%q: %v, otherwise %v", text, got[i], want[i])
			}
		}
	})
}

var octalForm = regexp.MustCompile(`^[-+]?0[0-9_]+$`)

// TestFormsOfNumbers holds what is checked by hand against the regular expressions.
func TestFormsOfNumbers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[-+0]?[0-9_:.]{1,6}`).Draw(t, "text")
		if isOctal(text) != octalForm.MatchString(text) || isWhole(text) != wholeForm.MatchString(text) || isSexagesimal(text) != sexagesimal.MatchString(text) {
			t.Fatalf("%q: octal %v, whole %v, sexagesimal %v", text, isOctal(text), isWhole(text), isSexagesimal(text))
		}
	})
}
