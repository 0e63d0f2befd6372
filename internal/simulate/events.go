package simulate

import (
	"slices"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/engine"
	"supplierwatch/internal/model"
)

// events are what one evaluation did, in order.
type events struct {
	now time.Time
	all []apidoc.SimulationEvent
}

// addAlert adds what happened to one alert.
func (x *events) addAlert(before, after model.Alert) {
	was, is := before.ID != "" && before.State.Open(), after.State.Open()
	switch {
	case is && !was:
		x.add(apidoc.EventBegan, model.ReasonFirst, after, "")
	case was && !is:
		x.add(apidoc.EventEnded, after.Reason, after, "")
	case !is:
	case before.Rule != after.Rule:
		x.add(apidoc.EventChanged, x.changeReason(after), after, before.Rule)
	case before.Severity != after.Severity, before.Route != after.Route:
		x.add(apidoc.EventChanged, x.changeReason(after), after, "")
	}
}

// changeReason is the reason of a change for the worse. No other change has a reason.
func (x *events) changeReason(a model.Alert) model.Reason {
	if a.WorseAt.Equal(x.now) {
		return model.ReasonWorse
	}
	return ""
}

func (x *events) add(kind apidoc.EventKind, reason model.Reason, a model.Alert, was string) {
	x.all = append(x.all, apidoc.SimulationEvent{
		At: x.now.UTC(), Kind: kind, Reason: reason,
		Finding: &apidoc.SimulationFinding{
			Alert: a.ID, Rule: a.Rule, Was: was, Severity: a.Severity, Route: a.Route, Supplier: a.Supplier, Subject: a.Subject,
			Occurrence: a.Occurrence, Message: a.Message, Due: a.Due,
		},
		Alerts: []apidoc.SimulationAlert{{Alert: a.ID, Supplier: a.Supplier, Step: a.Step, Reason: a.Reason}},
	})
}

// sort orders the events about alerts as findings are ordered, the most severe first.
func (x *events) sort() {
	slices.SortStableFunc(x.all, func(a, b apidoc.SimulationEvent) int {
		f, g := a.Finding.Found(), b.Finding.Found()
		return f.Compare(&g)
	})
}

// eventKinds are the events of decisions without a mail. Decisions for other reasons are covered by the events about alerts.
var eventKinds = map[model.Reason]apidoc.EventKind{
	model.ReasonQuietHours: apidoc.EventHeld, model.ReasonRateLimited: apidoc.EventHeld, model.ReasonSkipped: apidoc.EventSkipped,
	model.ReasonAcked: apidoc.EventAcked, model.ReasonAckExpired: apidoc.EventOther, model.ReasonIgnored: apidoc.EventOther,
}

// addDecisions adds what an evaluation decided, with whole mails if they are wanted. Alerts are those after the evaluation.
func (x *events) addDecisions(result engine.Outcome, alerts map[string]model.Alert, full bool) {
	mails := make(map[string]*model.Mail, len(result.Mails))
	for i, m := range result.Mails {
		mails[m.ID] = &result.Mails[i]
	}
	for _, d := range result.Decisions {
		kind := apidoc.EventMail
		if d.Kind == "" {
			kind = eventKinds[d.Reason]
		}
		if kind == "" {
			continue
		}
		event := apidoc.SimulationEvent{At: x.now.UTC(), Kind: kind, Reason: d.Reason, Detail: d.Detail, Alerts: eventAlerts(d, alerts)}
		if to := d.To.String(); to != "" {
			event.Mail = &apidoc.SimulationMail{Kind: d.Kind, To: to, Team: d.To.Team}
			if mail := mails[d.Mail]; mail != nil {
				event.Mail.Subject = mail.Subject
				if full {
					event.Mail.Composed = mail
				}
			}
			if kind == apidoc.EventHeld {
				event.Mail.Until = heldUntil(result.State.Notifications.Queue, to)
			}
		}
		x.all = append(x.all, event)
	}
}

// eventAlerts are the alerts of a decision. Of those in a weekly summary they are the ones with something new.
func eventAlerts(d model.Decision, alerts map[string]model.Alert) []apidoc.SimulationAlert {
	items := make([]apidoc.SimulationAlert, 0, len(d.Items))
	for _, x := range d.Items {
		if x.Reason != model.ReasonSummary {
			items = append(items, apidoc.SimulationAlert{Alert: x.Alert, Supplier: alerts[x.Alert].Supplier, Step: x.Step, Reason: x.Reason})
		}
	}
	return items
}

// heldUntil is when the first notification held for a recipient may be sent.
func heldUntil(queue []model.Queued, to string) time.Time {
	var until time.Time
	for _, q := range queue {
		if q.To.String() == to && q.Held != "" && (until.IsZero() || q.Until.Before(until)) {
			until = q.Until
		}
	}
	return until
}
