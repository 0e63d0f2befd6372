package mailaddr

import (
	"slices"
	"strings"

	"golang.org/x/net/publicsuffix"
)

// sharedSuffixes are domains below which strangers get names of their own and that the public suffix list does not hold.
var sharedSuffixes = []string{"onmicrosoft.com", "onmicrosoft.de", "onmicrosoft.us", "onmschina.cn", "mail.onmicrosoft.com", "de.com", "co.ua"}

// SameOrganization reports whether two domains belong to one organization (RFC 7489, 3.1, relaxed): both are the same, or below the same
// registered name. Below a suffix at which anybody can register, every name is an organization of its own.
func SameOrganization(a, b string) bool {
	a, b = canonicalDomain(a), canonicalDomain(b)
	if a == "" || b == "" {
		return false
	}
	organization := organizationOf(a)
	return a == b || organization != "" && organization == organizationOf(b)
}

// organizationOf returns the registered name that a domain is, or is below; "" if there is none.
func organizationOf(domain string) string {
	suffix, _ := publicsuffix.PublicSuffix(domain)
	for _, shared := range sharedSuffixes {
		if len(shared) > len(suffix) && (domain == shared || strings.HasSuffix(domain, "."+shared)) {
			suffix = shared
		}
	}
	below, ok := strings.CutSuffix(domain, "."+suffix)
	if !ok || below == "" || slices.Contains(sharedSuffixes, domain) {
		return ""
	}
	return below[strings.LastIndexByte(below, '.')+1:] + "." + suffix
}
