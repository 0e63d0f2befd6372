package rules_test

import (
	"testing"

	"supplierwatch/internal/model"
)

// TestMailOfAnInternationalDomainCountsForItsContact records facts as mail tells them, with the domain in ASCII, about a contact whose domain
// stands in the registry as people write it.
func TestMailOfAnInternationalDomainCountsForItsContact(t *testing.T) {
	w := newWorld(t)
	w.acme.Contacts[0].Email, w.acme.Contacts[0].Domain = "orders@käse.example", "xn--kse-qla.example"
	mail := map[string]string{"verdict": "gone", "address": "orders@xn--kse-qla.example"}
	w.record(model.FactBounced, desk, "2026-06-08", mail)
	if w.finding(t, "contact-bounced", quiet) == nil {
		t.Error("a bounce is not raised")
	}
	w.record(model.FactSenderUnknown, "supplier", "2026-06-08", map[string]string{"address": "orders@xn--kse-qla.example"})
	if f := w.finding(t, "sender-unknown", quiet); f != nil {
		t.Errorf("the contact itself is unknown: %s", f.Message)
	}
}
