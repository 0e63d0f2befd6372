package compose

import (
	"strings"
	"testing"

	"supplierwatch/internal/model"
)

// TestTheNumberOnFileIsNamed holds that a mail that has somebody call a contact names the number of that contact, be it an alert, a task with some lines or one
// with a single line, unless another alert says that the number does not work.
func TestTheNumberOnFileIsNamed(t *testing.T) {
	const number, step = "+49 89 1234567", "Call the contact on the number on file."
	about := func(rule string) *world {
		w := newWorld(t)
		w.about("f00d04", rule, "contact/orders")
		a := w.view.State.Alerts["f00d04"]
		f := w.view.Findings[a.Key]
		f.Advice.Call, f.Advice.CallStep, f.Advice.Do, f.Advice.Headline = true, step, []string{step, "Record the call."}, "Verify the contact: Order desk (ACME)"
		w.add("f00d04", f, a)
		return w
	}
	text := func(w *world, kind model.MailKind, reason model.Reason, severity model.Severity) string {
		a := w.view.State.Alerts["f00d04"]
		f := w.view.Findings[a.Key]
		if kind == model.MailSummary {
			f.Route, f.Severity = model.RouteWork, severity
			w.add("f00d04", f, a)
		}
		return strings.Join(strings.Fields(compose(t, w, decision(kind, reason, "f00d04")).Text), " ")
	}
	for _, rule := range asksTheContact {
		if got := text(about(rule), model.MailAlert, model.ReasonFirst, ""); !strings.Contains(got, "1. Call the contact on the number on file: Order desk, "+number+".") {
			t.Errorf("%s: the alert says %s", rule, got)
		}
		if got := text(about(rule), model.MailSummary, model.ReasonSummary, model.Critical); !strings.Contains(got, "On file: "+number+" (Order desk).") {
			t.Errorf("%s: the summary says %s", rule, got)
		}
		if got := text(about(rule), model.MailSummary, model.ReasonSummary, model.Info); !strings.Contains(got, number) {
			t.Errorf("%s: the line of the summary says %s", rule, got)
		}
	}
	w := about("contact-unverified")
	w.about("f00d05", "contact-unreachable", "contact/orders")
	if got := text(w, model.MailAlert, model.ReasonFirst, ""); strings.Contains(got, number) {
		t.Errorf("a number that does not work is named: %s", got)
	}
}

// TestLinesAreSingular holds that the sentence about what stops is grammatical for the names of lines as people write them.
func TestLinesAreSingular(t *testing.T) {
	for name, want := range map[string]string{
		"Fab 2 lithography": "Fab 2 lithography", "Wet benches": "Production at Wet benches", "Ovens": "Production at Ovens", "Compound press": "Compound press",
		"Hydrolysis": "Hydrolysis",
	} {
		if got := subjectOfStops(&model.Line{ID: "x", Name: name}); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}
