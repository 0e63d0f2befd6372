package mailaddr_test

import (
	"testing"

	"supplierwatch/internal/mailaddr"
)

func TestOrganization(t *testing.T) {
	for domain, want := range map[string]string{
		"mail.acme.example": "acme.example", "ACME.Example": "acme.example", "acme.de.com": "acme.de.com", "mail.acme.de.com": "acme.de.com", "de.com": "de.com", "acme.github.io": "acme.github.io", "shop.acme.github.io": "acme.github.io", "github.io": "github.io",
		"acme.example": "acme.example", "a.b.acme.test": "acme.test", "acme.co.uk": "acme.co.uk", "mx.acme.co.uk": "acme.co.uk", "com": "",
		"xn--mller-kva.de": "xn--mller-kva.de", ".de": "", "acme.com.": "", "acme.co.ua": "acme.co.ua", "acme.eu.org": "acme.eu.org",
		"acme.onmicrosoft.com": "acme.onmicrosoft.com", "acme.mail.onmicrosoft.com": "acme.mail.onmicrosoft.com", "onmicrosoft.com": "onmicrosoft.com",
		"acme.zendesk.com": "acme.zendesk.com", "co.uk": "", "localhost": "", "": "", "a..b": "", "müller.example": "xn--mller-kva.example",
	} {
		if got := mailaddr.Organization(domain); got != want {
			t.Errorf("%q: got %q, want %q", domain, got, want)
		}
	}
	for domain, want := range map[string]string{
		"acme.de.com": "de.com", "mail.acme.onmicrosoft.com": "onmicrosoft.com", "acme.co.uk": "", "de.com": "", "acme.example": "", "": "",
	} {
		if got := mailaddr.HandedOutBelow(domain); got != want {
			t.Errorf("%q: handed out below %q, want %q", domain, got, want)
		}
	}
}
