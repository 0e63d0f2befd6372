package mailer

import (
	"io"
	"strings"
	"testing"

	gomail "github.com/wneessen/go-mail"

	"supplierwatch/internal/model"
	"supplierwatch/internal/testkit"
)

// A mail that cannot be laid out tells its alerts all the same, says why, and the pass goes on.
func TestAMailThatCannotBeLaidOutIsWrittenBarely(t *testing.T) {
	w := newWorld(t)
	w.composer.WouldAsk = func(View) []model.Request { panic("no such template") }
	var told error
	w.composer.Complain = func(err error) { told = err }
	m, err := w.composer.Compose(decision(model.MailSummary, model.ReasonSummary, "a3f09c", "b4c5d6"), w.view)
	if err != nil {
		t.Fatal(err)
	}
	if len(m.Alerts) != 2 || m.Subject == "" || m.MessageID == "" || !strings.Contains(m.Text, "alert a3f09c") ||
		!strings.Contains(m.Text, w.view.State.Alerts["b4c5d6"].Message) || !strings.Contains(m.Text, "no such template") {
		t.Errorf("mail %+v", m)
	}
	if told == nil || !strings.Contains(told.Error(), "no such template") {
		t.Errorf("complained %v", told)
	}
	if m, err := w.composer.Compose(decision("poem", model.ReasonFirst, "a3f09c"), w.view); err != nil || !strings.Contains(m.Text, `there is no kind "poem"`) {
		t.Errorf("of an unknown kind: %+v, %v", m, err)
	}
	d := decision(model.MailSummary, model.ReasonSummary, "a3f09c")
	d.To = model.Recipient{Webhook: "oncall"}
	if m, err := w.composer.Compose(d, w.view); err != nil || !strings.Contains(string(m.Payload), `"id":"a3f09c"`) {
		t.Errorf("post %s, %v", m.Payload, err)
	}
}

// A message whose writing breaks inside DATA is refused for good, and the others go over another connection.
func TestABrokenMessageDoesNotStopTheRest(t *testing.T) {
	server := testkit.StartFaultySMTP(t, testkit.SMTPSetup{})
	s := relays(t, Patience{Mail: soon}, relayAt(t, server.Addr, nil))
	boxes := s.letters(letters("a@x.example", "b@x.example"))
	boxes[0].msg.SetBodyWriter(gomail.TypeTextPlain, func(io.Writer) (int64, error) { panic("nil map") })
	s.over(t.Context(), s.relays[0], boxes)
	if a := boxes[0].attempt; a.Result != model.MailRefused || !strings.Contains(a.Detail, "nil map") {
		t.Errorf("the broken one: %+v", a)
	}
	if a := boxes[1].attempt; a.Result != model.MailAccepted || taken(server) != "b@x.example" {
		t.Errorf("the other: %+v; the server took %q", a, taken(server))
	}
}
