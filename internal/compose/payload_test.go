package compose

import (
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/model"
)

// The payloads of webhooks as their receivers read them.

type genericPayload struct {
	ID      string               `json:"id"`
	Kind    model.MailKind       `json:"kind"`
	Reason  model.Reason         `json:"reason"`
	Subject string               `json:"subject"`
	Text    string               `json:"text"`
	Alerts  []apidoc.StatusAlert `json:"alerts"`
}

type managerAlert struct {
	Labels      map[string]string `json:"labels"`
	Annotations map[string]string `json:"annotations"`
	StartsAt    time.Time         `json:"startsAt"`
	EndsAt      time.Time         `json:"endsAt"`
	Generator   string            `json:"generatorURL,omitempty"`
}
