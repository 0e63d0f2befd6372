package settings

import (
	"errors"
	"net/mail"
	"strings"

	"supplierwatch/internal/sendrate"
)

// sender is a mail address, with a name before it or without.
type sender struct{ mail.Address }

// UnmarshalText reads an address by RFC 5322; its domain is put into ASCII.
func (s *sender) UnmarshalText(b []byte) error {
	parsed, err := mail.ParseAddress(string(b))
	if err != nil {
		return errors.New(`is not a valid sender: expected something like "Supplier Watch <watchdog@buyer.example>"`)
	}
	var a address
	err = a.UnmarshalText([]byte(parsed.Address))
	if !onlyNewlyRefused(err) {
		return err
	}
	s.Address = mail.Address{Name: parsed.Name, Address: string(a)}
	return err
}

// address is a mail address alone, its domain in ASCII.
type address string

// UnmarshalText reads an address.
func (a *address) UnmarshalText(b []byte) error {
	text := string(b)
	if parsed, err := mail.ParseAddress(text); err != nil || parsed.Name != "" || strings.ContainsAny(text, "<>") {
		return errors.New("is not a valid mail address: expected something like watchdog@buyer.example, alone")
	}
	at := strings.LastIndexByte(text, '@')
	var d domain
	if err := d.UnmarshalText([]byte(text[at+1:])); !onlyNewlyRefused(err) {
		return errors.New("is not a valid mail address: the part after the @ is not a domain name")
	}
	*a = address(text[:at+1] + string(d))
	return lookAlike(text)
}

// Pattern belongs to the schema.
func (sender) Pattern() string { return `\S@\S` }

// Pattern belongs to the schema.
func (address) Pattern() string { return `^[^\s<>]+@[^\s<>]+$` }

// rate is how many mails a relay takes in a length of time.
type rate sendrate.Rate

// UnmarshalText reads a rate such as 30/minute.
func (r *rate) UnmarshalText(b []byte) error {
	parsed, err := sendrate.Parse(string(b))
	*r = rate(parsed)
	return err
}

// Unquoted implements strictyaml.Unquoted: for a bare number the error says that its unit is missing.
func (rate) Unquoted() {}

// Pattern belongs to the schema.
func (rate) Pattern() string { return sendrate.Pattern }
