package contactstate

import (
	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
)

// MailWorks reports whether a contact has an address and nothing is known that prevents mail from reaching it.
func MailWorks(e *obligations.Supplier, c *model.Contact) bool {
	if c.Email == "" || !CanExist(c.Domain) || len(Bounces(e, c)) > 0 || DomainTakesNoMail(e, c.Domain) {
		return false
	}
	_, pending, rejected := Rejection(e, c)
	return !rejected || pending
}

// DomainTakesNoMail reports whether a domain is known to take no mail: probes have shown it long enough, or it refused several contacts at once.
func DomainTakesNoMail(e *obligations.Supplier, domain string) bool {
	found, ok := DomainNoMail(e, domain)
	return ok && !found.Pending
}

// Works reports whether a contact counts and is not known to fail.
func Works(e *obligations.Supplier, c *model.Contact) bool {
	return countable(c) && (MailWorks(e, c) || PhoneWorks(e, c))
}
