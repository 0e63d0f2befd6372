package mailer

import (
	"strings"
	"testing"

	"supplierwatch/internal/watch"
)

// Whoever reads in a letter that a contact has changed can act on it at once: by what was written, numbers that were on file, and an answer.
func TestALetterSaysWhatWasWrittenAndHowToAcceptIt(t *testing.T) {
	w := newWorld(t)
	w.about("f00d03", "contact-changed", "contact/orders")
	a := w.view.State.Alerts["f00d03"]
	f := w.view.Findings[a.Key]
	f.Route, f.Advice.Accept, f.Advice.Quote = watch.RouteWork, true, "Please use sales@acme-new.example from now on."
	w.add("f00d03", f, a)
	m := compose(t, w, decision(watch.MailLetter, watch.ReasonLetter, "c7d8e9", "f00d03"))
	text := strings.Join(strings.Fields(m.Text), " ")
	for _, want := range []string{
		`They wrote: "Please use sales@acme-new.example from now on."`, "On file: +49 89 1234599", "If a call confirms it, answer this mail with: accept 2",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the letter does not say %q:\n%s", want, m.Text)
		}
	}
	if strings.Contains(text, "+49 89 1234567") {
		t.Errorf("the letter has the contact itself called:\n%s", m.Text)
	}
}
