package scalar

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/idna"

	"supplierwatch/internal/mailaddr"
	"supplierwatch/internal/strictyaml"
)

// Address is a mail address by RFC 5321, with RFC 6531 for letters beyond ASCII on both sides. Quoted local parts and address literals
// are refused: no supplier has them, and programs disagree on them.
type Address string

// addressPattern is what an editor checks; the rest is left to UnmarshalText.
const addressPattern = `^[^\s@"(),:;<>\[\]\\]+@[^\s@"(),:;<>\[\]\\]+$`

// Limits of RFC 5321, sections 4.5.3.1.1 to 4.5.3.1.3, in octets; the path has two more for its angle brackets.
const (
	maxLocal   = 64
	maxDomain  = 253
	maxAddress = 254
)

// UnmarshalText checks the address.
func (a *Address) UnmarshalText(b []byte) error {
	if why := wrongAddress(string(b)); why != "" {
		return fmt.Errorf("is not a valid mail address: %s", why)
	}
	*a = Address(b)
	return lookAlike(string(b))
}

// lookAlike returns the error for an address or a domain with a character that only looks like the one that belongs there. The version before read it.
func lookAlike(text string) error {
	if why := mailaddr.LookAlike(text); why != "" {
		return strictyaml.NewlyRefusedError(why)
	}
	return nil
}

// Sender is a pattern of the addresses that confirmations come from.
type Sender string

// UnmarshalText takes any text whose characters are what they look like.
func (s *Sender) UnmarshalText(b []byte) error {
	*s = Sender(b)
	return lookAlike(string(b))
}

// Pattern belongs to the schema.
func (Sender) Pattern() string { return strictyaml.TextPattern }

// Pattern belongs to the schema.
func (Address) Pattern() string { return addressPattern }

// Domain returns the part after @ in its ASCII form, in lower case.
func (a Address) Domain() string {
	_, domain, _ := strings.Cut(string(a), "@")
	ascii, _ := ASCIIDomain(domain) // checked by UnmarshalText
	return ascii
}

// domains turns international domain names into what the DNS knows (UTS 46, not transitional).
var domains = idna.New(idna.MapForLookup(), idna.Transitional(false), idna.StrictDomainName(true), idna.BidiRule())

// mailScheme begins the address of a link to a mailbox (RFC 6068).
const mailScheme = "mailto:"

// severalAddresses reports whether a value consists of several words with an @ in each.
func severalAddresses(text string) bool {
	if strings.Count(text, "@") < 2 {
		return false
	}
	words := strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",;/|<>", r) })
	words = slices.DeleteFunc(words, func(word string) bool { return !strings.Contains(word, "@") })
	return len(words) > 1
}

func wrongAddress(text string) string {
	local, domain, found := strings.Cut(text, "@")
	switch {
	case !found:
		return "there is no @ in it"
	case len(text) > len(mailScheme) && strings.EqualFold(text[:len(mailScheme)], mailScheme):
		return fmt.Sprintf("write the address alone, without %s", mailScheme)
	case severalAddresses(text):
		return "there are several addresses in it; write one contact, or one item of the list, for each"
	case strings.ContainsAny(text, "<>"):
		return "write the address alone, without a name and without < and >"
	case strings.HasPrefix(text, `"`):
		return "quotation marks before the @ are not supported"
	case strings.ContainsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }):
		return "there is a space in it"
	case strings.Contains(domain, "@"):
		return "there is more than one @ in it"
	case strings.ContainsAny(text, ",;"):
		return "write one address for each item of the list"
	case len(text) > maxAddress || len(local) > maxLocal:
		return "it is too long"
	}
	if why := wrongLocal(local); why != "" {
		return why
	}
	return wrongDomain(domain)
}

func wrongLocal(local string) string {
	switch {
	case local == "":
		return "the part before the @ is missing"
	case strings.HasPrefix(local, "."), strings.HasSuffix(local, "."), strings.Contains(local, ".."):
		return "a dot before the @ must be between other characters"
	}
	for _, r := range local {
		if r < unicode.MaxASCII && !atomText(r) && r != '.' {
			return fmt.Sprintf("%q is not allowed before the @", r)
		}
	}
	return ""
}

// atomText reports whether r is an ASCII character of an atom (RFC 5322, section 3.2.3).
func atomText(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("!#$%&'*+-/=?^_`{|}~", r)
}

func wrongDomain(domain string) string {
	if domain == "" {
		return "the part after the @ is missing"
	}
	if strings.HasPrefix(domain, "[") {
		return "expected a domain name after the @"
	}
	if _, err := ASCIIDomain(domain); err != nil {
		return fmt.Sprintf("%.80q is not a valid domain name", domain)
	}
	return ""
}

var errDomain = errors.New("no domain name")

// ASCIIDomain checks every label of a domain and returns its form in the DNS.
func ASCIIDomain(domain string) (string, error) {
	if isCommonDomain(domain) {
		return domain, nil
	}
	return asciiDomain(domain)
}

// isCommonDomain reports whether a domain consists of labels of small letters, digits and single hyphens between them, and so is its own form in the DNS.
func isCommonDomain(domain string) bool {
	start := 0 // of the label
	for i := range len(domain) {
		switch c := domain[i]; {
		case c >= 'a' && c <= 'z' || isDigit(c):
			continue
		case c != '-' && c != '.' || i == start || domain[i-1] == '-':
			return false
		case c == '.' && i-start > 63:
			return false
		case c == '.':
			start = i + 1
		}
	}
	last := len(domain) - start
	return last > 0 && last <= 63 && len(domain) <= maxDomain && domain[len(domain)-1] != '-'
}

func asciiDomain(domain string) (string, error) {
	ascii, err := domains.ToASCII(domain)
	if err != nil || len(ascii) > maxDomain {
		return "", errDomain
	}
	for label := range strings.SplitSeq(ascii, ".") {
		if label == "" || len(label) > 63 || strings.HasPrefix(label, "-") || strings.HasSuffix(label, "-") {
			return "", errDomain
		}
	}
	return ascii, nil
}
