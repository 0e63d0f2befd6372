package verification

import (
	"strings"

	"supplierwatch/internal/model"
)

// addressOf returns a contact's address with its domain in ASCII, and the local part as written.
func addressOf(c *model.Contact) string {
	at := strings.LastIndexByte(c.Email, '@')
	if at < 0 {
		return c.Email
	}
	if c.Domain == "" {
		return c.Email[:at+1] + strings.ToLower(c.Email[at+1:])
	}
	return c.Email[:at+1] + c.Domain
}

// fold returns the form of an address that is the same for all spellings that reach the same mailbox. No server is met in practice that
// distinguishes Orders@ from orders@, and treating them as two would mean two mails to the same person.
func fold(address string) string { return strings.ToLower(address) }

// recipient is an address of suppliers and all contacts that have it.
type recipient struct {
	address string
	holders []model.ContactRef // by supplier and contact, as in the registry
	wanted  []model.ContactRef // those of them that a finding says should be asked
	rank    int                // of the most severe such finding
}

// subjectOf returns a contact as facts name it.
func subjectOf(a model.ContactRef) model.SubjectRef {
	return model.SubjectRef{Supplier: a.Supplier.ID, Subject: model.KindContact.Subject(a.Contact.ID)}
}

// ids are the present and the former ids of a supplier.
func ids(s *model.Supplier) []string { return append([]string{s.ID}, s.Was...) }
