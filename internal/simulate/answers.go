package simulate

import (
	"slices"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/model"
)

// answerAfter is how long after the first mail of step 0 people acknowledge, where they are assumed to answer.
const answerAfter = time.Hour

// answers are the acknowledgements to come.
type answers struct {
	assume apidoc.Assume
	timers timerQueue        // alerts, by when somebody acknowledges them
	by     map[string]string // by alert: who does
}

// expect lets the first person notified of an alert acknowledge it soon.
func (x *answers) expect(a model.Alert, now time.Time) {
	if x.assume != apidoc.AssumeAnswered || a.State != model.StateFiring {
		return
	}
	for _, n := range slices.Backward(a.Notified) {
		if n.At.Before(now) {
			return
		}
		if n.Step == 0 && n.Reason != model.ReasonReminder && n.Result == model.MailQueued && n.To().ByMail() {
			x.timers.set(a.ID, now.Add(answerAfter))
			x.by[a.ID] = n.Recipient
		}
	}
}

// acknowledge returns the acknowledgements that are due of alerts that still fire, and the ids of those alerts.
func (x *answers) acknowledge(alerts map[string]model.Alert, now time.Time) (ids []string, facts []model.Fact) {
	for _, id := range x.timers.take(now) {
		if alerts[id].State != model.StateFiring {
			continue
		}
		ids = append(ids, id)
		facts = append(facts, model.AlertAction{
			ID: "answer-" + id + "-" + now.UTC().Format(time.RFC3339Nano), Kind: model.FactAck, Alert: id, By: x.by[id],
			At: now, RecordedAt: now, Source: "simulation",
		}.Fact())
	}
	return ids, facts
}
