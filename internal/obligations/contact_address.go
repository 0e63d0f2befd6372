package obligations

import (
	"strings"

	"supplierwatch/internal/model"

	"golang.org/x/net/publicsuffix"
)

// CanExist reports whether a mail domain is possible on the public internet: it has two labels and ends in a name of the public list. The
// endings kept for documentation and tests (RFC 2606) pass, so that examples can be tried.
func CanExist(domain string) bool {
	top := domain[strings.LastIndexByte(domain, '.')+1:]
	if top == domain || top == "" {
		return false
	}
	if top == "example" || top == "test" {
		return true
	}
	suffix, listed := publicsuffix.PublicSuffix(domain)
	return listed || strings.Contains(suffix, ".")
}

// LocalPart returns the part of an address before the @.
func LocalPart(email string) string {
	i := strings.LastIndexByte(email, '@')
	if i < 0 {
		return ""
	}
	return email[:i]
}

// mailKey returns a form of a contact's address that is the same for all spellings that reach the same mailbox. Case is ignored on both
// sides: a server that tells Orders@ from orders@ is not met in practice. Empty for a contact without an address.
func mailKey(c *model.Contact) string {
	if c.Email == "" {
		return ""
	}
	return strings.ToLower(LocalPart(c.Email)) + "@" + c.Domain
}

// ContactName returns what a contact is called: its name, else its id.
func ContactName(c *model.Contact) string {
	if c.Name != "" {
		return c.Name
	}
	return c.ID
}

// samePhone reports whether a number, however it is written, is the contact's.
func samePhone(c *model.Contact, phone string) bool {
	dialled := digits(phone)
	return dialled != "" && (dialled == digits(c.Phone) || dialled == digits(c.Number))
}

// digits returns what of a number is dialled.
func digits(phone string) string {
	return strings.Map(func(r rune) rune {
		if r == '+' || '0' <= r && r <= '9' {
			return r
		}
		return -1
	}, phone)
}
