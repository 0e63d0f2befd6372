package bank

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// said draws texts of words about accounts, whole and in parts, with what programs and forgers put between them.
var said = rapid.Custom(func(t *rapid.T) string {
	words := rapid.SampledFrom([]string{
		"bank", "Bank", "our", "new", "account", "details", "number", "sort", "code", "b", "a", "n", "k", "ban", "ba", "nk", "iban", "conto", "corrente", "wire", "transfer", "neue", "unsere", "Bankverbindung",
		"überweisen", "Sie", "dados", "bancários", "номер", "счета", "банковский", "счет", "τραπεζικός", "λογαριασμός", "银行账户", "changed", "geändert", "unchanged", "ab sofort", "compte", "bancaire", "n'ont",
		"pas", "changé", "delivery", "week", "sì", "Hello", "Dear", "coordonnées", "BankAccountNumberHere", "bankaccountnumberhere", "\u043eur", "b\u0430nk", "Our customers are happy with the delivery of this week and",
	})
	between := rapid.SampledFrom([]string{" ", " ", " ", "", ". ", "! ", "; ", "? ", ".\n", "\n", "\n\n", "-", "_", "/", ".", "*", "'", ", ", "\u00a0", "\t", "\u200b", "~", " . ", ": "})
	var out strings.Builder
	for range rapid.IntRange(0, 12).Draw(t, "n") {
		out.WriteString(words.Draw(t, "word") + between.Draw(t, "between"))
	}
	return out.String()
})

// TestWordsAreThoseOfTheSentences holds that the quick look at a text overlooks nothing that its sentences say.
func TestWordsAreThoseOfTheSentences(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := said.Draw(t, "text")
		for _, r := range []reach{nearby, strict} {
			if got, want := (Details{}).withWords(text, r, false), (Details{}).withSentences(text, r, false); got.Announced != want.Announced || got.Mentioned != want.Mentioned || got.Changing != want.Changing {
				t.Fatalf("%q says %+v, want %+v", text, got, want)
			}
		}
	})
}
