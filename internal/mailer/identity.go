package mailer

import (
	"fmt"
	"net/mail"
	"strings"

	"golang.org/x/net/idna"
)

// Identity is who the watchdog is in its mails.
type Identity struct {
	From         mail.Address
	ReplyTo      mail.Address // also the envelope sender, so that bounces come back to it
	Organization string       // may be empty
	Domain       string       // ASCII; the right side of Message-IDs and of the List-Id
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
	return Identity{From: sender, ReplyTo: answers, Organization: headerText(organization), Domain: domain}, nil
}

// parseAddress reads one address and puts its domain into ASCII.
func parseAddress(s string) (mail.Address, error) {
	parsed, err := mail.ParseAddress(s)
	if err != nil {
		return mail.Address{}, fmt.Errorf("parse address %q: %w", s, err)
	}
	ascii, err := asciiDomain(parsed.Address)
	if err != nil {
		return mail.Address{}, err
	}
	return mail.Address{Name: headerText(parsed.Name), Address: ascii}, nil
}

// asciiDomain gives an address with its domain as the DNS knows it: servers
// without SMTPUTF8 take international domains in no other form (RFC 5891).
func asciiDomain(address string) (string, error) {
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

// MessageID makes the Message-ID of an outbox row, without angle brackets. The
// same row always has the same one, so that a repeat can be recognised.
func (i Identity) MessageID(row string) string { return row + "@" + i.Domain }
