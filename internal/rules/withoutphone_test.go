package rules_test

import (
	"strings"
	"testing"

	"supplierwatch/internal/model"
)

// withoutNumbers records what raises findings about the order desk, takes its number
// away and, if all are to go, every other number too.
func withoutNumbers(t *testing.T, all bool) *world {
	t.Helper()
	w := newWorld(t)
	c := w.acme.Contacts[0]
	for i, other := range w.acme.Contacts {
		if i == 0 || all {
			other.Phone, other.Number = "", ""
		}
	}
	c.Verified = nil
	w.record(model.FactBounced, desk, "2026-06-08", map[string]string{"verdict": "gone"})
	w.record(model.FactLeft, desk, "2026-06-08", nil)
	w.record(model.FactObjected, desk, "2026-06-08", nil)
	w.record(model.FactSilent, desk, "2026-06-08", nil)
	w.record(model.FactChanged, desk, "2026-06-08", map[string]string{"email": "new@acme.example"})
	for minute := range 40 {
		w.probe("acme", "domain/"+c.Domain, minute, model.FactProbeFailed, map[string]string{"reason": "nxdomain"})
	}
	return w
}

// Nobody is told to call a number on file of a contact that has none.
func TestNoNumberIsNotCalled(t *testing.T) {
	for _, all := range []bool{false, true} {
		w := withoutNumbers(t, all)
		raised := map[string]bool{}
		for _, f := range w.evaluate(quiet) {
			if !strings.HasPrefix(f.Rule, "contact-") && !strings.HasPrefix(f.Rule, "domain-") || f.Subject.String() != desk && f.Subject.String() != "domain/"+w.acme.Contacts[0].Domain {
				continue
			}
			raised[f.Rule] = true
			text := f.Advice.Headline + "\n" + f.Advice.Lead + "\n" + strings.Join(f.Advice.Do, "\n")
			for _, impossible := range []string{"on file before", "number on file", "Write to or call", "instead", "Call now", "supplier now"} {
				if strings.Contains(strings.ToLower(text), strings.ToLower(impossible)) {
					t.Errorf("%s says %q:\n%s", f.Rule, impossible, text)
				}
			}
			if want := map[bool]string{false: w.acme.Contacts[1].Phone, true: "No phone number of"}[all]; !strings.Contains(text, want) {
				t.Errorf("%s does not say %q:\n%s", f.Rule, want, text)
			}
		}
		for _, rule := range []string{"contact-bounced", "contact-left", "contact-objected", "contact-silent", "contact-changed", "contact-unverified", "domain-no-mail"} {
			if !raised[rule] {
				t.Errorf("%s is not raised", rule)
			}
		}
	}
}

// A finding that a contact should be asked says that its domain takes no mail, and that
// therefore nobody writes.
func TestNoQuestionToADeadDomain(t *testing.T) {
	w := withoutNumbers(t, false)
	w.facts = newWorld(t).facts
	for minute := range 40 {
		w.probe("acme", "domain/"+w.acme.Contacts[0].Domain, minute, model.FactProbeFailed, map[string]string{"reason": "nxdomain"})
	}
	f := w.finding(t, "contact-unverified", quiet)
	if !strings.Contains(f.Message, "No verification mail is sent: the domain acme.example does not exist (NXDOMAIN).") {
		t.Errorf("got %s", f.Message)
	}
	for _, step := range f.Advice.Do {
		if strings.HasPrefix(step, "Write") {
			t.Errorf("the step %q", step)
		}
	}
}
