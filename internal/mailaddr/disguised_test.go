package mailaddr

import (
	"strings"
	"testing"
)

func TestDisguised(t *testing.T) {
	for address, want := range map[string]string{
		// Nothing to say.
		"orders@acme.example": "", "O'Hara+x@acme-1.example": "", "bestellung@müller.example": "", "bestellung@xn--mller-kva.example": "",
		"заказ@acme.example": "", "заказ@поставка.рф": "", "асе@рсу.рф": "", "受注@例え.example": "", "東京ひらカタabc@acme.example": "", "주문@한국abc.example": "",
		"παραγγελία@acme.example": "", "josé@acme.example": "", "*@acme.example": "", "*@*.müller.example": "", "": "", "no-domain": "",
		"naïve@ïle.example": "", "łódź@acme.example": "", "طلب@acme.example": "",
		// Mixed in one part.
		"оrders@acme.example":        `"оrders" mixes Cyrillic and Latin letters: 'о' (U+043E) is Cyrillic`,
		"orders@аcme.example":        `"аcme" mixes Cyrillic and Latin letters: 'а' (U+0430) is Cyrillic`,
		"orders@xn--cme-5cd.example": `mixes Cyrillic and Latin letters`,
		"orders@acme.exаmple":        `"exаmple" mixes Latin and Cyrillic letters`,
		"orders@αcme.example":        `mixes Greek and Latin letters`,
		"*@аcme.example":             `mixes Cyrillic and Latin letters`,
		"orders@shop.аcme.example":   `mixes Cyrillic and Latin letters`,
		"orderѕ@acme.example":        `'ѕ' (U+0455) is Cyrillic`,
		"orders@acmе-photo.example":  `'е' (U+0435) is Cyrillic`,
		"orders@աcme.example":        `mixes Armenian and Latin`,
		"заказ-order@acme.example":   `mixes Cyrillic and Latin`,
		// One script that looks like another.
		"асе@acme.example":          `"асе" consists of Cyrillic letters that look like Latin ones`,
		"orders@арре.example":       `"арре" consists of Cyrillic letters that look like Latin ones`,
		"orders@xn--80ak6aa92e.com": `consists of Cyrillic letters that look like Latin ones`,
		"orders@οικο.example":       `consists of Greek letters that look like Latin ones`,
		// Other forms of a letter.
		"ｏrders@acme.example": `'ｏ' (U+FF4F), which looks like "o" and is another character`,
		"𝐨rders@acme.example": `looks like "o"`,
		"ﬁnance@acme.example": `looks like "fi"`,
	} {
		got := Disguised(address)
		if (got == "") != (want == "") || !strings.Contains(got, want) {
			t.Errorf("%s: %q, want %q", address, got, want)
		}
	}
}
