package apidoc

import (
	"testing"
	"time"

	"supplierwatch/internal/model"
)

func TestStatusGivesMessageIDsAsHeadersDo(t *testing.T) {
	now := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	alert := model.Alert{ID: "a3f09c", State: model.StateFiring, Notified: []model.Notification{
		{Recipient: "a@buyer.test", MessageID: "row@buyer.test", Result: model.MailAccepted},
		{Recipient: "b@buyer.test", Result: model.MailHeld},
	}}
	told := NewStatus(map[string]model.Alert{alert.ID: alert}, now).Alerts[0].Notified
	if told[0].MessageID != "<row@buyer.test>" || told[1].MessageID != "" {
		t.Errorf("message ids %q and %q, want one in brackets and none for what is held", told[0].MessageID, told[1].MessageID)
	}
}
