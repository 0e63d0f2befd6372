package oneshot

import (
	"slices"
	"strings"
	"testing"

	"supplierwatch/internal/model"
	"supplierwatch/internal/settings"
)

// A relay without SMTPUTF8 is a failure where somebody has an address that needs it.
func TestAddressesThatARelayCannotCarry(t *testing.T) {
	r := &model.Registry{
		Teams:     map[string]*model.Team{"a": {Email: "einkauf@buyer.example"}, "b": {Email: "lösungen@buyer.example", Members: []string{"ülkü@buyer.example"}}, "c": {Members: []string{"jürgen@buyer.example"}}},
		Suppliers: []*model.Supplier{{Contacts: []*model.Contact{{Email: "müller@acme.example"}, {Email: "orders@käse.example"}, {}}}},
		Mailboxes: []*model.Mailbox{{Address: "lösungen@buyer.example"}},
	}
	conf := &settings.Settings{}
	conf.Identity.ReplyTo.Address, conf.Verification.From.Address = "wächter@buyer.example", "einkäufer@buyer.example"
	found := internationalAddresses(conf, r)
	if !slices.Equal(found, []string{"einkäufer@buyer.example", "jürgen@buyer.example", "lösungen@buyer.example", "müller@acme.example", "wächter@buyer.example"}) {
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
