package verification_test

import (
	"strings"
	"testing"

	"supplierwatch/internal/model"
	"supplierwatch/internal/verification"
)

// expectUnasked fails unless nobody is asked, for that reason.
func expectUnasked(t *testing.T, p verification.Plan, because string) {
	t.Helper()
	if len(p.Requests) > 0 || len(p.Skipped) == 0 {
		t.Fatalf("%s: asked %d, skipped %d", because, len(p.Requests), len(p.Skipped))
	}
	for _, s := range p.Skipped {
		if !strings.Contains(s.Because, "acme.example") || !strings.Contains(s.Because, because) {
			t.Errorf("skipped because %q, want %q", s.Because, because)
		}
	}
}

// No question and no reminder goes to a domain that is known to take no mail, and the
// plan says why. A server that does not answer says nothing of the domain.
func TestADeadDomainIsNotAsked(t *testing.T) {
	for reason, dead := range map[string]string{
		"nxdomain": "does not exist", "null-mx": "null MX", "no-mx-no-address": "neither", "mx-no-address": "no address", "timeout": "", "servfail": "",
	} {
		w := newWorld(t)
		probed := model.Fact{Supplier: "acme", Subject: model.KindDomain.Subject("acme.example"), Kind: model.FactProbeFailed, ObservedAt: w.now}
		w.record(probed.WithReason(reason))
		p := w.plan(w.unverified("acme/orders"))
		if dead == "" {
			if len(p.Requests) != 1 {
				t.Errorf("%s: nobody is asked", reason)
			}
			continue
		}
		expectUnasked(t, p, dead)
		if w.planner.Allowed("orders@acme.example", w.Registry, w.facts, w.now) {
			t.Errorf("%s: a question that waits may go", reason)
		}
	}
	w := newWorld(t)
	lost := model.Finding{Rule: "domain-no-mail", Supplier: "acme", Subject: model.KindDomain.Subject("acme.example")}
	expectUnasked(t, w.plan(append(w.unverified("acme/orders"), lost)), "accepts no mail")
	lost.Pending = true
	if p := w.plan(append(w.unverified("acme/orders"), lost)); len(p.Requests) != 1 {
		t.Error("a finding that is not confirmed yet keeps a question back")
	}
}

// A contact that can be neither written to nor called is never told to be called.
func TestNoAddressAndNoNumber(t *testing.T) {
	for phone, want := range map[string]string{"+49 89 1234567": ": call", "": "complete the entry"} {
		w := newWorld(t)
		c := w.acme.Contacts[2]
		c.Email, c.Domain, c.Phone = "", "", phone
		p := w.plan(w.unverified("acme/quality"))
		if len(p.Skipped) != 1 || !strings.HasSuffix(p.Skipped[0].Because, want) {
			t.Errorf("phone %q: skipped %+v", phone, p.Skipped)
		}
	}
}
