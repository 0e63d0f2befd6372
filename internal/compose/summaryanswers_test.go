package compose

import (
	"strings"
	"testing"

	"supplierwatch/internal/model"
)

// Whoever reads in a letter that a contact has changed can act on it at once: by what was written, numbers that were on file, and an answer.
func TestASummarySaysWhatWasWrittenAndHowToAcceptIt(t *testing.T) {
	w := newWorld(t)
	w.about("f00d03", "contact-changed", "contact/orders")
	a := w.view.State.Alerts["f00d03"]
	f := w.view.Findings[a.Key]
	f.Route, f.Advice.Accept, f.Advice.Quote = model.RouteWork, true, "Please use sales@acme-new.example from now on."
	w.add("f00d03", f, a)
	m := compose(t, w, decision(model.MailSummary, model.ReasonSummary, "c7d8e9", "f00d03"))
	text := strings.Join(strings.Fields(m.Text), " ")
	for _, want := range []string{
		`They wrote: "Please use sales@acme-new.example from now on." On file: +49 89 1234599`, "supplierwatch accept f00d03",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the letter does not say %q:\n%s", want, m.Text)
		}
	}
	if strings.Contains(text, "+49 89 1234567") {
		t.Errorf("the letter has the contact itself called:\n%s", m.Text)
	}
}

// A foot that gives the words for the first of several changes must not have it accepted in place of another one.
func TestASummaryOfSeveralChangesHasEachAcceptedByItsNumber(t *testing.T) {
	w := newWorld(t)
	w.about("f00d03", "contact-changed", "contact/orders")
	w.about("f00d04", "contact-changed", "contact/duty")
	if m := compose(t, w, decision(model.MailSummary, model.ReasonSummary, "f00d03", "f00d04")); !strings.Contains(m.Text, "Each change has its own number") {
		t.Errorf("the letter says:\n%s", m.Text)
	}
}

// A yes may stand before what matters; a letter that kept it for itself would have asked in vain.
func TestASummaryListsWhatSuppliersWroteBesideYes(t *testing.T) {
	w := newWorld(t)
	for i, text := range []string{"Yes, still right. We are closed from 20 December to 6 January.", "Yes, thanks.", "Please send us your forecast for spring."} {
		w.view.Facts.Add(model.Fact{
			ID: string(rune('a' + i)), Supplier: "acme-photoresist", Subject: model.KindContact.Subject("orders"), Kind: model.FactConfirmed,
			ObservedAt: w.view.Now.AddDate(0, 0, -5*i), RecordedAt: w.view.Now, Actor: "jane@acme-photoresist.example", Data: map[string]string{"reply": text},
		})
	}
	summaryToOwners := decision(model.MailSummary, model.ReasonSummary, "c7d8e9")
	summaryToOwners.To.Team = w.view.Registry.Supplier("acme-photoresist").Owner.ID
	text := strings.Join(strings.Fields(compose(t, w, summaryToOwners).Text), " ")
	if !strings.Contains(text, `from jane@acme-photoresist.example: "Yes, still right. We are closed from 20 December to 6 January."`) {
		t.Errorf("the letter does not tell of the closing days:\n%s", text)
	}
	for _, lacks := range []string{"Yes, thanks.", "forecast"} {
		if strings.Contains(text, lacks) {
			t.Errorf("the letter tells of %q, which says nothing new or is old:\n%s", lacks, text)
		}
	}
}

// What an unknown sender wrote is marked, and hides no answer.
func TestWordsOfUnknownSendersComeLastInTheSummary(t *testing.T) {
	w := newWorld(t)
	told := func(from, text string, data map[string]string) {
		data["reply"] = text
		w.view.Facts.Add(model.Fact{
			Supplier: "acme-photoresist", Subject: model.KindContact.Subject("orders"), Kind: model.FactReplied, ObservedAt: instant("2026-09-16T10:00:00Z"), Actor: from, Source: "imap", Data: data,
		})
	}
	for range 500 {
		told("eve@acme.example", "Please call this number at once", map[string]string{"proof": "not stamped"})
	}
	told("jane@acme.example", "We are closed in the first week of October", map[string]string{"proof": "token", "mail": "ask-1"})
	summaryToOwners := decision(model.MailSummary, model.ReasonSummary, "c7d8e9")
	summaryToOwners.To.Team = w.view.Registry.Supplier("acme-photoresist").Owner.ID
	text := compose(t, w, summaryToOwners).Text
	flat := strings.Join(strings.Fields(text), " ")
	real, forged := strings.Index(flat, "We are closed in the first week"), strings.Index(flat, "Please call this number at once")
	if real < 0 || forged >= 0 && forged < real || forged >= 0 && !strings.Contains(flat, "(our mail server could not verify the sender)") {
		t.Errorf("the answer stands at %d, the other mail at %d:\n%s", real, forged, text)
	}
}
