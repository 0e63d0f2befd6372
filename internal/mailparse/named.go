package mailparse

import (
	"regexp"
	"slices"
	"strings"
)

var (
	international = regexp.MustCompile(`(?:\+|\(\+|\(0|\b0)\d[\d .()/\-]{5,22}\d`)
	american      = regexp.MustCompile(`\(?\b\d{3}\)?[ .\-]\d{3}[ .\-]\d{4}\b`)
	datelike      = regexp.MustCompile(`^\d{1,2}[./\-]\d{1,2}[./\-]\d{2,4}`)
)

// maxPhones bounds how many numbers are kept.
const maxPhones = 20

// phonesIn gives what looks like a telephone number in a text, as written.
func phonesIn(text string) []string {
	var found []string
	for _, pattern := range []*regexp.Regexp{international, american} {
		for _, phone := range pattern.FindAllString(text, maxPhones) {
			digits := digitsOf(phone)
			known := slices.ContainsFunc(found, func(other string) bool { return strings.HasSuffix(digitsOf(other), lastDigits(digits)) })
			if len(digits) >= 7 && len(digits) <= 15 && !datelike.MatchString(phone) && !known {
				found = append(found, phone)
			}
		}
	}
	return found
}

func digitsOf(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}

// lastDigits are those by which two spellings of a number are compared.
func lastDigits(digits string) string { return digits[max(0, len(digits)-7):] }

// nameContacts notes the addresses and numbers that a person names and that
// neither the mail's own header nor the quoted question holds.
func (m *Message) nameContacts(quoted string) {
	known := addressesIn(quoted)
	for _, address := range addressesIn(m.Reply) {
		if !m.isKnown(address, known) {
			m.Addresses = append(m.Addresses, address)
		}
	}
	digits := digitsOf(quoted)
	for _, phone := range phonesIn(Masked(m.Reply)) { // the digits of an account are not a number to call
		if !strings.Contains(digits, lastDigits(digitsOf(phone))) {
			m.Phones = append(m.Phones, phone)
		}
	}
}

// isKnown says whether an address is the sender's, one of ours or quoted.
func (m *Message) isKnown(address string, known []string) bool {
	same := func(other string) bool { return strings.EqualFold(other, address) }
	return same(m.From) || slices.ContainsFunc(known, same) ||
		slices.ContainsFunc(slices.Concat(m.To, m.DeliveredTo), func(ours string) bool {
			return same(ours) || domainOf(ours) == domainOf(address) && domainOf(ours) != domainOf(m.From)
		})
}

func domainOf(address string) string {
	return address[strings.LastIndexByte(address, '@')+1:]
}
