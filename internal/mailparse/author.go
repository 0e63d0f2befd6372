package mailparse

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/idna"
	"golang.org/x/text/unicode/norm"
)

// authorOf returns the address that a mail is from, or "" where that is not certain. A mail without a From field, with several fields or with
// several authors is nobody's: mail servers disagree on which of them they checked (RFC 7489, 6.6.1).
func authorOf(fields []string) string {
	if len(fields) != 1 {
		return ""
	}
	return soleMailbox(fields[0])
}

// soleMailbox returns the address of a field that holds exactly one mailbox (RFC 5322, 3.4): the whole text between < and >, or the whole
// field. Whatever a program could read in another way is nobody's address: a second address in front of the brackets, anything but comments
// behind them, groups, quotes that never end.
func soleMailbox(field string) string {
	s, ok := scanMailbox(field)
	if !ok {
		return ""
	}
	if !s.bracketed {
		if s.uncertain {
			return ""
		}
		return canonicalAddress(strings.Trim(s.plain, " "))
	}
	address := canonicalAddress(s.spec)
	if shown := strings.Trim(s.plain, " "); strings.Contains(shown, "@") && canonicalAddress(shown) != address {
		return ""
	}
	return address
}

// mailboxSyntax is a mailbox taken apart.
type mailboxSyntax struct {
	bracketed bool
	spec      string // between < and >
	plain     string // outside brackets, quotes and comments
	uncertain bool   // without brackets, programs read this in different ways
}

// scanMailbox takes a mailbox apart; ok is false where it is not one.
func scanMailbox(field string) (s mailboxSyntax, ok bool) {
	var plain strings.Builder
	for rest := field; rest != ""; {
		n := 1
		switch c := rest[0]; {
		case c == '"' && !s.bracketed:
			n, s.uncertain = lengthOfQuoted(rest), true
			plain.WriteByte(' ')
		case c == '(':
			// A comment that touches a word is part of it for programs that do not know comments.
			n, s.uncertain = lengthOfComment(rest), s.uncertain || plain.Len() > 0 && !strings.HasSuffix(plain.String(), " ")
		case c == '<' && !s.bracketed:
			n = strings.IndexByte(rest, '>') + 1
			if n > 0 {
				s.bracketed, s.spec, s.plain = true, rest[1:n-1], plain.String()
				plain.Reset()
			}
		case c == ' ' || c == '\t':
			plain.WriteByte(' ')
		case s.bracketed, strings.IndexByte(`<>:;\`, c) >= 0:
			return s, false
		default:
			plain.WriteByte(c)
		}
		if n <= 0 {
			return s, false
		}
		rest = rest[n:]
	}
	if !s.bracketed {
		s.plain = plain.String()
	}
	return s, true
}

// lengthOfQuoted returns the length of the quoted string that s begins with; 0 if it never ends.
func lengthOfQuoted(s string) int {
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return 0
}

// lengthOfComment returns the length of the comment, which may hold others, that s begins with; 0 if it never ends.
func lengthOfComment(s string) int {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return 0
}

// CanonicalAddress returns the one spelling of a mail address by which identities are compared: letters in lower case, the domain in its
// ASCII form (A-labels, RFC 5890). It returns "" for anything that is not exactly one plain address.
func CanonicalAddress(address string) string { return lowerASCII(canonicalAddress(address)) }

// SameAddress reports whether two texts are the same mail address, whole and letter for letter but for the case of ASCII letters.
func SameAddress(a, b string) bool {
	canonical := CanonicalAddress(a)
	return canonical != "" && canonical == CanonicalAddress(b)
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
// characters, and no letter that is an ASCII letter in another case (U+212A is a k to some).
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
	domain = lowerASCII(domain)
	if !isASCII(domain) || slices.ContainsFunc(strings.Split(domain, "."), isALabel) {
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

func isALabel(label string) bool { return strings.HasPrefix(label, "xn--") }

func validLabel(label string) bool {
	if label == "" || len(label) > maxLabel || label[0] == '-' || label[len(label)-1] == '-' {
		return false
	}
	for i := range len(label) {
		if !isAlnum(label[i]) && label[i] != '-' && label[i] != '_' {
			return false
		}
	}
	return true
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// lowerASCII lowers A to Z alone: to lower other letters can turn a stranger's address into a known one.
func lowerASCII(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, s)
}
