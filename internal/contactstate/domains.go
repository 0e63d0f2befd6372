package contactstate

import (
	"slices"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/mailaddr"
	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
)

// Registration returns what the registry of a top-level domain last reported of a domain (RDAP, RFC 9083), and the last day of its term; ok is false
// if it never reported one.
func Registration(e *obligations.Supplier, name string) (good model.Fact, last civil.Date, ok bool) {
	s, known := e.Streak(model.KindRegistration.Subject(name))
	if !known || s.LastGood == nil {
		return model.Fact{}, civil.Date{}, false
	}
	ends := s.LastGood.NotAfter()
	return *s.LastGood, e.OwnCalendar.Today(ends), !ends.IsZero()
}

// RegisteredDomains returns the names that the contacts' mail domains are registered as, sorted.
func RegisteredDomains(e *obligations.Supplier) []string {
	var all []string
	for _, c := range e.Entry.Contacts {
		if name := mailaddr.Registrable(c.Domain); name != "" {
			all = append(all, name)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// ContactsBelow returns the contacts whose mail domain is registered as a name.
func ContactsBelow(e *obligations.Supplier, name string) []*model.Contact {
	return slices.DeleteFunc(slices.Clone(e.Entry.Contacts), func(c *model.Contact) bool { return mailaddr.Registrable(c.Domain) != name })
}

// MailDomains returns the mail domains of the contacts, sorted.
func MailDomains(e *obligations.Supplier) []string {
	var all []string
	for _, c := range e.Entry.Contacts {
		if c.Domain != "" {
			all = append(all, c.Domain)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// ContactsAt returns the contacts with a mail domain.
func ContactsAt(e *obligations.Supplier, domain string) []*model.Contact {
	return slices.DeleteFunc(slices.Clone(e.Entry.Contacts), func(c *model.Contact) bool { return c.Domain != domain })
}

// Names returns what contacts are called.
func Names(contacts []*model.Contact) []string {
	out := make([]string, len(contacts))
	for i, c := range contacts {
		out[i] = Name(c)
	}
	return out
}
