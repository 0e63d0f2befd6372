package model

import (
	"strings"

	"golang.org/x/net/publicsuffix"
)

// DomainOf gives the mail domain of an address, in lower case; empty where the
// text is no address.
func DomainOf(address string) string {
	at := strings.LastIndexByte(address, '@')
	if at < 0 {
		return ""
	}
	return strings.ToLower(address[at+1:])
}

// Registrable gives the part of a domain name that somebody has registered and
// has to renew: acme.co.uk for mail.acme.co.uk. Names that a hoster hands out
// below a domain of its own (acme.github.io) are registered as that domain. It
// is empty where nothing can be registered: for a top-level domain, a single
// label or nothing. The domain is given in its ASCII form, in lower case.
func Registrable(domain string) string {
	suffix, icann := publicsuffix.PublicSuffix(domain)
	for !icann && strings.Contains(suffix, ".") {
		_, above, _ := strings.Cut(suffix, ".")
		suffix, icann = publicsuffix.PublicSuffix(above)
	}
	below, ok := strings.CutSuffix(domain, "."+suffix)
	label := below[strings.LastIndexByte(below, '.')+1:]
	if !ok || suffix == "" || label == "" {
		return ""
	}
	return label + "." + suffix
}
