package webhook

import (
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/compose/document"
	"supplierwatch/internal/model"
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

// generic returns the payload of a mail. A drill is about no alert.
func generic(m model.Mail, c document.Content) genericPayload {
	alerts := make(map[string]model.Alert, len(c.Alerts))
	for _, x := range c.Alerts {
		alerts[x.Alert.ID] = x.Alert
	}
	return genericPayload{
		Version: apidoc.DocumentVersion, ID: m.MessageID, Kind: m.Kind, Reason: c.Reason, AsOf: c.Now.UTC(), Held: c.Held,
		Subject: m.Subject, Text: m.Text, Alerts: apidoc.NewStatus(alerts, c.Now).Alerts,
	}
}
