package bank

import (
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// written draws texts of pieces that numbers, their names and links consist of.
var written = rapid.Custom(func(t *rapid.T) string {
	pieces := rapid.SampledFrom([]string{
		"DE", "de", "89", "3704 0044", "0532013000", "DE89370400440532013000", "iban", "IBAN", "N", "x", "O", "I", " ", "\n", ".", "-", "@", "konto", "KONTO", "kontonr", "no", "12345678",
		"bic", "COBADEFFXXX", "www.", "WWW.paypal.me/x", "https://", "payto://iban/DE", "bitcoin:", "a/pay", "pay.example", "shop.example/checkout", "é", "１", "\u200b", ",", "(",
	})
	return strings.Join(rapid.SliceOfN(pieces, 0, 12).Draw(t, "pieces"), "")
})

// plainIBANs looks for an IBAN at each character.
func plainIBANs(text string) (all []found) {
	for at := 0; at+4 < len(text); at++ {
		if f, ok := ibanAt(text, at); ok {
			all = append(all, f)
			at = f.end - 1
		}
	}
	return all
}

func TestIBANsAreFoundAsAtEachCharacter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := plainOf(written.Draw(t, "text")).text
		if got, want := ibansIn(text), plainIBANs(text); !reflect.DeepEqual(got, want) {
			t.Fatalf("%q holds %v, want %v", text, got, want)
		}
	})
}

func TestWhatIsNoLinkIsNotLookedAt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := plainOf(written.Draw(t, "text")).text
		if f, ok := linkIn(text, 0, len(text)); ok && !mayBeLink(text) {
			t.Fatalf("%q is a link: %v", text, f)
		}
	})
}

func TestLinksEndBeforeBlanksAndMarks(t *testing.T) {
	for c := range 256 {
		want := c <= ' ' || strings.IndexByte("<>\"'()[]{}|\\,;", byte(c)) >= 0
		if got := endsLink(byte(c)); got != want {
			t.Errorf("%q ends a link: %v, want %v", byte(c), got, want)
		}
	}
}

func TestLabelWordsInAnyCase(t *testing.T) {
	for word := range labelWords {
		for _, text := range []string{word, strings.ToUpper(word), word + "x", "x" + word, word[:len(word)-1], strings.Repeat(word, 20)} {
			if got, want := text != "" && isLabelWord(text), labelWords[strings.ToLower(text)]; got != want {
				t.Errorf("%q begins the name of a number: %v, want %v", text, got, want)
			}
		}
	}
}

// TestPlainTextOfASCII holds that a text of ASCII is the same as it is beside another character.
func TestPlainTextOfASCII(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.RuneFrom([]rune("aB0 \n\x00\x7f'"))).Draw(t, "text")
		short, long := plainOf(text), plainOf(text+"é")
		if short.text+"e" != long.text {
			t.Fatalf("%q is %q, want %q", text, short.text, long.text)
		}
		for at := range len(text) + 1 {
			if short.origin(at) != long.origin(at) {
				t.Fatalf("%q: byte %d comes from %d, want %d", text, at, short.origin(at), long.origin(at))
			}
		}
	})
}
