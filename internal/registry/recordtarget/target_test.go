package recordtarget

import (
	"strings"
	"testing"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

func TestParse(t *testing.T) {
	for text, want := range map[string]Target{
		"acme":                                {Supplier: "acme", Subject: model.SubjectSupplier},
		"acme/supplier":                       {Supplier: "acme", Subject: model.SubjectSupplier},
		"acme/session":                        {Supplier: "acme", Subject: model.SubjectSession},
		"acme/contact/orders":                 {Supplier: "acme", Subject: model.KindContact.Subject("orders")},
		"acme/order-window/yearly@2026-09-01": {Supplier: "acme", Subject: model.KindOrderWindow.Subject("yearly"), Opens: civil.NewDate(2026, 9, 1)},
		"acme-2/delivery/weekly-1@2026-12-31": {Supplier: "acme-2", Subject: model.KindDelivery.Subject("weekly-1"), Opens: civil.NewDate(2026, 12, 31)},
		"acme/contract/contract-2":            {Supplier: "acme", Subject: model.KindContract.Subject("contract-2")},
	} {
		got, err := Parse(text)
		if err != nil || got != want {
			t.Errorf("%s: %+v, %v", text, got, err)
		}
		if text != "acme" && got.String() != text {
			t.Errorf("%s is written %s", text, got)
		}
	}
}

func TestParseTargetRefuses(t *testing.T) {
	for text, want := range map[string]string{
		"":                                    "expected SUPPLIER/KIND/ID",
		"ACME/contact/orders":                 "expected SUPPLIER/KIND/ID",
		"acme/contact/":                       "expected SUPPLIER/KIND/ID",
		"acme/contact/a/b":                    "expected SUPPLIER/KIND/ID",
		"acme/contact":                        "which contact? Expected acme/contact/ID",
		"acme/contract":                       "which contract?",
		"acme/contacts/orders":                `"contacts" is not a kind of subject; did you mean "contact"?`,
		"acme/fish/orders":                    "expected one of contact, contract",
		"acme/session/x":                      "a supplier has one session",
		"acme/contact/orders@2026-09-01":      "only an order-window and a delivery have days",
		"acme/order-window/yearly@2026-02-30": "the last day of that month is 2026-02-28",
		"acme/order-window/yearly@":           "is not a valid date",
	} {
		if _, err := Parse(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}
