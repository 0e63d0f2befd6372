package contactstate

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
// sides, because servers do not distinguish Orders@ from orders@ in practice. It is empty for a contact without an address.
func mailKey(c *model.Contact) string {
	if c.Email == "" {
		return ""
	}
	return strings.ToLower(LocalPart(c.Email)) + "@" + c.Domain
}

// Name returns what a contact is called: its name, else its id.
func Name(c *model.Contact) string {
	if c.Name != "" {
		return c.Name
	}
	return c.ID
}
