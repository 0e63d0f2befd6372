package mailaddr

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"supplierwatch/internal/ascii"

	"golang.org/x/net/idna"
	"golang.org/x/text/unicode/norm"
)

// Canonical returns the one spelling of a mail address by which identities are compared: letters in lower case, the domain in its
// ASCII form (A-labels, RFC 5890). It returns "" for anything that is not exactly one plain address.
func Canonical(address string) string { return ascii.Lower(canonicalAddress(address)) }

// Same reports whether two texts are the same mail address, whole and letter for letter but for the case of ASCII letters.
func Same(a, b string) bool {
	if isPlain(a) && isPlain(b) && !strings.EqualFold(a, b) {
		return false // known addresses are compared one by one, and nearly all of them differ
	}
	canonical := Canonical(a)
	return canonical != "" && canonical == Canonical(b)
}

// isPlain reports whether the canonical form of an address differs from it in the case of its characters alone.
func isPlain(address string) bool {
	return ascii.Only(address) && !strings.Contains(address, "xn--") && !strings.Contains(address, "XN--")
}

// canonicalAddress returns an address with its local part as written and its domain in ASCII and lower case; "" if the text is not one
// (RFC 5321, 4.1.2, without quoted local parts and address literals; RFC 6531).
func canonicalAddress(text string) string {
	local, domain, found := strings.Cut(text, "@")
	if !found || !validLocal(local) {
		return ""
	}
	if domain = canonicalDomain(domain); domain == "" {
		return ""
	}
	return local + "@" + domain
}

// Limits in octets (RFC 5321, 4.5.3.1, generous for the local part, which some gateways fill).
const (
	maxLocal  = 128
	maxDomain = 253
	maxLabel  = 63
)

// validLocal reports whether a text can stand before the @ and means the same to every program: no quotes, no encoded words, no invisible
// characters, and no character that is an ASCII one in another case (U+212A is a k to some).
func validLocal(local string) bool {
	if local == "" || len(local) > maxLocal || strings.Contains(local, "=?") || !norm.NFC.IsNormalString(local) {
		return false
	}
	for _, r := range local {
		if r < utf8.RuneSelf && !isLocalByte(byte(r)) {
			return false
		}
		if r >= utf8.RuneSelf && (!unicode.In(r, unicode.L, unicode.M, unicode.Nd) || foldsToASCII(r)) {
			return false
		}
	}
	return true
}

func isLocalByte(c byte) bool {
	return ascii.IsAlnum(c) || strings.IndexByte(".!#$%&'*+-/=?^_`{|}~", c) >= 0
}

func foldsToASCII(r rune) bool {
	for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
		if f < utf8.RuneSelf {
			return true
		}
	}
	return unicode.ToLower(r) < utf8.RuneSelf || unicode.ToUpper(r) < utf8.RuneSelf
}

// lookup turns international labels into what the DNS knows (UTS 46, not transitional).
var lookup = idna.New(idna.MapForLookup(), idna.Transitional(false), idna.StrictDomainName(false), idna.CheckHyphens(true), idna.CheckJoiners(true), idna.BidiRule())

// canonicalDomain returns a domain in its ASCII form and lower case; "" if it is not a domain name as a whole.
func canonicalDomain(domain string) string {
	if domain == "" || len(domain) > maxDomain {
		return ""
	}
	domain = ascii.Lower(domain)
	if !ascii.Only(domain) || strings.HasPrefix(domain, "xn--") || strings.Contains(domain, ".xn--") {
		domain = asciiOf(domain)
	}
	for label := range strings.SplitSeq(domain, ".") {
		if !validLabel(label) {
			return ""
		}
	}
	return domain
}

// asciiOf returns the ASCII form of an international domain; "" if it has to be mapped to be valid: that is how one is written to look like
// another.
func asciiOf(domain string) string {
	ascii, err := lookup.ToASCII(domain)
	if err != nil {
		return ""
	}
	given, shown := strings.Split(domain, "."), strings.Split(ascii, ".")
	if len(given) != len(shown) {
		return ""
	}
	for i, label := range given {
		back, err := lookup.ToUnicode(shown[i])
		if err != nil || label != shown[i] && label != back {
			return ""
		}
	}
	return ascii
}

func validLabel(label string) bool {
	if label == "" || len(label) > maxLabel || label[0] == '-' || label[len(label)-1] == '-' {
		return false
	}
	for i := range len(label) {
		if !ascii.IsAlnum(label[i]) && label[i] != '-' && label[i] != '_' {
			return false
		}
	}
	return true
}

// Domain returns what follows the last @ of an address, or all of a text without one.
func Domain(address string) string { return address[strings.LastIndexByte(address, '@')+1:] }
