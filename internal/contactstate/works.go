package contactstate

import (
	"supplierwatch/internal/factindex"
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

// NoMailReason returns a clause that says why a domain takes no mail, by the last failure or, if that one proves nothing, by the first; proven is
// false if neither proves it.
func NoMailReason(s factindex.Streak) (why string, proven bool) {
	for _, f := range []model.Fact{s.Last, s.First} {
		if why, proven = noMail[f.Reason()]; proven && s.Failures > 0 {
			return why, true
		}
	}
	return "", false
}

// noMail has a clause for each reason of a failed probe that proves that a domain takes no mail. Other reasons, such as a server that does not
// answer, say nothing about the domain.
var noMail = map[string]string{
	"null-mx":          "says that it takes no mail (null MX)",
	"nxdomain":         "does not exist (NXDOMAIN)",
	"no-mx-no-address": "has neither a mail exchanger nor an address",
	"mx-no-address":    "names only mail exchangers that have no address",
}
