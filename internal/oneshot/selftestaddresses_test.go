package oneshot

import (
	"slices"
	"strings"
	"testing"

	"supplierwatch/internal/model"
)

// A relay without SMTPUTF8 is a failure where somebody has an address that needs it.
func TestAddressesThatARelayCannotCarry(t *testing.T) {
	r := &model.Registry{
		Teams:     map[string]*model.Team{"a": {Email: "einkauf@buyer.example"}, "b": {Email: "lösungen@buyer.example"}},
		Suppliers: []*model.Supplier{{Contacts: []*model.Contact{{Email: "müller@acme.example"}, {Email: "orders@käse.example"}, {}}}},
		Mailboxes: []*model.Mailbox{{Address: "lösungen@buyer.example"}},
	}
	found := internationalAddresses(r)
	if !slices.Equal(found, []string{"lösungen@buyer.example", "müller@acme.example"}) {
		t.Fatalf("found %q", found)
	}
	for _, utf8 := range []bool{false, true} {
		s := &selfTest{international: found}
		s.addresses(&relayTest{item: "smtp[0]", where: "mx.buyer.example:587", utf8: utf8})
		failed := len(s.rows) == 1 && s.rows[0].Item == "smtp[0] addresses" && strings.Contains(s.rows[0].Detail, "müller@acme.example")
		if failed == utf8 {
			t.Errorf("SMTPUTF8 %t: %+v", utf8, s.rows)
		}
	}
}
