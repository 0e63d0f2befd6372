package compose

import (
	"strings"
	"testing"

	"supplierwatch/internal/model"
)

// A mail that cannot be laid out tells its alerts all the same, says why, and the pass goes on.
func TestAMailThatCannotBeLaidOutIsWrittenBarely(t *testing.T) {
	w := newWorld(t)
	d := decision(model.MailSummary, model.ReasonSummary, "a3f09c", "b4c5d6")
	w.view.Requests = map[string][]model.Request{d.To.Team: {{Asked: []model.ContactRef{{}}}}} // of no supplier, which breaks the section
	m, told, err := w.composer.Compose(d, w.view)
	if err != nil {
		t.Fatal(err)
	}
	if len(m.Alerts) != 2 || m.Subject == "" || m.MessageID == "" || !strings.Contains(m.Text, "alert a3f09c") ||
		!strings.Contains(m.Text, w.view.State.Alerts["b4c5d6"].Message) || !strings.Contains(m.Text, "nil pointer") {
		t.Errorf("mail %+v", m)
	}
	if told == nil || !strings.Contains(told.Error(), "nil pointer") {
		t.Errorf("complained %v", told)
	}
	if m, err := w.compose(decision("poem", model.ReasonFirst, "a3f09c"), w.view); err != nil || !strings.Contains(m.Text, `there is no kind "poem"`) {
		t.Errorf("of an unknown kind: %+v, %v", m, err)
	}
	d = decision(model.MailSummary, model.ReasonSummary, "a3f09c")
	d.To = model.WebhookRecipient("oncall")
	if m, err := w.compose(d, w.view); err != nil || !strings.Contains(string(m.Payload), `"id":"a3f09c"`) {
		t.Errorf("post %s, %v", m.Payload, err)
	}
}
