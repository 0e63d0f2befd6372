package model_test

import (
	"testing"

	"supplierwatch/internal/model"
)

func TestAnInternationalAddressIsTheSameInBothForms(t *testing.T) {
	c := &model.Contact{Email: "Orders@Käse.example", Domain: "xn--kse-qla.example"}
	for _, same := range []string{"Orders@Käse.example", "orders@xn--kse-qla.example", "ORDERS@XN--KSE-QLA.example"} {
		if !c.HasAddress(same) {
			t.Errorf("%q is not the contact's", same)
		}
	}
	for _, other := range []string{"", "orders@kase.example", "sales@xn--kse-qla.example", "orders@xn--kse-qla.example.evil.example"} {
		if c.HasAddress(other) {
			t.Errorf("%q is the contact's", other)
		}
	}
	if got := c.Address(); got != "Orders@xn--kse-qla.example" {
		t.Errorf("in mail it is %q", got)
	}
	if (&model.Contact{}).Address() != "" {
		t.Error("a contact without an address has one")
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
