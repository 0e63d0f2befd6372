package lexicon

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

// plainFold folds a text character by character.
func plainFold(text string) string {
	var words []string
	word := ""
	for _, r := range text {
		switch {
		case unicode.IsSpace(r), r < ' ', r == 0x7f:
			words = append(words, word)
			word = ""
		case r < 0x80:
			word += string(unicode.ToLower(r))
		default:
			word += foldRune(r)
		}
	}
	return strings.Join(slices.DeleteFunc(append(words, word), func(w string) bool { return w == "" }), " ")
}

func TestFoldIsThatOfItsCharacters(t *testing.T) {
	letters := rapid.StringOf(rapid.RuneFrom([]rune("aBz09 \t\n\x7f\x00'\"-’“–ßÆøÉ\u00a0\u200b\u0301ÅİЖ中ﬁ~*")))
	rapid.Check(t, func(t *rapid.T) {
		text := letters.Draw(t, "text")
		if got, want := Fold(text), plainFold(text); got != want {
			t.Fatalf("%q is folded to %q, want %q", text, got, want)
		}
		folded, origin := fold(text, make([]int32, 0, len(text)))
		if folded != Fold(text) || len(origin) != len(folded) || !slices.IsSorted(origin) {
			t.Fatalf("%q: with origins it is %q, from %v", text, folded, origin)
		}
	})
}

// TestThePhrasesThatAWordBegins compares the shortcut with the table, for words that are in it and others like them.
func TestThePhrasesThatAWordBegins(t *testing.T) {
	for _, table := range []Phrases{Bank, BankChange, BankUnchanged} {
		known := table.compiled()
		for word, phrases := range known.byWord {
			for _, text := range []string{word, word + "x", word[:len(word)-1], "x" + word, strings.ToUpper(word)} {
				if got := known.beginning(text); len(got) != len(known.byWord[text]) {
					t.Errorf("%d phrases begin with %q, want %d", len(got), text, len(known.byWord[text]))
				}
			}
			for _, p := range phrases {
				if !table.In("so "+p[0]+" it is") && len(p) == 1 {
					t.Errorf("%q is not found", p[0])
				}
			}
		}
	}
}

// plainBlanked blanks phrases with no regard to how much is copied.
func plainBlanked(table Phrases, text string) string {
	out := ""
	for text != "" {
		if n, begins := table.Prefix(text); begins {
			out, text = out+"~", text[n:]
			continue
		}
		word := FirstWord(text)
		out, text = out+word, text[len(word):]
	}
	return out
}

func TestBlankedIsThatOfItsWords(t *testing.T) {
	var pieces []string
	for _, phrases := range BankUnchanged.compiled().byWord {
		for _, p := range phrases {
			pieces = append(pieces, p[0])
		}
	}
	slices.Sort(pieces)
	words := rapid.SampledFrom(append(pieces, "bank", "our", ".", "é", "-", " "))
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(words, 0, 8).Draw(t, "words"), rapid.SampledFrom([]string{" ", "", "-"}).Draw(t, "between"))
		if got, want := BankUnchanged.Blanked(text), plainBlanked(BankUnchanged, text); got != want {
			t.Fatalf("%q: %q, want %q", text, got, want)
		}
	})
}
