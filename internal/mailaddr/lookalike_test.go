package mailaddr

import (
	"strings"
	"testing"
)

func TestLookAlike(t *testing.T) {
	for address, want := range map[string]string{
		// Real addresses and domains.
		"orders@acme.example": "", "почта@пример.рф": "", "info@münchen.de": "", "info@mu\u0308nchen.de": "", "заказ@acme.example": "", "受注@例え.テスト": "", "東京ひらカタabc@acme.example": "",
		"주문@한국abc.example": "", "ติดต่อ@คํา.ไทย": "", "ทำ@น้ำ.ไทย": "", "טלב@דוגמה.ישראל": "", "طلب@مثال.إختبار": "", "info@col·lectiu.cat": "", "info@パン・屋.jp": "", "λ͵α@ελ.gr": "",
		"асе@асе.example": "", "xn--mnchen-3ya.de": "", "*@*.müller.example": "", "طلب٣@مثال٣.إختبار": "", "": "", "straße@straße.de": "", "नमस्ते@उदाहरण.भारत": "",
		// Another script in a word.
		"оrders@acme.example": "can be taken for another: \"оrders\" mixes", "orders@acmе.example": "'е' (U+0435) is Cyrillic", "orders@xn--cme-5cd.example": "mixes Cyrillic and Latin",
		"orders@αcme.example": "mixes Greek and Latin", "orders@acme.cоm": "mixes Latin and Cyrillic",
		// Other characters.
		"info@acme\uff0eexample": `'．' (U+FF0E), which looks like "."`, "info\uff20acme.example": `'＠' (U+FF20), which looks like "@"`, "in‐fo@acme.example": `'‐' (U+2010), which looks like "-"`,
		"in\u2011fo@acme.example": "U+2011", "in–fo@acme.example": "U+2013", "info@ac−me.example": "U+2212", "info@acme。example": `(U+3002), which looks like "."`, "ｉnfo@acme.example": `looks like "i"`,
		"info@ⅼab.example": "U+217C", "inɡo@acme.example": `'ɡ' (U+0261), which looks like "g"`, "info@i❤.example": "'❤' (U+2764), which is neither letter nor digit", "info@a·b.example": "U+00B7",
		"\u212a@acme.example": "U+212A", "info@acme.example\u00a0": `looks like " "`,
	} {
		got := LookAlike(address)
		if (got == "") != (want == "") || !strings.Contains(got, want) {
			t.Errorf("%q: %q, want %q", address, got, want)
		}
	}
}
