package bank

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// TestOfTheSameTextInFindsWhateverInSignedFinds: only of a text without its signature both are asked.
func TestOfTheSameTextInFindsWhateverInSignedFinds(t *testing.T) {
	pieces := []string{
		"Our bank account has changed", "new bank account", "IBAN DE89 3704 0044 0532 0130 00", "DE89 3704 0044 0532 0130 01", "account no 12345678", "Neue Straße 5",
		"our bank details have not changed", "please pay to", "Bank: Sparkasse", "b a n k", "Neue Bankverbindung", "sort code 12-34-56", "thank you", ".", "\n", "\n\n", "--", "?",
	}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 12).Draw(t, "pieces"), " ")
		all := In(text)
		if diff := cmp.Diff(all, all.With(InSigned(text))); diff != "" {
			t.Fatalf("%q: InSigned adds\n%s", text, diff)
		}
	})
}

// TestTheArrayOfFormsIsTheTableOfCountries compares the two forms of one table.
func TestTheArrayOfFormsIsTheTableOfCountries(t *testing.T) {
	for first := byte('A'); first <= 'Z'; first++ {
		for second := byte('A'); second <= 'Z'; second++ {
			country := string([]byte{first, second})
			if got, want := formsByCode[first-'A'][second-'A'], ibanForms[country]; got != want {
				t.Errorf("%s has the form %q, want %q", country, got, want)
			}
		}
	}
}

// TestPartedWordsAreJoinedWhereFourFollow holds which lines are changed: the others are not taken apart.
func TestPartedWordsAreJoinedWhereFourFollow(t *testing.T) {
	for line, want := range map[string]string{
		"": "", "our b a n k  details": "our bank details", "a b c  d": "abcd", "a b c": "a b c", "x a b c yy": "xabc yy", "a  b c yy a b": "a  b c yy a b",
		"b. a- _n_ *k*": "bank", "ä\u00a0ö\tü é": "äöüé", ". - _ *": ". - _ *", "-- a b c dd e": "-- a b c dd e", "a b . c d": "a b . c d", "x a b c d": "xabcd",
	} {
		if got := joinLetters(line); got != want {
			t.Errorf("%q becomes %q, want %q", line, got, want)
		}
	}
}
