package readmodel

import (
	"testing"
	"time"

	"supplierwatch/internal/compose"
	"supplierwatch/internal/model"
)

// TestAnAlertThatEndedShowsWhoReacted checks alerts of a supplier that the registry no longer has: nobody is notified next, nothing can be done about
// them, and who was notified, who acknowledged and what they wrote is still shown.
func TestAnAlertThatEndedShowsWhoReacted(t *testing.T) {
	at := time.Date(2026, 11, 22, 22, 0, 0, 0, time.UTC)
	view := compose.View{Registry: &model.Registry{}, Now: at.Add(12 * time.Hour)}
	for _, state := range []model.AlertState{model.StateResolved, model.StateLapsed, model.StateWithdrawn} {
		a := model.Alert{
			ID: "a1", Key: "k/gone", Supplier: "gone", Rule: "order-window-missed", Subject: model.KindOrderWindow.Subject("yearly"), State: state, Since: at, EndedAt: at.Add(2 * time.Hour),
			AcknowledgedBy: "jane@buyer.example", AcknowledgedAt: at.Add(time.Hour), Notes: []string{"jane@buyer.example: called the desk"}, NextAt: at.Add(24 * time.Hour),
			Notified: []model.Notification{{At: at, Recipient: "oncall@buyer.example", Result: model.MailAccepted}},
		}
		got := Ahead{}.Of(view, a, at, model.Recipient{})
		text := got.Text
		if text.Lead == "" || len(text.Who) != 2 || text.Who[1].Who != "jane@buyer.example" || len(text.Notes) != 1 || len(text.Steps)+len(got.Offers) != 0 || got.Next != "" {
			t.Errorf("%s: %+v", state, got)
		}
	}
}
