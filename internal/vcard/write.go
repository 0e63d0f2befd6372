package vcard

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"supplierwatch/internal/model"
	"supplierwatch/internal/supplierlist"
)

// Versions are the versions that are written.
var Versions = []string{"3", "4"}

// Write writes a card for each contact of a registry, and one for each supplier without contacts.
func Write(w io.Writer, registry *model.Registry, version string) error {
	out := cardWriter{version: version}
	for _, s := range registry.Suppliers {
		for _, c := range s.Contacts {
			out.card(s, c)
		}
		if len(s.Contacts) == 0 {
			out.card(s, nil)
		}
	}
	if _, err := io.WriteString(w, out.b.String()); err != nil {
		return fmt.Errorf("write vCards: %w", err)
	}
	return nil
}

// cardWriter writes cards in one version.
type cardWriter struct {
	b       strings.Builder
	version string
}

func (w *cardWriter) card(s *model.Supplier, c *model.Contact) {
	w.line("BEGIN", "VCARD")
	w.line("VERSION", w.version+".0")
	uid, name := s.ID, s.Name
	if c != nil {
		uid += "/" + c.ID
		if name = supplierlist.PartOf(c, supplierlist.PartName); name == "" {
			name = s.Name
		}
	}
	w.line("UID", escaper.Replace(uid+"@supplierwatch"))
	w.line("FN", escaper.Replace(name))
	w.line("N", escaper.Replace(name)+";;;;")
	w.line("ORG", escaper.Replace(s.Name))
	if w.version == "4" && (c == nil || c.Kind != model.KindPerson) {
		w.line("KIND", "org")
	}
	if c != nil {
		w.contact(c)
	}
	w.supplier(s)
	w.line("END", "VCARD")
}

func (w *cardWriter) contact(c *model.Contact) {
	if roles := words(c.Roles); roles != "" {
		w.line("ROLE", string(c.Roles[0]))
		w.line("CATEGORIES", roles)
	}
	if c.Email != "" {
		kind := "TYPE=INTERNET"
		if w.version == "4" {
			kind = "TYPE=work"
		}
		w.line("EMAIL;"+kind, escaper.Replace(c.Email))
	}
	if c.Phone != "" {
		kind := "TYPE=WORK,VOICE"
		if w.version == "4" {
			kind = `TYPE="work,voice"`
		}
		w.line("TEL;"+kind, escaper.Replace(c.Phone))
	}
}

func words(roles []model.Role) string {
	all := make([]string, len(roles))
	for i, role := range roles {
		all[i] = string(role)
	}
	return strings.Join(all, ",")
}

func (w *cardWriter) supplier(s *model.Supplier) {
	values := supplierlist.ValuesOf(s)
	if country := values[supplierlist.KeyCountry]; country != "" {
		w.line("ADR;TYPE=work", ";;;;;;"+country)
	}
	if language := values[supplierlist.KeyLanguage]; language != "" && w.version == "4" {
		w.line("LANG", language)
	}
	if number := values[supplierlist.KeyCustomerNumber]; number != "" {
		w.line("NOTE", escaper.Replace("Our customer number: "+number))
	}
	for _, x := range []struct {
		name string
		key  supplierlist.Key
	}{
		{propertyID, supplierlist.KeyID},
		{propertyTier, supplierlist.KeyTier},
		{propertyOwner, supplierlist.KeyOwner},
		{propertyERP, supplierlist.KeyERP},
		{propertyCustomer, supplierlist.KeyCustomerNumber},
	} {
		if values[x.key] != "" {
			w.line(x.name, escaper.Replace(values[x.key]))
		}
	}
}

// maxLine is how long a line is before it is folded, in octets (RFC 6350, section 3.2).
const maxLine = 75

// line writes a property, folded between characters.
func (w *cardWriter) line(name, value string) {
	text := name + ":" + value
	for limit := maxLine; len(text) > limit; limit = maxLine - 1 {
		cut := limit
		for !utf8.RuneStart(text[cut]) {
			cut--
		}
		w.b.WriteString(text[:cut] + "\r\n ")
		text = text[cut:]
	}
	w.b.WriteString(text + "\r\n")
}
