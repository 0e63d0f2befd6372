package webhook

import (
	"time"

	"supplierwatch/internal/compose/document"
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
	// openFor is how far ahead the end of an open alert is. Without an end Alertmanager would call the alert resolved after its resolve_timeout;
	// with one it waits until we report the end.
	openFor = 365 * 24 * time.Hour
	// skew is how much our clock may be ahead of Alertmanager's: an end that has not come there yet would not count against the one
	// reported before.
	skew = time.Minute
)

// filing is what Alertmanager files an alert under besides what never changes about it.
type filing struct {
	rule     string
	severity model.Severity
}

// alerts returns every alert as it is filed now and, resolved, as it was filed when the same webhook was notified of it before: to Alertmanager
// alerts with other labels are other alerts.
func (r Renderer) alerts(m model.Mail, c document.Content) []managerAlert {
	alerts := make([]managerAlert, 0, len(c.Alerts))
	for _, x := range c.Alerts {
		now := filing{x.Finding.Rule, x.Finding.Severity}
		alerts = append(alerts, r.filedAs(x, now, x.Alert.State.Open(), c.Now))
		for _, was := range filedBefore(x.Alert, m.To, now) {
			alerts = append(alerts, r.filedAs(x, was, false, c.Now))
		}
	}
	return alerts
}

// filedBefore returns under what else a webhook was notified of an alert.
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

// filedAs returns an alert under certain labels.
func (r Renderer) filedAs(x document.ContentAlert, as filing, open bool, now time.Time) managerAlert {
	a := managerAlert{
		Labels: map[string]string{
			"alertname": as.rule, "severity": string(as.severity),
			"supplier": envelope.Plain(x.Alert.Supplier), "subject": envelope.Plain(x.Alert.Subject.String()), "alert": x.Alert.ID,
		},
		Annotations: map[string]string{"summary": x.Headline, "description": envelope.Plain(x.Finding.Message)},
		StartsAt:    x.Alert.Since.UTC(),
		Generator:   r.ExternalURL,
	}
	ended := now
	if !x.Alert.EndedAt.IsZero() {
		ended = x.Alert.EndedAt
	}
	if a.EndsAt = ended.Add(-skew).UTC(); a.EndsAt.Before(a.StartsAt) {
		a.EndsAt = a.StartsAt
	}
	if open {
		a.EndsAt = now.Add(openFor).UTC()
	}
	return a
}

// drillShows is how long Alertmanager shows a drill.
const drillShows = 15 * time.Minute

// drillAlert returns the test alert of a drill: of no severity, and it ends by itself.
func (r Renderer) drillAlert(m model.Mail, now time.Time) managerAlert {
	return managerAlert{
		Labels:      map[string]string{"alertname": "supplierwatch-drill", "severity": "none", "drill": "true"},
		Annotations: map[string]string{"summary": m.Subject, "description": "This is a drill: nothing is wrong."},
		StartsAt:    now.UTC(), EndsAt: now.Add(drillShows).UTC(), Generator: r.ExternalURL,
	}
}

// noticeShows is how long Alertmanager shows a notice to the operators, which is sent once a day at most.
const noticeShows = 24 * time.Hour

// noticeAlert returns a notice to the operators as an alert: of the lowest severity, and it ends by itself.
func (r Renderer) noticeAlert(m model.Mail, now time.Time) managerAlert {
	return managerAlert{
		Labels:      map[string]string{"alertname": "supplierwatch-operators", "severity": string(model.Info), "notice": m.ID},
		Annotations: map[string]string{"summary": m.Subject, "description": m.Text},
		StartsAt:    now.UTC(), EndsAt: now.Add(noticeShows).UTC(), Generator: r.ExternalURL,
	}
}
