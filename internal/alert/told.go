package alert

import (
	"fmt"
	"slices"
	"time"

	"supplierwatch/internal/watch"
)

// Keys of the data of facts about alerts.
const (
	dataUntil     = "until"
	dataNote      = "note"
	dataResult    = "result"
	dataMail      = "mail"
	dataMessageID = "message_id"
)

// hear acts on what people and mail servers said about the alert, on each fact once.
func (l *life) hear() {
	for _, f := range l.facts.Of("", "alert/"+l.a.ID) {
		if slices.Contains(l.a.Heard, f.ID) {
			continue
		}
		l.a.Heard = append(slices.Clip(l.a.Heard), f.ID)
		switch f.Kind {
		case watch.FactDelivery:
			l.delivered(f)
		case watch.FactNote:
			l.note(f)
		case watch.FactAck, watch.FactSnooze, watch.FactNotMine:
			l.command(f)
		}
	}
}

// command does what somebody asked for, if the alert is one that people can do something about.
func (l *life) command(f watch.Fact) {
	if l.a.State != watch.StateFiring && !held(l.a) {
		l.ignore(f, "the alert is "+string(l.a.State))
		return
	}
	switch f.Kind {
	case watch.FactAck:
		l.hold(f, watch.StateAcknowledged, watch.ReasonAcked)
		l.a.AcknowledgedBy, l.a.AcknowledgedAt = f.Actor, f.ObservedAt.UTC()
	case watch.FactSnooze:
		l.snooze(f)
	case watch.FactNotMine:
		l.letGo()
		l.a.State, l.a.Reason, l.notMine = watch.StateFiring, watch.ReasonNotMine, true
		l.decide(watch.ReasonNotMine, "by "+f.Actor, l.item(l.a.Step, watch.ReasonNotMine))
	}
	l.note(f)
}

func (l *life) snooze(f watch.Fact) {
	until, err := time.Parse(time.RFC3339, f.Data[dataUntil])
	switch {
	case err != nil:
		l.ignore(f, fmt.Sprintf("until when is not said: %q", f.Data[dataUntil]))
		return
	case !until.After(l.now):
		l.ignore(f, "its time is over already")
		return
	}
	if most := f.ObservedAt.Add(longestSnooze); until.After(most) {
		until = most
	}
	l.hold(f, watch.StateSnoozed, watch.ReasonSnoozed)
	l.a.SnoozedUntil = until.UTC()
}

// hold stops the steps for what somebody said, at the severity that the alert has now.
func (l *life) hold(f watch.Fact, state watch.AlertState, reason watch.Reason) {
	l.drop(l.a.ID)
	l.letGo()
	l.notMine, l.refused = false, false
	l.a.State, l.a.Reason = state, reason
	l.a.AckSeverity, l.a.HeldSince, l.a.NextAt = l.a.Severity, f.ObservedAt.UTC(), time.Time{}
	l.decide(reason, "by "+f.Actor, l.item(l.a.Step, reason))
}

func (l *life) ignore(f watch.Fact, why string) {
	l.decide(watch.ReasonIgnored, fmt.Sprintf("%s by %s: %s", f.Kind, f.Actor, why), l.item(l.a.Step, watch.ReasonIgnored))
}

// note keeps what somebody wrote beside a command.
func (l *life) note(f watch.Fact) {
	if text := f.Data[dataNote]; text != "" {
		l.a.Notes = append(slices.Clip(l.a.Notes), f.Actor+": "+text)
	}
}

// delivered books what became of a mail. What came back stays so, even if the server had taken it first.
func (l *life) delivered(f watch.Fact) {
	i := slices.IndexFunc(l.a.Notified, func(n watch.Notification) bool {
		return n.Mail == f.Data[dataMail] && n.Result != watch.MailHeld
	})
	result := watch.MailResult(f.Data[dataResult])
	if i < 0 || cameBack(l.a.Notified[i].Result) || (result != watch.MailAccepted && !cameBack(result)) {
		return
	}
	l.a.Notified = slices.Clone(l.a.Notified)
	n := &l.a.Notified[i]
	n.Result, n.MessageID = result, f.Data[dataMessageID]
	if !cameBack(result) {
		return
	}
	l.decide(watch.ReasonRefused, fmt.Sprintf("%s: %s: %s", n.Recipient, result, f.Evidence), l.item(n.Step, watch.ReasonRefused))
	l.refused = l.a.State == watch.StateFiring && l.nobodyReached()
}

func cameBack(r watch.MailResult) bool { return r == watch.MailRefused || r == watch.MailBounced }

// nobodyReached reports whether all mails of the current step came back and none is still to go out. Once the operators were told
// instead, there is nobody further to tell.
func (l *life) nobodyReached() bool {
	if l.a.Step < 0 || len(l.queue[l.a.ID]) > 0 {
		return false
	}
	any := false
	for _, n := range l.a.Notified {
		if n.Step != l.a.Step || n.At.Before(l.a.StepAt) || ending(n.Reason) || n.Result == watch.MailHeld {
			continue
		}
		if !cameBack(n.Result) || n.Reason == watch.ReasonRefused {
			return false
		}
		any = true
	}
	return any
}
