package mailaddr_test

import (
	"testing"

	"supplierwatch/internal/mailaddr"
)

func TestRegistrable(t *testing.T) {
	for domain, want := range map[string]string{
		"acme.example": "acme.example", "mail.acme.example": "acme.example", "a.b.acme.test": "acme.test",
		"acme.co.uk": "acme.co.uk", "mx.acme.co.uk": "acme.co.uk", "co.uk": "", "com": "", "localhost": "", "": "",
		"acme.github.io": "", "shop.acme.github.io": "", "github.io": "github.io", "acme.de.com": "", "mail.acme.de.com": "", "de.com": "de.com",
		"acme.onmicrosoft.com": "", "acme.mail.onmicrosoft.com": "", "onmicrosoft.com": "onmicrosoft.com", "acme.co.ua": "", "acme.eu.com": "",
		"acme.com.de": "", "acme.zendesk.com": "", "zendesk.com": "zendesk.com", "acme.gov.uk": "acme.gov.uk",
		"xn--mller-kva.de": "xn--mller-kva.de", ".de": "", "acme.com.": "",
	} {
		if got := mailaddr.Registrable(domain); got != want {
			t.Errorf("%q: got %q, want %q", domain, got, want)
		}
	}
}
