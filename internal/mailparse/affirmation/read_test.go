package affirmation_test

import (
	"strings"
	"testing"

	"supplierwatch/internal/mailparse/affirmation"
	"supplierwatch/internal/mailparse/lexicon"
)

func read(text string) affirmation.Answer {
	return affirmation.Of(lexicon.SentencesOf(text), func(address string) bool { return strings.Contains(address, "other") })
}

// TestOnlyAYesIsPlain holds that an answer is a plain yes if each of its sentences is explained, and that the first other one is named.
func TestOnlyAYesIsPlain(t *testing.T) {
	for text, unexplained := range map[string]string{
		"Yes.": "", "Ja, das stimmt noch.": "", "Oui, c'est toujours exact, merci.": "", "Sì, confermo.": "", "Sí, todo correcto.": "", "Klopt nog steeds.": "",
		"Yes, thanks, Jane.": "", "Yes\nTom Baker": "", "Jane,\nyes": "", "Yes. We are closed from 24 December to 2 January.": "", "Yes 👍": "",
		"Yes, orders@acme.example is still right.":    "",
		"Yes, other@acme.example is right.":           "Yes, other@acme.example is right",
		"Yes. We are closed from 24 December.":        "We are closed from 24 December",
		"Yes. This address is closed on 24 December.": "This address is closed on 24 December",
		"Yes. Anna does.":                             "Anna does",
		"Yes\nFrau Wolf":                              "Frau Wolf",
		"Ja\nNeue Durchwahl":                          "Neue Durchwahl",
		"Yes, the address.":                           "Yes, the address",
		"Yes yes.":                                    "Yes yes",
	} {
		if a := read(text); a.Unexplained != unexplained || a.IsPlain() != (unexplained == "") {
			t.Errorf("%q: yes %q, unexplained %q, want %q", text, a.Yes, a.Unexplained, unexplained)
		}
	}
	for _, text := range []string{"Thanks.", "Fine.", "Good morning", "We are closed on 24 December.", "orders@acme.example", ""} {
		if a := read(text); a.IsPlain() {
			t.Errorf("%q is a plain yes: %q", text, a.Yes)
		}
	}
}
