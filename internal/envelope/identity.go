package envelope

import (
	"fmt"
	"net/mail"
	"strings"

	"golang.org/x/net/idna"

	"supplierwatch/internal/model"
)

// Identity is who the watchdog is in its mails.
type Identity struct {
	From         mail.Address
	ReplyTo      mail.Address // also the envelope sender, so that bounces come back to it
	Organization string       // may be empty
	Domain       string       // ASCII; the right side of Message-IDs and of the List-Id

	// SupplierFrom and SupplierReplyTo replace the two above in mails to suppliers, where they have an address.
	SupplierFrom, SupplierReplyTo mail.Address
	Tokens                        Tokens // nil: mails have none
	// Plus reports whether our server delivers local+token@ to local@. Otherwise the token is a line of the text.
	Plus bool
}

// Tokens makes the tokens of an outbox row.
type Tokens interface {
	For(row string) string  // by which an answer finds the row
	Link(row string) string // for the mail's link to the page
}

// NewIdentity reads the two addresses, "Name <local@domain>" or bare. Without a
// reply-to answers go to from. The domain is that of from. It is an error if an
// address cannot be read or its domain cannot be written in ASCII.
func NewIdentity(from, replyTo, organization string) (Identity, error) {
	sender, err := parseAddress(from)
	if err != nil {
		return Identity{}, fmt.Errorf("read sender of our mails: %w", err)
	}
	answers := mail.Address{Address: sender.Address}
	if replyTo != "" {
		if answers, err = parseAddress(replyTo); err != nil {
			return Identity{}, fmt.Errorf("read reply address of our mails: %w", err)
		}
	}
	_, domain, _ := strings.Cut(sender.Address, "@")
	return Identity{From: sender, ReplyTo: answers, Organization: HeaderText(organization), Domain: domain}, nil
}

// parseAddress reads one address and puts its domain into ASCII.
func parseAddress(s string) (mail.Address, error) {
	parsed, err := mail.ParseAddress(s)
	if err != nil {
		return mail.Address{}, fmt.Errorf("parse address %q: %w", s, err)
	}
	ascii, err := ASCIIDomain(parsed.Address)
	if err != nil {
		return mail.Address{}, err
	}
	return mail.Address{Name: HeaderText(parsed.Name), Address: ascii}, nil
}

// ASCIIDomain returns an address with its domain in ASCII: servers without SMTPUTF8 take international domains in no other form (RFC 5891).
func ASCIIDomain(address string) (string, error) {
	at := strings.LastIndexByte(address, '@')
	if at <= 0 {
		return "", fmt.Errorf("parse address %q: there is no domain in it", address)
	}
	domain, err := idna.ToASCII(address[at+1:])
	if err != nil || domain == "" {
		return "", fmt.Errorf("parse address %q: its domain cannot exist", address)
	}
	return address[:at+1] + domain, nil
}

// MessageID makes the Message-ID of an outbox row, without angle brackets: the
// row, its token, our domain. The same row always has the same one, so that a
// repeat can be recognised.
func (i Identity) MessageID(row string) string {
	if token := i.TokenOf(row); token != "" {
		row += "." + token
	}
	return row + "@" + i.Domain
}

// TokenOf returns the token by which an answer finds an outbox row; empty if mails have none.
func (i Identity) TokenOf(row string) string {
	if i.Tokens == nil {
		return ""
	}
	return i.Tokens.For(row)
}

// Senders returns who a mail is from and where its answers and bounces go.
func (i Identity) Senders(m model.Mail) (from, answers mail.Address) {
	from, answers = i.From, i.ReplyTo
	if m.Kind.ToSupplier() {
		if i.SupplierFrom.Address != "" {
			from = i.SupplierFrom
		}
		if i.SupplierReplyTo.Address != "" {
			answers = i.SupplierReplyTo
		}
	}
	if at := strings.LastIndexByte(answers.Address, '@'); i.Plus && m.Token != "" {
		answers.Address = answers.Address[:at] + "+" + m.Token + answers.Address[at:]
	}
	return from, answers
}

// ForSuppliers returns the identity with other addresses in mails to suppliers,
// written as those of NewIdentity. Without a sender they come from the address
// of all mails, in the organization's name: a supplier knows no watchdog.
func (i Identity) ForSuppliers(from, replyTo string) (Identity, error) {
	var err error
	if from == "" {
		i.SupplierFrom = mail.Address{Name: i.Organization, Address: i.From.Address}
	} else {
		if i.SupplierFrom, err = parseAddress(from); err != nil {
			return i, fmt.Errorf("read sender of mails to suppliers: %w", err)
		}
	}
	if replyTo != "" {
		if i.SupplierReplyTo, err = parseAddress(replyTo); err != nil {
			return i, fmt.Errorf("read reply address of mails to suppliers: %w", err)
		}
	}
	return i, nil
}
