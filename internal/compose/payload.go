package compose

import (
	"encoding/json"
	"fmt"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/model"
)

// Format is the form of what a webhook is sent.
type Format string

// Generic is a JSON document of our own, Alertmanager what Alertmanager's API
// takes at POST /api/v2/alerts.
const (
	Generic      Format = "generic"
	Alertmanager Format = "alertmanager"
)

// genericPayload is the body of a webhook of format generic. Its alerts have
// the form of the status document.
type genericPayload struct {
	Version int                  `json:"version"`
	ID      string               `json:"id"` // the same for a repeat of the same message
	Kind    model.MailKind       `json:"kind"`
	Reason  model.Reason         `json:"reason"`
	AsOf    time.Time            `json:"as_of"`
	Held    int                  `json:"held"`
	Subject string               `json:"subject"`
	Text    string               `json:"text"`
	Alerts  []apidoc.StatusAlert `json:"alerts"`
}

// payload writes the body that the decision's webhook is sent.
func (c *Composer) payload(d model.Decision, v View, items []item, m model.Mail) ([]byte, error) {
	var body any = c.generic(d, v, items, m)
	if c.Webhooks[d.To.Address] == Alertmanager {
		body = c.manager(d, v, items)
	}
	data, err := json.Marshal(body)
	if err != nil {
		return nil, fmt.Errorf("write payload for %s: %w", d.To, err)
	}
	return data, nil
}

func (c *Composer) generic(d model.Decision, v View, items []item, m model.Mail) genericPayload {
	alerts := make(map[string]model.Alert, len(items))
	for _, x := range items {
		alerts[x.alert.ID] = x.alert
	}
	return genericPayload{
		Version: apidoc.DocumentVersion, ID: m.MessageID, Kind: d.Kind, Reason: d.Reason, AsOf: v.Now.UTC(), Held: d.Held,
		Subject: m.Subject, Text: m.Text, Alerts: apidoc.NewStatus(alerts, v.Now).Alerts,
	}
}
