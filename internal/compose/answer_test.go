package compose

import (
	"slices"
	"strings"
	"testing"

	"supplierwatch/internal/compose/composetest"
	"supplierwatch/internal/envelope"
	"supplierwatch/internal/model"
)

func TestTheSummarySaysHowAChangeIsAccepted(t *testing.T) {
	w := newWorld(t)
	weekly := decision(model.MailSummary, model.ReasonSummary, "c7d8e9", "d0e1f2")
	text := func() string {
		m, err := w.compose(weekly, w.view)
		if err != nil {
			t.Fatal(err)
		}
		return strings.Join(strings.Fields(m.Text), " ")
	}
	if strings.Contains(text(), "accept") {
		t.Errorf("a letter without a change mentions accepting one:\n%s", text())
	}
	a := w.view.State.Alerts["c7d8e9"]
	f := w.view.Findings[a.Key]
	f.Rule = "contact-changed"
	w.view.Findings[a.Key] = f
	if want := "If a call has confirmed that a contact has changed: supplierwatch accept c7d8e9."; !strings.Contains(text(), want) {
		t.Errorf("the letter lacks %q:\n%s", want, text())
	}
	w.composer.Identity.Tokens = composetest.Tokens("abcdefghijklmnopqrstuvwxyz")
	w.composer.Replies = true
	if want := "If a call has confirmed that a contact has changed: reply accept 2 to this mail, or run supplierwatch accept c7d8e9."; !strings.Contains(text(), want) {
		t.Errorf("the letter lacks %q:\n%s", want, text())
	}
}

func TestAReceiptAnswersInTheThread(t *testing.T) {
	i := envelope.Identity{Domain: "buyer.example"}
	m := Receipt(i, "receipt-1", model.Recipient{Team: "leads", Address: "a.li@buyer.example"}, "AW: Re: Supplier summary\r\nBcc: everybody@buyer.example", []string{"ours@buyer.example", "", "their@buyer.example"},
		[]string{"Released by a.li@buyer.example.", "", "  acme/orders"}, instant("2026-09-17T06:00:00Z"))
	if m.Subject != "Re: Supplier summary Bcc: everybody@buyer.example" || !slices.Equal(m.References, []string{"ours@buyer.example", "their@buyer.example"}) || m.MessageID != "receipt-1@buyer.example" {
		t.Errorf("the receipt is %+v", m)
	}
	if want := "Released by a.li@buyer.example.\n\n  acme/orders\n"; m.Text != want {
		t.Errorf("it says %q, want %q", m.Text, want)
	}
	raw := eml(t, testIdentity, m)
	for _, want := range []string{"Auto-Submitted: auto-replied\n", "In-Reply-To: <their@buyer.example>\n", "References: <ours@buyer.example> <their@buyer.example>\n"} {
		if !strings.Contains(raw, want) {
			t.Errorf("the receipt lacks %q:\n%s", want, raw)
		}
	}
}

func TestARoundTripNamesItsMailboxAndItsToken(t *testing.T) {
	box := &model.Mailbox{ID: "confirmations", Address: "confirmations@buyer.example"}
	i := envelope.Identity{Domain: "buyer.example", Tokens: composetest.Tokens("abcdefghijklmnopqrstuvwxyz")}
	m := RoundTrip(i, "round-trip-1", box, instant("2026-09-17T06:00:00Z"))
	if m.To.Address != box.Address || m.About[0].Subject != model.KindMailbox.Subject("confirmations") || m.Token == "" || !strings.Contains(m.MessageID, m.Token) {
		t.Errorf("the mail is %+v", m)
	}
	if !strings.Contains(m.Text, "Ref: "+m.Token) {
		t.Errorf("without plus addressing the token does not stand in the text:\n%s", m.Text)
	}
}

func TestTheLastNotesAreShown(t *testing.T) {
	w := newAnswered(t)
	a := w.view.State.Alerts["a3f09c"]
	a.Notes = []string{"one: 1", "two: 2", "a.li@buyer.example: They promised an offer.", "b.roy@buyer.example: <It> came.\r\nBcc: x"}
	w.view.State.Alerts["a3f09c"] = a
	m, err := w.compose(decision(model.MailAlert, model.ReasonReminder, "a3f09c"), w.view)
	if err != nil {
		t.Fatal(err)
	}
	if want := "\n  - two: 2\n  - a.li@buyer.example: They promised an offer.\n  - b.roy@buyer.example: <It> came. Bcc: x\n"; !strings.Contains(m.Text, want) {
		t.Errorf("the mail does not say %q:\n%s", want, m.Text)
	}
	if !strings.Contains(m.HTML, "b.roy@buyer.example: &lt;It&gt; came. Bcc: x") || strings.Contains(m.Text, "one: 1") {
		t.Errorf("the mail says:\n%s", m.HTML)
	}
}
