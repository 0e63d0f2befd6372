package message

import (
	"slices"
	"strings"
)

// maxAddresses bounds how many addresses are kept of one field or text.
const maxAddresses = 100

// addressesIn gives the mail addresses in a text in their order, each once. It
// needs no correct syntax around them, which covers address lists with names,
// comments and groups as well as prose.
func addressesIn(text string) []string {
	var found []string
	for at := strings.IndexByte(text, '@'); at >= 0 && len(found) < maxAddresses; at = strings.IndexByte(text, '@') {
		local := text[startOfLocal(text[:at]):at]
		domain := text[at+1 : at+1+lengthOfDomain(text[at+1:])]
		text = text[at+1:]
		if address := local + "@" + strings.ToLower(domain); local != "" && validDomain(domain) && !slices.Contains(found, address) {
			found = append(found, address)
		}
	}
	return found
}

// startOfLocal finds where the local part begins that ends at the end of s.
func startOfLocal(s string) int {
	i := len(s)
	for i > 0 && len(s)-i < 128 && isLocalByte(s[i-1]) {
		i--
	}
	for i < len(s) && (s[i] == '.' || s[i] == '\'' || s[i] == '/' || s[i] == '*') {
		i++
	}
	return i
}

func isLocalByte(c byte) bool {
	return isAlnum(c) || strings.IndexByte(".!#$%&'*+-/=?^_`{|}~", c) >= 0
}

func isAlnum(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}

// lengthOfDomain gives how much of s is a domain name.
func lengthOfDomain(s string) int {
	n := 0
	for n < len(s) && n < 254 && (isAlnum(s[n]) || s[n] == '-' || s[n] == '.' || s[n] == '_') {
		n++
	}
	return len(strings.TrimRight(s[:n], ".-_"))
}

func validDomain(domain string) bool {
	return len(domain) > 1 && domain[0] != '.' && domain[0] != '-' && !strings.Contains(domain, "..")
}

// firstAddress gives the address of a field that holds one, or nothing. Of a
// name that looks like an address, the one in angle brackets counts.
func firstAddress(value string) string {
	if open := strings.LastIndexByte(value, '<'); open >= 0 {
		if found := addressesIn(value[open:]); len(found) > 0 {
			return found[0]
		}
	}
	if found := addressesIn(value); len(found) > 0 {
		return found[0]
	}
	return ""
}

func addressesOf(values []string) []string {
	var found []string
	for _, value := range values {
		for _, address := range addressesIn(value) {
			if !slices.Contains(found, address) && len(found) < maxAddresses {
				found = append(found, address)
			}
		}
	}
	return found
}

// maxID is how long an identifier may be: as long as a line (RFC 5322, 2.1.1).
const maxID = 998

// messageIDs gives the identifiers of a field without their angle brackets.
func messageIDs(values []string) []string {
	var found []string
	for _, value := range values {
		for _, id := range strings.FieldsFunc(value, func(r rune) bool { return strings.ContainsRune("<>,;", r) || r <= ' ' }) {
			if strings.Contains(id, "@") && len(id) <= maxID && !slices.Contains(found, id) && len(found) < maxAddresses {
				found = append(found, id)
			}
		}
	}
	return found
}
