package webhook

import (
	"encoding/json"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/model"
)

// StateDamaged returns the payload of a mail that reports that the state is damaged. It is about no alert: the alerts are part of the damaged state.
func (r Renderer) StateDamaged(m model.Mail, now time.Time) ([]byte, error) {
	if r.Formats[m.To.Address] == Alertmanager {
		return json.Marshal([]any{map[string]any{
			"labels":      map[string]string{"alertname": "SupplierwatchStateDamaged", "severity": string(model.Critical)},
			"annotations": map[string]string{"summary": m.Subject, "description": m.Text}, "startsAt": now.UTC(),
		}})
	}
	return json.Marshal(map[string]any{
		"version": apidoc.DocumentVersion, "id": m.MessageID, "kind": m.Kind, "reason": "state damaged", "as_of": now.UTC(),
		"held": 0, "subject": m.Subject, "text": m.Text, "alerts": []any{},
	})
}
