package apidoc

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/model"
)

func TestAnEstimateOfNothingIsNull(t *testing.T) {
	got, err := json.Marshal(Estimate{Of: 12})
	if err != nil || string(got) != `{"amount":null,"currency":null,"estimated":0,"of":12}` {
		t.Errorf("%s, %v", got, err)
	}
	got, err = json.Marshal(Estimate{Amount: &model.Money{Hundredths: 100, Currency: "EUR"}, Estimated: 9, Of: 12})
	if err != nil || string(got) != `{"amount":1,"currency":"EUR","estimated":9,"of":12}` {
		t.Errorf("%s, %v", got, err)
	}
}

func TestStatusShowsOpenAlertsFirst(t *testing.T) {
	alerts := map[string]model.Alert{
		"a": {ID: "a", Key: "k/a", State: model.StateResolved, Severity: model.Critical},
		"b": {ID: "b", Key: "k/b", State: model.StateSnoozed, Severity: model.Info, HeldUntil: time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC), Step: -1},
		"c": {ID: "c", Key: "k/c", State: model.StateAcknowledged, Severity: model.Critical, AcknowledgedBy: "jane", Notified: []model.Notification{{MessageID: "x@y"}}},
	}
	doc := NewStatus(alerts, time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC))
	var order []string
	for _, a := range doc.Alerts {
		order = append(order, a.ID)
	}
	if strings.Join(order, "") != "cba" {
		t.Errorf("order %v, want c, b, a", order)
	}
	c, b := doc.Alerts[0], doc.Alerts[1]
	if c.AcknowledgedBy == nil || *c.AcknowledgedBy != "jane" || c.SnoozedUntil != nil || c.Notified[0].MessageID != "<x@y>" {
		t.Errorf("acknowledged: %+v", c)
	}
	if b.AcknowledgedBy != nil || b.SnoozedUntil == nil || b.Step != 0 || b.NextAt != nil {
		t.Errorf("snoozed: %+v", b)
	}
	if open := doc.Open(); len(open.Alerts) != 2 {
		t.Errorf("%d open alerts, want 2", len(open.Alerts))
	}
}
