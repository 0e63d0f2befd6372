package compose

import (
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/model"
)

// A mail that a later one made superfluous is told as never sent, and not as held for the limit.
func TestNotifiedSoFarSaysWhatWasNeverSent(t *testing.T) {
	w := newWorld(t)
	a := w.view.State.Alerts["a3f09c"]
	at := w.view.Now.Add(-48 * time.Hour)
	a.Notified = []model.Notification{
		{Recipient: "oncall@buyer.test", Reason: model.ReasonFirst, At: at, Mail: "m1", Result: model.MailHeld},
		{Recipient: "oncall@buyer.test", Reason: model.ReasonReminder, At: at.Add(time.Hour), Result: model.MailHeld},
	}
	w.view.State.Alerts["a3f09c"] = a
	m := compose(t, w, decision(model.MailAlert, model.ReasonReminder, "a3f09c"))
	for _, want := range []string{"first mail; not sent, replaced by a later mail", "reminder; on hold, too many mails this hour"} {
		if !strings.Contains(strings.Join(strings.Fields(m.Text), " "), want) {
			t.Errorf("no %q in\n%s", want, m.Text)
		}
	}
}
