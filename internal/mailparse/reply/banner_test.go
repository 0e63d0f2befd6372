package reply

import (
	"strings"
	"testing"
)

func TestWhatAGatewayWritesAboveAMail(t *testing.T) {
	for text, want := range map[string]int{
		"\n[EXTERNAL]\n\nyes":                               2,
		"Caution: external email. Do not click links.\nyes": 1,
		"This message came from outside the company.\nThink before you click a link.\n\nyes":                          2,
		"Cet e-mail vient de l'extérieur. Ne cliquez pas\nsur les liens.\n\noui":                                      2,
		"Vorsicht, externe E-Mail! Keine Links anklicken.\nBitte prüfen Sie jeden Anhang vor dem Öffnen genau!\n\nja": 2,
		"external": 0, // somebody's word
		"An external sender asked for this.\n\nyes":   0,
		"Please click the link that you get.\n\nyes":  0,
		"Is this external email with a link yours?":   0,
		"Yes.\n\nCaution: external email, no links.":  0,
		"The goods come from outside the EU.\n\nyes.": 0,
	} {
		if got := gatewayBanner(strings.Split(text, "\n")); got != want {
			t.Errorf("%q: %d lines, want %d", text, got, want)
		}
	}
}
