package alert

import (
	"time"

	"supplierwatch/internal/model"
)

// alertStep is one alert in one evaluation.
type alertStep struct {
	eval *Evaluation
	a    model.Alert
	f    *model.Finding // nil: there is no finding

	reason  model.Reason // why step 0 is due; empty where the step itself says it
	notMine bool         // somebody passed the alert on: the next step is due at once
	refused bool         // all mails of the step were refused: the next step is due at once
	skipped bool         // the step had no recipient: the next step is due at once
}

func (s *alertStep) decide(reason model.Reason, detail string) {
	s.eval.decide(reason, detail, s.item(s.a.Step, reason))
}

func (s *alertStep) item(step int, reason model.Reason) model.DecisionItem {
	return model.DecisionItem{Alert: s.a.ID, Step: step, Reason: reason}
}

// enqueue adds a notice to one recipient. It waits since after the step before began, even if that was at this very instant, so that the
// mails of two steps can be told apart by their times.
func (s *alertStep) enqueue(to model.Recipient, step int, reason model.Reason) {
	since := s.eval.Now
	if !since.After(s.a.StepAt) {
		since = s.a.StepAt.Add(1)
	}
	s.eval.Notices[s.a.ID] = append(s.eval.Notices[s.a.ID], model.Queued{
		To: to, Alert: s.a.ID, Step: step, Reason: reason, Since: since, Until: s.eval.GroupEnd(),
	})
}

// describe lets the alert speak of its worst current finding.
func (s *alertStep) describe() {
	a, f := &s.a, s.f
	a.Rule, a.Severity, a.Route, a.Stage = f.Rule, f.Severity, f.Route, f.Stage
	a.Message, a.Due, a.Exposure, a.ExpiresOn = f.Message, f.Due, f.Exposure, f.ExpiresOn
	a.OverrideQuietHours = f.OverrideQuietHours && policyOf(f).QuietHours == model.Ignored
	a.Team, a.Members = teamOf(s.eval.Registry, f), f.Members
}

// restart returns to before step 0, and ends any acknowledgement or snooze.
func (s *alertStep) restart(reason model.Reason) {
	s.clearPending()
	s.clearHold()
	s.a.State, s.a.Reason = model.StateFiring, reason
	s.a.NotBefore = time.Time{}
	s.reason = reason
	if !s.a.Mailed() {
		s.decide(reason, "")
	}
}

// clearPending drops the notices that wait, and starts the steps anew.
func (s *alertStep) clearPending() {
	s.eval.drop(s.a.ID)
	s.a.Step, s.a.Repeats = -1, 0
}

// clearHold ends an acknowledgement or a snooze.
func (s *alertStep) clearHold() { clearHold(&s.a) }
