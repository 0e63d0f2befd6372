package verification

import (
	"strings"
	"unicode"

	"golang.org/x/net/idna"
	"golang.org/x/text/unicode/norm"

	"supplierwatch/internal/editdistance"
	"supplierwatch/internal/mailaddr"
)

// looksLike reports whether a reader in a hurry takes one domain for the other: letters that look alike, one or two typed otherwise, the
// same name under another ending, or with a word added to it. Both are in lower case; equal ones are not alike but the same.
func looksLike(domain, known string) bool {
	if domain == known || mailaddr.FreeMail(known) {
		return false
	}
	a, b := nameOf(domain), nameOf(known)
	if a == "" || b == "" || mailaddr.SameOrganization(domain, known) {
		return false
	}
	if a == b {
		return true
	}
	if len(b) >= minAdded && (strings.HasPrefix(a, b) || strings.HasSuffix(a, b)) {
		return true
	}
	allowed := allowedEdits(b)
	return editdistance.Between(a, b, allowed+1) <= allowed
}

// minAdded is how long a name must be for one that has it at its beginning or end to look like it.
const minAdded = 4

// allowedEdits is how many letters of a name may differ: in a short one, one more makes another word.
func allowedEdits(name string) int {
	switch n := len([]rune(name)); {
	case n < 4:
		return 0
	case n < 8:
		return 1
	}
	return 2
}

// nameOf returns the label of a domain by which its holder is known, as it looks: acme-photoresist of mail.acme-photoresist.co.uk.
func nameOf(domain string) string {
	if ascii, err := idna.ToASCII(domain); err == nil {
		domain = strings.ToLower(ascii)
	}
	label, _, _ := strings.Cut(mailaddr.Organization(domain), ".")
	if shown, err := idna.ToUnicode(label); err == nil {
		label = shown
	}
	return skeleton(label)
}

// skeleton writes a name with one letter for all that look like it. Marks above and below letters are dropped, and so are hyphens.
func skeleton(name string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(strings.ToLower(name)) {
		switch {
		case unicode.Is(unicode.Mn, r), r == '-':
		case latinLookalikes[r] != 0:
			b.WriteRune(latinLookalikes[r])
		default:
			b.WriteRune(r)
		}
	}
	return pairs.Replace(b.String())
}

// pairs are two letters that look like one.
var pairs = strings.NewReplacer("rn", "m", "vv", "w", "cl", "d")

// latinLookalikes returns the Latin letter for digits and for letters of other alphabets that are drawn like it.
var latinLookalikes = map[rune]rune{
	'0': 'o', '1': 'l', '3': 'e', '5': 's', 'i': 'l', 'ı': 'l', '|': 'l', 'ł': 'l', 'ø': 'o', 'đ': 'd', 'ß': 'b',
	'а': 'a', 'в': 'b', 'с': 'c', 'ԁ': 'd', 'е': 'e', 'ё': 'e', 'һ': 'h', 'і': 'l', 'ї': 'l', 'ј': 'j', 'к': 'k', 'ӏ': 'l', 'м': 'm',
	'н': 'h', 'о': 'o', 'р': 'p', 'ԛ': 'q', 'г': 'r', 'ѕ': 's', 'т': 't', 'ѵ': 'v', 'ԝ': 'w', 'х': 'x', 'у': 'y', 'ү': 'y',
	'α': 'a', 'β': 'b', 'ε': 'e', 'η': 'n', 'ι': 'l', 'κ': 'k', 'ν': 'v', 'ο': 'o', 'ρ': 'p', 'τ': 't', 'υ': 'u', 'χ': 'x', 'ω': 'w',
	'ɑ': 'a', 'ɡ': 'g', 'ɩ': 'l', 'օ': 'o', 'ո': 'n', 'ս': 'u', 'ց': 'g',
}
