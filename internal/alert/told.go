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

// mostNotes is how many of the notes on an alert go with it; the facts have them all.
const mostNotes = 50

// hear acts on what people and mail servers said about the alert, on each fact once. Facts are numbered as they are recorded, so that one
// number remembers all that were heard.
func (l *life) hear() {
	all := l.facts.Of("", "alert/"+l.a.ID)
	news := len(all)
	for news > 0 && all[news-1].Seq > l.a.LastFactSeq {
		news--
	}
	for _, f := range all[news:] {
		l.a.LastFactSeq = f.Seq
		if slices.Contains(l.a.ProcessedFacts, f.ID) {
			continue
		}
		switch f.Kind {
		case model.FactDelivery:
			l.delivered(f)
		case model.FactNote:
			l.note(f)
		case model.FactAck, model.FactSnooze, model.FactNotMine:
			l.command(f)
		}
	}
	if l.a.LastFactSeq > 0 {
		l.a.ProcessedFacts = nil
	}
}

// command does what somebody asked for, if the alert is one that people can do something about.
func (l *life) command(f model.Fact) {
	if l.a.State != model.StateFiring && !held(l.a) {
		l.ignore(f, "the alert is "+string(l.a.State))
		return
	}
	switch f.Kind {
	case model.FactAck:
		l.hold(f, model.StateAcknowledged, model.ReasonAcked)
		l.a.AcknowledgedBy, l.a.AcknowledgedAt = f.Actor, f.ObservedAt.UTC()
	case model.FactSnooze:
		l.snooze(f)
	case model.FactNotMine:
		l.letGo()
		l.a.State, l.a.Reason, l.notMine = model.StateFiring, model.ReasonNotMine, true
		l.decide(model.ReasonNotMine, "by "+f.Actor, l.item(l.a.Step, model.ReasonNotMine))
	}
	l.note(f)
}

func (l *life) snooze(f model.Fact) {
	until, err := time.Parse(time.RFC3339, f.Data[dataUntil])
	switch {
	case err != nil:
		l.ignore(f, fmt.Sprintf("until when is not said: %q", f.Data[dataUntil]))
		return
	case !until.After(l.now):
		l.ignore(f, "its time is over already")
		return
	}
	l.hold(f, model.StateSnoozed, model.ReasonSnoozed)
	l.a.SnoozedUntil = atMost(until, f.ObservedAt)
}

// hold stops the steps for what somebody said, at the severity that the alert has now. A mail that is sent only once and still waits,
// for working hours or a limit, is not stopped: whoever holds the alert has answered an earlier mail and does not know what this one says.
func (l *life) hold(f model.Fact, state model.AlertState, reason model.Reason) {
	if l.f == nil || !l.f.NotifyOnce {
		l.drop(l.a.ID)
	}
	l.letGo()
	l.notMine, l.refused = false, false
	l.a.State, l.a.Reason = state, reason
	l.a.AckSeverity, l.a.HeldSince, l.a.NextAt = l.a.Severity, f.ObservedAt.UTC(), time.Time{}
	l.decide(reason, "by "+f.Actor, l.item(l.a.Step, reason))
}

func (l *life) ignore(f model.Fact, why string) {
	l.decide(model.ReasonIgnored, fmt.Sprintf("%s by %s: %s", f.Kind, f.Actor, why), l.item(l.a.Step, model.ReasonIgnored))
}

// note keeps what somebody wrote beside a command.
func (l *life) note(f model.Fact) {
	if text := f.Data[dataNote]; text != "" {
		l.a.Notes = append(slices.Clip(l.a.Notes), f.Actor+": "+text)
		l.a.Notes = l.a.Notes[max(0, len(l.a.Notes)-mostNotes):]
	}
}

// delivered books what became of a mail. What came back stays so, even if the server had taken it first. A mail that still waited when a
// later one told the same is held for good.
func (l *life) delivered(f model.Fact) {
	i := slices.IndexFunc(l.a.Notified, func(n model.Notification) bool {
		return n.Mail == f.Data[dataMail] && n.Result != model.MailHeld
	})
	result := model.MailResult(f.Data[dataResult])
	if i < 0 || cameBack(l.a.Notified[i].Result) {
		return
	}
	l.a.Notified = slices.Clone(l.a.Notified)
	n := &l.a.Notified[i]
	n.Twice = n.Twice || f.Data[model.DataTwice] != ""
	switch {
	case result == model.MailHeld && n.Result == model.MailQueued:
		n.Result = result // a later mail tells it
		return
	case result != model.MailAccepted && !cameBack(result):
		return
	}
	n.Result, n.MessageID = result, f.Data[dataMessageID]
	if cameBack(result) {
		l.decide(model.ReasonRefused, fmt.Sprintf("%s: %s: %s", n.Recipient, result, f.Evidence), l.item(n.Step, model.ReasonRefused))
	}
}

func cameBack(r model.MailResult) bool { return r == model.MailRefused || r == model.MailBounced }

// nobodyReached reports whether the mails to all whom the current step names itself came back, and none to them is still to go out: that
// those of the steps before got it again is no news. Once the operators were told instead, there is nobody further to tell.
func (l *life) nobodyReached(policy *model.Policy) bool {
	if l.a.Step < 0 {
		return false
	}
	own := map[string]bool{}
	for _, r := range l.notified(policy, l.a.Step) {
		own[r.String()] = true
	}
	if slices.ContainsFunc(l.queue[l.a.ID], func(q model.Queued) bool {
		return q.Reason == model.ReasonRefused || begins(q, l.a) || own[q.To.String()]
	}) {
		return false
	}
	mails := l.mailsOfStep()
	if slices.ContainsFunc(mails, func(n model.Notification) bool { return own[n.Recipient] }) {
		mails = slices.DeleteFunc(mails, func(n model.Notification) bool { return !own[n.Recipient] && n.Reason != model.ReasonRefused })
	}
	return len(mails) > 0 && !slices.ContainsFunc(mails, func(n model.Notification) bool {
		return !cameBack(n.Result) || n.Reason == model.ReasonRefused
	})
}

// mailsOfStep gives the mails of the current step since it was last told, and what the operators were told of it instead.
func (l *life) mailsOfStep() (mails []model.Notification) {
	for _, n := range l.a.Notified {
		if n.Step == l.a.Step && !n.At.Before(l.a.StepAt) && !ending(n.Reason) && n.Result != model.MailHeld && !n.Listener {
			mails = append(mails, n)
		}
	}
	return mails
}
