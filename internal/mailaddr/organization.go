package mailaddr

import (
	"strings"

	"golang.org/x/net/publicsuffix"
)

// Two questions about a domain have two answers. Who is it? Below a suffix where anybody gets a name, every name is an organization of its
// own, whoever hands the names out: acme.onmicrosoft.com, acme.de.com. And what did somebody register, and has to renew? Only a name directly
// below a suffix of a public registry. Of a name that a company hands out below its own domain no registry knows anything.

// sharedSuffixes are domains below which strangers get names of their own, with mailboxes, and that the public suffix list does not hold.
var sharedSuffixes = []string{
	"onmicrosoft.com", "mail.onmicrosoft.com", "onmicrosoft.de", "onmicrosoft.us", "onmschina.cn", "partner.onmschina.cn", "mail.partner.onmschina.cn",
	"test-google-a.com", "appspotmail.com", "zendesk.com", "freshdesk.com", "zohodesk.com", "zohodesk.eu", "zohodesk.in", "atlassian.net",
	"service-now.com", "helpscoutapp.com", "odoo.com",
	"de.com", "co.ua", // these two in case the list drops them
}

// SameOrganization reports whether two domains belong to one organization (RFC 7489, 3.1, relaxed): both are the same, or below the same
// registered name. Below a suffix at which anybody can register, every name is an organization of its own.
func SameOrganization(a, b string) bool {
	a, b = canonicalDomain(a), canonicalDomain(b)
	if a == "" || b == "" {
		return false
	}
	organization := Organization(a)
	return a == b || organization != "" && organization == Organization(b)
}

// Organization returns the name by which an organization is known that a domain is, or is below: acme.co.uk for mail.acme.co.uk,
// acme.onmicrosoft.com for itself, odoo.com for the company that hands out names below it. The result is empty for a suffix of a public
// registry, for a single label, and for what is not a domain.
func Organization(domain string) string {
	domain = canonicalDomain(domain)
	suffix := Suffix(domain)
	if suffix == domain {
		suffix = registrySuffix(domain)
	}
	below, ok := strings.CutSuffix(domain, "."+suffix)
	label := below[strings.LastIndexByte(below, '.')+1:]
	if !ok || suffix == "" || label == "" {
		return ""
	}
	return label + "." + suffix
}

// Suffix returns the longest suffix of a domain below which anybody can get a name: that of a public registry, or of a company that hands
// out names below its own (RFC 7489, 3.2, with the private part of the public suffix list).
func Suffix(domain string) string {
	suffix, _ := publicsuffix.PublicSuffix(domain)
	for _, shared := range sharedSuffixes {
		if len(shared) > len(suffix) && (domain == shared || strings.HasSuffix(domain, "."+shared)) {
			suffix = shared
		}
	}
	return suffix
}

// HandedOutBelow returns the domain of a company below which a name is handed out (de.com for acme.de.com), or nothing if it is registered at
// a public registry.
func HandedOutBelow(domain string) string {
	suffix := Suffix(domain)
	if suffix == domain || suffix == registrySuffix(domain) {
		return ""
	}
	return suffix
}

// registrySuffix returns the suffix of the public registry at which a name is registered.
func registrySuffix(domain string) string {
	suffix, icann := publicsuffix.PublicSuffix(domain)
	for !icann && strings.Contains(suffix, ".") {
		_, above, _ := strings.Cut(suffix, ".")
		suffix, icann = publicsuffix.PublicSuffix(above)
	}
	return suffix
}
