package compose

import (
	"encoding/json"
	"testing"
	"time"

	"supplierwatch/internal/compose/webhook"
	"supplierwatch/internal/model"
)

// filedAlert is what Alertmanager reads of an alert.
type filedAlert struct {
	Labels, Annotations map[string]string
	StartsAt, EndsAt    time.Time
	GeneratorURL        string
}

func (w *world) file(t *testing.T, d model.Decision) []filedAlert {
	t.Helper()
	w.composer.Renderers = map[model.Channel]Renderer{model.ChannelWebhook: webhook.Renderer{Formats: map[string]webhook.Format{"am": webhook.Alertmanager}, ExternalURL: w.composer.ExternalURL}}
	d.To = model.WebhookRecipient("am")
	m, err := w.compose(d, w.view)
	if err != nil {
		t.Fatal(err)
	}
	var alerts []filedAlert
	if err := json.Unmarshal(m.Payload, &alerts); err != nil {
		t.Fatalf("%v: %s", err, m.Payload)
	}
	return alerts
}

func TestAlertmanagerIsNotifiedWhenAnAlertEnds(t *testing.T) {
	w := newWorld(t)
	w.end("a3f09c", model.StateResolved)
	got := w.file(t, decision(model.MailResolved, model.ReasonResolved, "a3f09c"))
	if len(got) != 1 || got[0].Labels["alert"] != "a3f09c" {
		t.Fatalf("filed %+v", got)
	}
	// It must have ended there too, although our clock may be a little ahead.
	if end := got[0].EndsAt; !end.Before(w.view.Now) || end.Before(w.view.Now.Add(-time.Hour)) || end.Before(got[0].StartsAt) {
		t.Errorf("it ended at %s, now is %s", end, w.view.Now)
	}
}

// Alertmanager resolves by itself what has no end, after five minutes by default.
func TestAlertmanagerKeepsOpenAlerts(t *testing.T) {
	w := newWorld(t)
	got := w.file(t, decision(model.MailDigest, model.ReasonFirst, "a3f09c", "b4c5d6"))
	if len(got) != 2 {
		t.Fatalf("filed %+v", got)
	}
	for _, x := range got {
		a := w.view.State.Alerts[x.Labels["alert"]]
		if x.EndsAt.Before(w.view.Now.AddDate(0, 6, 0)) || !x.StartsAt.Equal(a.Since) || x.GeneratorURL != w.composer.ExternalURL {
			t.Errorf("filed %+v", x)
		}
		if x.Labels["alertname"] != a.Rule || x.Labels["severity"] != string(a.Severity) || x.Labels["supplier"] != a.Supplier ||
			model.ParseSubject(x.Labels["subject"]) != a.Subject || x.Annotations["summary"] == "" || x.Annotations["description"] == "" {
			t.Errorf("filed %+v about %+v", x, a)
		}
	}
}

// Alerts with other labels are other alerts there: one that got worse must not stand twice.
func TestAlertmanagerResolvesWhatAnAlertWas(t *testing.T) {
	w := newWorld(t)
	a := w.view.State.Alerts["a3f09c"]
	a.Notified = []model.Notification{
		{Recipient: "webhook:am", Rule: a.Rule, Severity: model.Warning, Reason: model.ReasonFirst},
		{Recipient: "webhook:other", Rule: "other", Severity: model.Info, Reason: model.ReasonFirst},
		{Recipient: "webhook:am", Rule: a.Rule, Severity: a.Severity, Reason: model.ReasonWorse},
	}
	w.view.State.Alerts["a3f09c"] = a
	got := w.file(t, decision(model.MailAlert, model.ReasonWorse, "a3f09c"))
	if len(got) != 2 || got[0].Labels["severity"] != string(a.Severity) || got[1].Labels["severity"] != "warning" {
		t.Fatalf("filed %+v", got)
	}
	if !got[0].EndsAt.After(w.view.Now) || !got[1].EndsAt.Before(w.view.Now) {
		t.Errorf("as it is it ends at %s, as it was at %s", got[0].EndsAt, got[1].EndsAt)
	}
}
