package webhook

import (
	"encoding/json"

	"supplierwatch/internal/compose/document"
	"supplierwatch/internal/model"
)

// Format is the form of a payload.
type Format string

// Generic is a JSON document of our own, Alertmanager what Alertmanager's API takes at POST /api/v2/alerts.
const (
	Generic      Format = "generic"
	Alertmanager Format = "alertmanager"
)

// Renderer writes the payloads of webhooks.
type Renderer struct {
	Formats     map[string]Format // by the name of the webhook; without one: generic
	ExternalURL string            // where people find the page
}

// Render implements document.Renderer.
func (r Renderer) Render(m model.Mail, c document.Content) ([]byte, error) {
	drill := m.Kind == model.MailDrill || m.Kind == model.MailDrillReport
	switch {
	case r.Formats[m.To.Address] != Alertmanager:
		return json.Marshal(generic(m, c))
	case drill:
		return json.Marshal([]managerAlert{r.drillAlert(m, c.Now)})
	case m.Kind == model.MailOperators:
		return json.Marshal([]managerAlert{r.noticeAlert(m, c.Now)})
	}
	return json.Marshal(r.alerts(m, c))
}
