package departure_test

import (
	"testing"

	"supplierwatch/internal/mailparse/departure"
	"supplierwatch/internal/mailparse/lexicon"
)

// TestOnlyAPersonLeaves holds that a phrase of leaving counts only with a person as its subject.
func TestOnlyAPersonLeaves(t *testing.T) {
	for text, want := range map[string]bool{
		"Mrs Stone has left the company.": true, "Piet de Vries is niet meer werkzaam bij ons.": true, "I have left ACME.": true,
		"Leider hat Frau Wolf unser Unternehmen verlassen.": true, "Le collègue a quitté la société.": true, "Jan is niet meer werkzaam bij ACME.": true,
		"The truck has left our company.": false, "DHL no longer works for us.": false, "Die Palette ist fertig. Sie hat unser Haus verlassen.": false,
		"We have retired part 4711.": false, "Our chairman has retired.": false, "The old fax is no longer with us.": false, "I have left Hamburg.": false, "Jumbo 4711 has left our company.": false,
	} {
		if got := departure.In(lexicon.SentencesOf(text), []string{"acme"}); (got != "") != want {
			t.Errorf("%q: %q, want a departure: %t", text, got, want)
		}
	}
}
