package engine

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/alert"
	"supplierwatch/internal/model"
)

// nameTaken says that a new alert was given the short name of one that the pass
// did not see.
type nameTaken struct{ id string }

// Error says which name it is.
func (e *nameTaken) Error() string { return "alert " + e.id + " is there already" }

// State returns the alerts in focus.
func (s *stage) State(context.Context) (model.State, error) {
	s.before, s.brought = s.alerts, false
	if !s.everything {
		s.before = make(map[string]model.Alert, len(s.focus))
		for id := range s.focus {
			s.before[id] = s.alerts[id]
		}
	}
	return model.State{Alerts: s.before, Desk: s.desk}, nil
}

// taken reports whether a new alert bears the name of one that the pass did not see.
func (s *stage) taken(id string) bool {
	_, seen := s.before[id]
	_, there := s.alerts[id]
	return there && !seen && !s.brought
}

// bring takes over, before it is committed, what a pass made of the alerts that
// it saw, so that letters can look at all alerts as they are from then on.
func (s *stage) bring(after map[string]model.Alert) error {
	if s.brought {
		return nil
	}
	for id := range after {
		if s.taken(id) {
			return &nameTaken{id}
		}
	}
	maps.Copy(s.alerts, after)
	s.brought = true
	return nil
}

// FactsAfter returns what people said.
func (s *stage) FactsAfter(ctx context.Context, seq int64) ([]model.Fact, error) {
	return s.said.FactsAfter(ctx, seq)
}

// Commit takes in what a pass changed, and tells of every life that began,
// changed or ended.
func (s *stage) Commit(ctx context.Context, change model.Change) error {
	ids := make([]string, len(change.Alerts))
	for i, a := range change.Alerts {
		if s.taken(a.ID) {
			return &nameTaken{a.ID}
		}
		ids[i] = a.ID
	}
	for _, a := range change.Alerts {
		before, known := s.before[a.ID]
		if !known {
			s.of[a.Key] = append(s.of[a.Key], a.ID)
		}
		s.live(before, a)
		s.expectAnswer(a)
		s.listed.file(before, a)
		s.expectToForget(a)
		a.Notified = alert.Condense(a.Notified, oneByOne)
		s.alerts[a.ID] = a
	}
	slices.SortStableFunc(s.events, asFound)
	s.wakeUp(ids)
	if change.Desk != nil {
		s.desk = *change.Desk
	}
	for _, m := range change.Outbox {
		s.mails[m.ID] = m
	}
	if s.lookout.hear(change.Facts) {
		s.turn("", s.now.Add(again))
	}
	return s.said.Commit(ctx, model.Change{Facts: change.Facts})
}

// expectAnswer lets whoever was just told first of an alert acknowledge it soon.
func (s *stage) expectAnswer(a model.Alert) {
	if s.Assume != model.AssumeAnswered || a.State != model.StateFiring {
		return
	}
	for _, n := range slices.Backward(a.Notified) {
		if n.At.Before(s.now) {
			return
		}
		if n.Step == 0 && n.Reason != model.ReasonReminder && n.Result == model.MailQueued && !strings.HasPrefix(n.Recipient, model.WebhookPrefix) {
			s.answers.set(a.ID, s.now.Add(answerAfter))
			s.answerer[a.ID] = n.Recipient
		}
	}
}

// oneByOne is how many of an alert's last mails a rehearsal remembers one by one: it makes ten years of them at once.
const oneByOne = 8

// live tells what became of one finding.
func (s *stage) live(before, after model.Alert) {
	was, is := before.ID != "" && before.State.Open(), after.State.Open()
	switch {
	case is && !was:
		s.tellLife(model.EventBegan, model.ReasonFirst, after, "")
	case was && !is:
		s.tellLife(model.EventEnded, after.Reason, after, "")
	case !is:
	case before.Rule != after.Rule:
		s.tellLife(model.EventChanged, s.worse(after), after, before.Rule)
	case before.Severity != after.Severity, before.Route != after.Route:
		s.tellLife(model.EventChanged, s.worse(after), after, "")
	}
}

// worse is the reason of a change for the worse; no other change has one.
func (s *stage) worse(a model.Alert) model.Reason {
	if a.WorseAt.Equal(s.now) {
		return model.ReasonWorse
	}
	return ""
}

// asFound orders lives as findings are ordered, the gravest first.
func asFound(a, b model.RehearsalEvent) int {
	f, g := a.Finding.Found(), b.Finding.Found()
	return f.Compare(&g)
}

func (s *stage) tellLife(kind model.EventKind, reason model.Reason, a model.Alert, was string) {
	s.events = append(s.events, model.RehearsalEvent{
		At: s.now.UTC(), Kind: kind, Reason: reason,
		Finding: &model.RehearsalFinding{
			Alert: a.ID, Rule: a.Rule, Was: was, Severity: a.Severity, Route: a.Route, Supplier: a.Supplier, Subject: a.Subject,
			Occurrence: a.Occurrence, Message: a.Message, Due: a.Due,
		},
		Alerts: []model.RehearsalItem{{Alert: a.ID, Supplier: a.Supplier, Step: a.Step, Reason: a.Reason}},
	})
}

// kinds are the events of decisions without a mail. Of those that are not among
// them, the life of the finding tells already.
var kinds = map[model.Reason]model.EventKind{
	model.ReasonQuiet: model.EventHeld, model.ReasonCapped: model.EventHeld, model.ReasonSkipped: model.EventSkipped,
	model.ReasonAcked: model.EventAcked, model.ReasonAckExpired: model.EventOther, model.ReasonIgnored: model.EventOther,
}

// publish tells what a pass decided.
func (s *stage) publish(pass Pass) {
	for _, d := range pass.Decisions {
		kind := model.EventMail
		if d.Kind == "" {
			kind = kinds[d.Reason]
		}
		if kind == "" {
			continue
		}
		event := model.RehearsalEvent{At: s.now.UTC(), Kind: kind, Reason: d.Reason, Detail: d.Detail, Alerts: s.items(d)}
		if to := d.To.String(); to != "" {
			event.Mail = &model.RehearsalMail{Kind: d.Kind, To: to, Team: d.To.Team, Subject: s.mails[d.Mail].Subject}
			if kind == model.EventHeld {
				event.Mail.Until = s.heldUntil(to)
			}
		}
		s.events = append(s.events, event)
	}
}

// items are the alerts of a decision; of those in a letter, the ones that are news.
func (s *stage) items(d model.Decision) []model.RehearsalItem {
	items := make([]model.RehearsalItem, 0, len(d.Items))
	for _, x := range d.Items {
		if x.Reason != model.ReasonLetter {
			items = append(items, model.RehearsalItem{Alert: x.Alert, Supplier: s.alerts[x.Alert].Supplier, Step: x.Step, Reason: x.Reason})
		}
	}
	return items
}

// heldUntil is when the first of what is held for a recipient may go.
func (s *stage) heldUntil(to string) time.Time {
	var until time.Time
	for _, q := range s.desk.Queue {
		if q.To.String() == to && q.Held != "" && (until.IsZero() || q.Until.Before(until)) {
			until = q.Until
		}
	}
	return until
}
