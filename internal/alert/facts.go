package alert

import (
	"fmt"
	"slices"
	"time"

	"supplierwatch/internal/model"
)

// Keys of the data of facts about alerts.
const (
	dataUntil     = "until"
	dataNote      = "note"
	dataResult    = "result"
	dataMail      = "mail"
	dataMessageID = "message_id"
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
		case model.FactNote:
			s.addNote(f)
		case model.FactAck, model.FactSnooze, model.FactNotMine:
			s.applyCommand(f)
		}
	}
	if s.a.LastFactSeq > 0 {
		s.a.ProcessedFacts = nil
	}
}

// applyCommand applies what somebody asked for, if people can act on the alert.
func (s *alertStep) applyCommand(f model.Fact) {
	if s.a.State != model.StateFiring && !onHold(s.a) {
		s.ignore(f, "the alert is "+string(s.a.State))
		return
	}
	switch f.Kind {
	case model.FactAck:
		s.hold(f, model.StateAcknowledged, model.ReasonAcked)
		s.a.AcknowledgedBy, s.a.AcknowledgedAt = f.Actor, f.ObservedAt.UTC()
	case model.FactSnooze:
		s.snooze(f)
	case model.FactNotMine:
		s.clearHold()
		s.a.State, s.a.Reason, s.notMine = model.StateFiring, model.ReasonNotMine, true
		s.decide(model.ReasonNotMine, "by "+f.Actor)
	}
	s.addNote(f)
}

func (s *alertStep) snooze(f model.Fact) {
	until, err := time.Parse(time.RFC3339, f.Data[dataUntil])
	switch {
	case err != nil:
		s.ignore(f, fmt.Sprintf("until when is not said: %q", f.Data[dataUntil]))
		return
	case !until.After(s.eval.Now):
		s.ignore(f, "its time is over already")
		return
	}
	s.hold(f, model.StateSnoozed, model.ReasonSnoozed)
	s.a.SnoozedUntil = notAfterLongestSnooze(until, f.ObservedAt)
}

// hold acknowledges or snoozes the alert at its present severity, and stops the steps. A single notification that still waits, for working
// hours or a limit, is sent all the same: whoever answered has answered an earlier mail and does not know this one.
func (s *alertStep) hold(f model.Fact, state model.AlertState, reason model.Reason) {
	if s.f == nil || !s.f.NotifyOnce {
		s.eval.drop(s.a.ID)
	}
	s.clearHold()
	s.notMine, s.refused = false, false
	s.a.State, s.a.Reason = state, reason
	s.a.AckSeverity, s.a.HeldSince, s.a.NextAt = s.a.Severity, f.ObservedAt.UTC(), time.Time{}
	s.decide(reason, "by "+f.Actor)
}

func (s *alertStep) ignore(f model.Fact, why string) {
	s.eval.decide(model.ReasonIgnored, fmt.Sprintf("%s by %s: %s", f.Kind, f.Actor, why), s.item(s.a.Step, model.ReasonIgnored))
}

// addNote keeps what somebody wrote beside a command.
func (s *alertStep) addNote(f model.Fact) {
	if text := f.Data[dataNote]; text != "" {
		s.a.Notes = append(slices.Clip(s.a.Notes), f.Actor+": "+text)
		s.a.Notes = s.a.Notes[max(0, len(s.a.Notes)-mostNotes):]
	}
}

// applyDelivery records the result of a mail. A mail that was returned stays returned, even if the server had accepted it first. A mail
// that still waited when a later one told the same is held for good.
func (s *alertStep) applyDelivery(f model.Fact) {
	i := slices.IndexFunc(s.a.Notified, func(n model.Notification) bool {
		return n.Mail == f.Data[dataMail] && n.Result != model.MailHeld
	})
	result := model.MailResult(f.Data[dataResult])
	if i < 0 || undelivered(s.a.Notified[i].Result) {
		return
	}
	s.a.Notified = slices.Clone(s.a.Notified)
	n := &s.a.Notified[i]
	n.Twice = n.Twice || f.Data[model.DataTwice] != ""
	switch {
	case result == model.MailHeld && n.Result == model.MailQueued:
		n.Result = result // a later mail replaces it
		return
	case result != model.MailAccepted && !undelivered(result):
		return
	}
	n.Result, n.MessageID = result, f.Data[dataMessageID]
	if undelivered(result) {
		s.eval.decide(model.ReasonRefused, fmt.Sprintf("%s: %s: %s", n.Recipient, result, f.Evidence), s.item(n.Step, model.ReasonRefused))
	}
}
