package reply

import (
	"regexp"
	"slices"
	"strings"

	"supplierwatch/internal/ascii"
	"supplierwatch/internal/mailaddr"
	"supplierwatch/internal/mailparse/bank"
	"supplierwatch/internal/mailparse/lexicon"
)

var (
	international = regexp.MustCompile(`(?:\+|\(\+|\(0|\b0)\d[\d .()/\-]{5,22}\d`)
	american      = regexp.MustCompile(`\(?\b\d{3}\)?[ .\-]\d{3}[ .\-]\d{4}\b`)
	datelike      = regexp.MustCompile(`^\d{1,2}[./\-]\d{1,2}[./\-]\d{2,4}`)
)

// maxPhones limits how many numbers are kept.
const maxPhones = 20

// fewestDigits and mostDigits are how many a telephone number has.
const (
	fewestDigits = 7
	mostDigits   = 15
)

// phonesIn returns what looks like a telephone number in a text, as written. Of a text with fewer digits than a number has the patterns are not asked.
func phonesIn(text string) []string {
	if len(ascii.Digits(text)) < fewestDigits {
		return nil
	}
	return phonesByPattern(text)
}

func phonesByPattern(text string) []string {
	var found []string
	for _, pattern := range []*regexp.Regexp{international, american} {
		for _, phone := range pattern.FindAllString(text, maxPhones) {
			digits := ascii.Digits(phone)
			known := slices.ContainsFunc(found, func(other string) bool { return strings.HasSuffix(ascii.Digits(other), lastDigits(digits)) })
			if len(digits) >= fewestDigits && len(digits) <= mostDigits && !datelike.MatchString(phone) && !known {
				found = append(found, phone)
			}
		}
	}
	return found
}

// lastDigits are those by which two spellings of a number are compared.
func lastDigits(digits string) string { return digits[max(0, len(digits)-fewestDigits):] }

// nameContacts notes the addresses and numbers that a person names and that
// neither the mail's own header nor the quoted question holds.
func (in incoming) nameContacts(m *Meaning, quoted string) {
	known := mailaddr.In(quoted)
	for _, address := range mailaddr.In(m.Text) {
		if !in.isKnown(address, known) {
			m.Addresses = append(m.Addresses, address)
		}
	}
	digits := ascii.Digits(quoted)
	for _, phone := range phonesIn(bank.Masked(m.Text)) { // the digits of an account are not a number to call
		if !strings.Contains(digits, lastDigits(ascii.Digits(phone))) && !numbersDocument(m.Text, phone) {
			m.Phones = append(m.Phones, phone)
		}
	}
}

// isKnown reports whether an address is the sender's, our own or quoted.
func (in incoming) isKnown(address string, known []string) bool {
	same := func(other string) bool { return strings.EqualFold(other, address) }
	return same(in.mail.From) || slices.ContainsFunc(known, same) ||
		slices.ContainsFunc(in.mail.To, func(ours string) bool {
			return same(ours) || mailaddr.Domain(ours) == mailaddr.Domain(address) && mailaddr.Domain(ours) != mailaddr.Domain(in.mail.From)
		})
}

// documentReach is how far before a number the word for a document is, in bytes.
const documentReach = 24

// numbersDocument reports whether a number in a text is that of an order, an invoice, a customer, and not one to call.
func numbersDocument(text, number string) bool {
	before, _, _ := strings.Cut(text, number)
	before = before[strings.LastIndexByte(before, '\n')+1:]
	return !strings.HasPrefix(number, "+") && lexicon.DocumentNumber.In(lexicon.Fold(strings.ToValidUTF8(before[max(0, len(before)-documentReach):], "")))
}
