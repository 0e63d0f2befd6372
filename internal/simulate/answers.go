package simulate

import (
	"slices"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/escalation"
	"supplierwatch/internal/model"
	"supplierwatch/internal/timerqueue"
)

// answerAfter is how long after the first mail of step 0 people acknowledge, where they are assumed to answer.
const answerAfter = time.Hour

// answers are the acknowledgements to come.
type answers struct {
	assume apidoc.Assume
	timers timerqueue.Queue  // alerts, by when somebody acknowledges them
	by     map[string]string // by alert: who does
	again  map[string]bool   // by alert: whether it came back because an acknowledgement ended
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
			x.timers.Set(a.ID, now.Add(answerAfter))
			x.by[a.ID], x.again[a.ID] = n.Recipient, n.Reason == model.ReasonAckExpired
		}
	}
}

// acknowledge returns the acknowledgements that are due of alerts that still fire, and the ids of those alerts. Whoever acknowledges an alert
// again says until when: as long as an acknowledgement may hold.
func (x *answers) acknowledge(alerts map[string]model.Alert, r *model.Registry, now time.Time) (ids []string, facts []model.Fact) {
	for _, id := range x.timers.Take(now) {
		a := alerts[id]
		if a.State != model.StateFiring {
			continue
		}
		action := model.AlertAction{
			ID: "answer-" + id + "-" + now.UTC().Format(time.RFC3339Nano), Kind: model.FactAck, Alert: id, By: x.by[id],
			At: now, RecordedAt: now, Source: "simulation",
		}
		if x.again[id] {
			c := ownerCalendar(r, a)
			action.Until = escalation.StartOfWork(c, c.Today(now.Add(model.LongestSnooze)))
		}
		ids, facts = append(ids, id), append(facts, action.Fact())
	}
	return ids, facts
}

// ownerCalendar returns the calendar in which an alert's acknowledgements end.
func ownerCalendar(r *model.Registry, a model.Alert) *civil.Calendar {
	if s := r.Supplier(a.Supplier); a.Supplier != "" && s != nil {
		return r.CalendarOf(s.Owner)
	}
	return r.CalendarOf(r.Teams[a.Team])
}
