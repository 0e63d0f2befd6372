package alert_test

import (
	"testing"
	"time"

	"supplierwatch/internal/alert"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/rulebook"
)

// The version before reported for each escalation policy that nobody acknowledges its alerts, and that it has no drill. One of these reports goes on as
// that of all, the others end, and nobody is mailed.
func TestReportsOfEachPolicyBecomeOne(t *testing.T) {
	t.Run("unacknowledged", func(t *testing.T) { becomeOne(t, rulebook.EscalationUnacknowledged, model.RouteOperators) })
	t.Run("untested", func(t *testing.T) { becomeOne(t, rulebook.EscalationUntested, model.RouteWork) })
}

func becomeOne(t *testing.T, rule string, route model.Route) {
	t.Helper()
	now := time.Date(2026, time.November, 30, 9, 0, 0, 0, time.UTC)
	state := model.State{Alerts: map[string]model.Alert{}, Notifications: model.NotificationState{Started: true}}
	for _, id := range []string{"critical", "important"} {
		subject := model.KindPolicy.Subject(id)
		state.Alerts[id] = model.Alert{
			ID: id, Key: model.AlertKey("", subject, rule, ""), Subject: subject, Group: rule, Rule: rule, Severity: model.Critical, Route: route,
			State: model.StateFiring, Step: 2, StepAt: now.Add(-time.Hour), Repeats: 9,
			Notified: []model.Notification{{Recipient: "it@buyer.example", At: now.Add(-time.Hour), Mail: "m", Result: model.MailAccepted}},
		}
	}
	finding := model.Finding{
		Rule: rule, Group: rule, Subject: model.SubjectWatchdog, Severity: model.Critical, Route: route, Members: []string{"a", "b"},
	}
	settings := alert.Settings{ResolveNotice: true, Operators: []model.Recipient{{Address: "it@buyer.example"}}}
	policies := map[string]*model.Policy{"critical": {ID: "critical"}, "important": {ID: "important"}}
	e := settings.Step(state, &model.Registry{Policies: policies}, alert.Everything([]model.Finding{finding}), factindex.New(), now)
	if n := len(e.Notices["critical"]) + len(e.Notices["important"]); n > 0 {
		t.Errorf("%d notices wait after an upgrade", n)
	}
	one, other := e.Alerts["critical"], e.Alerts["important"]
	if len(e.Alerts) != 2 || one.Key != finding.Key() || one.State != model.StateFiring || other.State != model.StateWithdrawn {
		t.Errorf("%d alerts: %s %s, and %s", len(e.Alerts), one.Key, one.State, other.State)
	}
	if !other.SummarizedAt.Equal(now) {
		t.Error("a summary lists an alert as ended that goes on under another key")
	}
	if route == model.RouteWork {
		return
	}
	if want := one.StepAt.AddDate(0, 0, 7); !one.NextAt.Equal(want) {
		t.Errorf("the next mail is due at %s, want %s", one.NextAt, want)
	}
}
