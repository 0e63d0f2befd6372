package rules_test

import (
	"strings"
	"testing"

	"supplierwatch/internal/model"
)

// TestADomainThatRefusesSeveralContactsAtOnce holds that it is the domain's fault
// and none of the contacts is taken for gone.
func TestADomainThatRefusesSeveralContactsAtOnce(t *testing.T) {
	refused := func(address, status string) map[string]string {
		return map[string]string{"verdict": "gone", "address": address, "status": status}
	}
	const first, second = "orders@acme.example", "duty@acme.example"
	for _, c := range []struct {
		name                   string
		edit                   func(*world)
		domain, firstIs, other bool // what is raised
	}{
		{"both at once", func(w *world) {
			w.record(model.FactBounced, "contact/orders", "2026-06-08", refused(first, "5.4.1"))
			w.record(model.FactBounced, "contact/duty", "2026-06-09", refused(second, "5.4.1"))
		}, true, false, false},
		{"one alone", func(w *world) {
			w.record(model.FactBounced, "contact/orders", "2026-06-08", refused(first, "5.4.1"))
		}, false, true, false},
		{"both, a week apart", func(w *world) {
			w.record(model.FactBounced, "contact/orders", "2026-06-01", refused(first, "5.4.1"))
			w.record(model.FactBounced, "contact/duty", "2026-06-08", refused(second, "5.4.1"))
		}, false, true, true},
		{"both at once, as unknown users", func(w *world) {
			w.record(model.FactBounced, "contact/orders", "2026-06-08", refused(first, "5.1.1"))
			w.record(model.FactBounced, "contact/duty", "2026-06-08", refused(second, "5.1.1"))
		}, false, true, true},
		{"one of them confirmed since", func(w *world) {
			w.record(model.FactBounced, "contact/orders", "2026-06-08", refused(first, "5.4.1"))
			w.record(model.FactBounced, "contact/duty", "2026-06-08", refused(second, "5.4.1"))
			w.record(model.FactConfirmed, "contact/duty", "2026-06-09", map[string]string{"how": "reply"})
		}, false, false, false},
		{"one contact twice", func(w *world) {
			w.record(model.FactBounced, "contact/orders", "2026-06-08", refused(first, "5.4.1"))
			w.record(model.FactBounced, "contact/orders", "2026-06-09", refused(first, "5.4.1"))
		}, false, true, false},
	} {
		w := newWorld(t)
		w.acme.Contacts[0].Email, w.acme.Contacts[1].Email = first, second
		w.acme.Contacts[0].Domain, w.acme.Contacts[1].Domain = "acme.example", "acme.example"
		w.acme.Contacts[0].Verified, w.acme.Contacts[1].Verified = nil, nil
		c.edit(w)
		raised := map[string]bool{}
		for _, f := range w.evaluate(quiet) {
			raised[f.Rule+" "+f.Subject.String()] = true
		}
		for key, want := range map[string]bool{
			"domain-no-mail domain/acme.example": c.domain, "contact-bounced contact/orders": c.firstIs, "contact-bounced contact/duty": c.other,
		} {
			if raised[key] != want {
				t.Errorf("%s: %s is %v, want %v", c.name, key, raised[key], want)
			}
		}
		if f := w.finding(t, "domain-no-mail", quiet); f != nil {
			checkWording(t, f)
			if !strings.Contains(f.Message, "refused several contacts at once on 2026-06-") || !strings.Contains(f.Message, "orders and duty") {
				t.Errorf("%s: %s", c.name, f.Message)
			}
		}
	}
}
