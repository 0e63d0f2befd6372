package mailaddr

import (
	"slices"
	"strings"

	"golang.org/x/net/publicsuffix"
)

// sharedSuffixes are domains below which strangers get names of their own, with mail, and that the public suffix list does not hold: tenants of
// Microsoft 365, names that are sold, and help desks.
var sharedSuffixes = []string{
	"onmicrosoft.com", "mail.onmicrosoft.com", "onmicrosoft.de", "onmicrosoft.us", "onmschina.cn", "partner.onmschina.cn", "sharepoint.com",
	"de.com", "co.ua", "my.salesforce.com",
	"zendesk.com", "freshdesk.com", "freshservice.com", "atlassian.net", "service-now.com", "zohodesk.com", "zohodesk.eu", "helpscoutapp.com",
	"intercom-mail.com", "happyfox.com", "kayako.com", "gorgias.com", "reamaze.com", "uservoice.com", "mailgun.org",
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

// Organization returns the name by which the holder of a domain is known, which the domain is, or is below: acme.co.uk for mail.acme.co.uk, and
// acme.onmicrosoft.com for a name at which strangers have others beside it. It is empty if there is none. The domain is in its ASCII form and in lower
// case. When a registration ends is another question: see Registrable.
func Organization(domain string) string {
	suffix, _ := suffixOf(domain)
	below, ok := strings.CutSuffix(domain, "."+suffix)
	if !ok || below == "" || slices.Contains(sharedSuffixes, domain) {
		return ""
	}
	return below[strings.LastIndexByte(below, '.')+1:] + "." + suffix
}

// isBelow reports whether a domain is a suffix or a name below it.
func isBelow(domain, suffix string) bool {
	above := len(domain) - len(suffix)
	return above >= 0 && domain[above:] == suffix && (above == 0 || domain[above-1] == '.')
}

// suffixOf returns the suffix of a domain at which names are handed out, and whether that is done by somebody other than the registry of a top-level
// domain.
func suffixOf(domain string) (suffix string, handedOut bool) {
	suffix, icann := publicsuffix.PublicSuffix(domain)
	handedOut = !icann && strings.Contains(suffix, ".")
	for _, shared := range sharedSuffixes {
		if len(shared) > len(suffix) && isBelow(domain, shared) {
			suffix, handedOut = shared, true
		}
	}
	return suffix, handedOut
}
