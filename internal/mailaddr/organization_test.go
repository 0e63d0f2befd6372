package mailaddr_test

import (
	"testing"

	"supplierwatch/internal/mailaddr"
)

func TestSameOrganization(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"acme.example", "acme.example", true},
		{"mail.acme.example", "acme.example", true},
		{"mail.acme.co.uk", "erp.acme.co.uk", true},
		{"acme.co.uk", "evil.co.uk", false},
		{"acme.onmicrosoft.com", "evil.onmicrosoft.com", false},
		{"acme.mail.onmicrosoft.com", "evil.mail.onmicrosoft.com", false},
		{"acme.onmicrosoft.com", "acme.onmicrosoft.com", true},
		{"acme.github.io", "evil.github.io", false},
		{"acme.de.com", "evil.de.com", false},
		{"acme.co.ua", "evil.co.ua", false},
		{"acme.eu.com", "evil.eu.com", false},
		{"acme.com.de", "evil.com.de", false},
		{"acme.sharepoint.com", "evil.sharepoint.com", false},
		{"acme.partner.onmschina.cn", "evil.partner.onmschina.cn", false},
		{"acme.zendesk.com", "evil.zendesk.com", false},
		{"acme.atlassian.net", "evil.atlassian.net", false},
		{"mail.acme.zendesk.com", "acme.zendesk.com", true},
		{"acme.zendesk.com", "zendesk.com", false},
		{"acme.example", "acme.example.evil.example", false},
		{"com", "com", true},
		{"a.com", "b.com", false},
		{"müller.example", "mail.xn--mller-kva.example", true},
		{"", "", false},
		{"localhost", "localhost", true},
	} {
		if got := mailaddr.SameOrganization(c.a, c.b); got != c.want {
			t.Errorf("%q and %q: %t, want %t", c.a, c.b, got, c.want)
		}
	}
}

func TestOrganization(t *testing.T) {
	for domain, want := range map[string]string{
		"mail.acme.example": "acme.example", "mail.acme.co.uk": "acme.co.uk", "mail.acme.de.com": "acme.de.com", "de.com": "", "com": "",
		"acme.onmicrosoft.com": "acme.onmicrosoft.com", "onmicrosoft.com": "", "localhost": "", "": "",
	} {
		if got := mailaddr.Organization(domain); got != want {
			t.Errorf("%q: got %q, want %q", domain, got, want)
		}
	}
}
