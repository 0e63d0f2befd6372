package alert

import (
	"fmt"
	"slices"
	"time"

	"supplierwatch/internal/model"
)

// mostNotes is how many of the notes on an alert are stored with it; the facts hold them all.
const mostNotes = 50

// applyFacts applies what people and mail servers said about the alert, each fact once. Facts are numbered as they are recorded, so that
// one number remembers all that were applied.
func (s *alertStep) applyFacts() {
	all := s.eval.facts.Of("", model.KindAlert.Subject(s.a.ID))
	first := len(all)
	for first > 0 && all[first-1].Seq > s.a.LastFactSeq {
		first--
	}
	for _, f := range all[first:] {
		s.a.LastFactSeq = f.Seq
		if slices.Contains(s.a.ProcessedFacts, f.ID) {
			continue
		}
		switch f.Kind {
		case model.FactDelivery:
			s.applyDelivery(f)
		case model.FactNote, model.FactAck, model.FactSnooze, model.FactNotMine:
			s.applyAction(f.AlertAction())
		}
	}
	if s.a.LastFactSeq > 0 {
		s.a.ProcessedFacts = nil
	}
}

// applyAction applies what somebody did about the alert, if people can act on it. A note is always kept.
func (s *alertStep) applyAction(action model.AlertAction, err error) {
	switch {
	case action.Kind == model.FactNote:
	case s.a.State != model.StateFiring && !onHold(s.a):
		s.ignore(action, "the alert is "+string(s.a.State))
		return
	case action.Kind == model.FactAck:
		s.acknowledge(action, err)
	case action.Kind == model.FactSnooze:
		s.snooze(action, err)
	case action.Kind == model.FactNotMine:
		s.clearHold()
		s.a.State, s.a.Reason, s.notMine = model.StateFiring, model.ReasonNotMine, true
		s.decide(model.ReasonNotMine, "by "+action.By)
	}
	s.addNote(action)
}

// acknowledge pauses the alert until the end that was asked for, else as long as its policy says.
func (s *alertStep) acknowledge(action model.AlertAction, err error) {
	if err == nil && !action.Until.IsZero() && !action.Until.After(s.eval.Now) {
		s.ignore(action, "its time is over already")
		return
	}
	s.hold(action, model.StateAcknowledged, model.ReasonAcked)
	s.a.AcknowledgedBy, s.a.AcknowledgedAt = action.By, action.At.UTC()
	if err == nil && !action.Until.IsZero() {
		s.a.RequestedUntil = notAfterLongestSnooze(action.Until, action.At)
	}
}

func (s *alertStep) snooze(action model.AlertAction, err error) {
	switch {
	case err != nil:
		s.ignore(action, err.Error())
		return
	case !action.Until.After(s.eval.Now):
		s.ignore(action, "its time is over already")
		return
	}
	s.hold(action, model.StateSnoozed, model.ReasonSnoozed)
	s.a.RequestedUntil = notAfterLongestSnooze(action.Until, action.At)
}

// hold acknowledges or snoozes the alert at its present severity, and stops the steps. A single notification that still waits, for working
// hours or a limit, is sent all the same: whoever answered has answered an earlier mail and does not know this one.
func (s *alertStep) hold(action model.AlertAction, state model.AlertState, reason model.Reason) {
	if s.f == nil || !s.f.NotifyOnce {
		s.eval.drop(s.a.ID)
	}
	s.clearHold()
	s.notMine, s.refused = false, false
	s.a.State, s.a.Reason = state, reason
	s.a.AckSeverity, s.a.HeldSince, s.a.NextAt = s.a.Severity, action.At.UTC(), time.Time{}
	s.decide(reason, "by "+action.By)
}

func (s *alertStep) ignore(action model.AlertAction, why string) {
	s.decide(model.ReasonIgnored, fmt.Sprintf("%s by %s: %s", action.Kind, action.By, why))
}

// addNote keeps what somebody wrote beside a command.
func (s *alertStep) addNote(action model.AlertAction) {
	if action.Note != "" {
		s.a.Notes = append(slices.Clip(s.a.Notes), action.By+": "+action.Note)
		s.a.Notes = s.a.Notes[max(0, len(s.a.Notes)-mostNotes):]
	}
}

// applyDelivery records the result of a mail. A mail that was returned stays returned, even if the server had accepted it first. A mail
// that still waited when a later one reported the same is held for good.
func (s *alertStep) applyDelivery(f model.Fact) {
	delivery := f.Delivery()
	i := slices.IndexFunc(s.a.Notified, func(n model.Notification) bool {
		return n.Mail == delivery.Mail && n.Result != model.MailHeld
	})
	result := delivery.Result
	if i < 0 || undelivered(s.a.Notified[i].Result) {
		return
	}
	s.a.Notified = slices.Clone(s.a.Notified)
	n := &s.a.Notified[i]
	n.Twice = n.Twice || delivery.PossiblyTwice
	switch {
	case result == model.MailHeld && n.Result == model.MailQueued:
		n.Result = result // a later mail replaces it
		return
	case result != model.MailAccepted && !undelivered(result):
		return
	}
	n.Result, n.MessageID = result, delivery.MessageID
	if undelivered(result) {
		s.eval.decide(model.ReasonRefused, fmt.Sprintf("%s: %s: %s", n.Recipient, result, f.Evidence), s.item(n.Step, model.ReasonRefused))
	}
}
