package model_test

import (
	"testing"

	"supplierwatch/internal/model"
)

func TestRegistrable(t *testing.T) {
	for domain, want := range map[string]string{
		"acme.example": "acme.example", "mail.acme.example": "acme.example", "a.b.acme.test": "acme.test",
		"acme.co.uk": "acme.co.uk", "mx.acme.co.uk": "acme.co.uk", "co.uk": "", "com": "", "localhost": "", "": "",
		"acme.github.io": "github.io", "shop.acme.github.io": "github.io", "github.io": "github.io",
		"xn--mller-kva.de": "xn--mller-kva.de", ".de": "", "acme.com.": "",
	} {
		if got := model.Registrable(domain); got != want {
			t.Errorf("%q: got %q, want %q", domain, got, want)
		}
	}
}

func TestCallable(t *testing.T) {
	for kind, want := range map[model.PhoneKind]bool{
		model.PhoneNone: false, model.PhoneInvalid: false, model.PhoneTollFree: false,
		model.PhoneFixed: true, model.PhoneMobile: true, model.PhonePremium: true, model.PhoneOrdinary: true,
	} {
		if got := kind.Callable(); got != want {
			t.Errorf("%q: got %v, want %v", kind, got, want)
		}
	}
}
