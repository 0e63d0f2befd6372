package compose

import (
	"time"

	"supplierwatch/internal/envelope"
	"supplierwatch/internal/model"
)

// managerAlert is one alert as Alertmanager takes it at POST /api/v2/alerts.
type managerAlert struct {
	Labels      map[string]string `json:"labels"`
	Annotations map[string]string `json:"annotations"`
	StartsAt    time.Time         `json:"startsAt"`
	EndsAt      time.Time         `json:"endsAt"`
	Generator   string            `json:"generatorURL,omitempty"`
}

const (
	// standsFor is how far ahead the end of an alert that stands is. Without an end Alertmanager would call it resolved after its
	// resolve_timeout; with one it waits for us to say so, which is kept until it is said.
	standsFor = 365 * 24 * time.Hour
	// skew is how much our clock may be ahead of Alertmanager's: an end that has not come there yet would not count against the one
	// said before.
	skew = time.Minute
)

// filing is what Alertmanager files an alert under besides what never changes about it.
type filing struct {
	rule     string
	severity model.Severity
}

// manager writes every alert as it is filed now and, resolved, as it was filed when the same webhook was told of it before: to Alertmanager
// alerts with other labels are other alerts.
func (c *Composer) manager(d model.Decision, v View, items []item) []managerAlert {
	alerts := make([]managerAlert, 0, len(items))
	for _, x := range items {
		now := filing{x.finding.Rule, x.finding.Severity}
		alerts = append(alerts, c.filed(v, x, now, x.alert.State.Open()))
		for _, was := range filedBefore(x.alert, d.To, now) {
			alerts = append(alerts, c.filed(v, x, was, false))
		}
	}
	return alerts
}

// filedBefore gives under what else a webhook was told of an alert.
func filedBefore(a model.Alert, to model.Recipient, now filing) []filing {
	var found []filing
	seen := map[filing]bool{now: true}
	for _, n := range a.Notified {
		was := filing{n.Rule, n.Severity}
		if n.Recipient == to.String() && n.Rule != "" && !seen[was] {
			seen[was] = true
			found = append(found, was)
		}
	}
	return found
}

// filed is an alert under certain labels.
func (c *Composer) filed(v View, x item, as filing, stands bool) managerAlert {
	a := managerAlert{
		Labels: map[string]string{
			"alertname": as.rule, "severity": string(as.severity),
			"supplier": envelope.Plain(x.alert.Supplier), "subject": envelope.Plain(x.alert.Subject), "alert": x.alert.ID,
		},
		Annotations: map[string]string{"summary": v.headline(x.alert, x.finding), "description": envelope.Plain(x.finding.Message)},
		StartsAt:    x.alert.Since.UTC(),
		Generator:   c.ExternalURL,
	}
	ended := v.Now
	if !x.alert.EndedAt.IsZero() {
		ended = x.alert.EndedAt
	}
	if a.EndsAt = ended.Add(-skew).UTC(); a.EndsAt.Before(a.StartsAt) {
		a.EndsAt = a.StartsAt
	}
	if stands {
		a.EndsAt = v.Now.Add(standsFor).UTC()
	}
	return a
}
