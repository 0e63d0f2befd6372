package action

import (
	"fmt"
	"slices"
	"strings"

	"supplierwatch/internal/alert"
	"supplierwatch/internal/compose"
	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
	"supplierwatch/internal/record"
	"supplierwatch/internal/replycmd"
)

// Outcome is what became of a request.
type Outcome struct {
	Request  Request
	Alert    model.Alert // as the request found it; once evaluated, as the evaluation left it
	Fact     model.Fact  // that was recorded
	Repeated bool        // it was carried out before under the same id; nothing new is recorded
	More     []string    // what is left to do, in lines
	Wrote    bool        // into the files of the registry, which must be read again

	evaluated bool
	contact   *model.Contact // that the fact is about; nil: none
	effect    record.Effect  // of the fact on its subject; empty: not known
	message   string         // of the current finding; empty: the problem is gone
	next      string         // who is notified next if nobody acts; empty: nobody
	notified  []string       // of a handover: the teams that are notified next
}

// Evaluated returns the outcome as an evaluation left it that has acted on its fact.
func (o Outcome) Evaluated(v compose.View) Outcome {
	o.evaluated = true
	if a, kept := v.State.Alerts[o.Alert.ID]; kept {
		o.Alert = a
	}
	o.message, o.next = v.Findings[o.Alert.Key].Message, compose.Next(v, o.Alert)
	if o.Request.Verb == replycmd.NotMine {
		o.notified = notifiedNext(v, o.Alert, o.Fact)
	}
	return o
}

// IsEvaluated reports whether an evaluation has acted on the outcome's fact.
func (o Outcome) IsEvaluated() bool { return o.evaluated }

// notifiedNext returns those who are notified of an alert that was handed over, by mails of this evaluation or by mails that wait for their hours: those
// whom no step before has notified or, where every one of them was notified, all.
func notifiedNext(v compose.View, a model.Alert, f model.Fact) []string {
	byStep := map[int][]string{}
	add := func(step int, team, recipient string) {
		byStep[step] = append(byStep[step], compose.TeamName(v, team, recipient))
	}
	last := -1
	for _, n := range a.Notified {
		add(n.Step, n.Team, n.Recipient)
		if !n.At.Before(f.RecordedAt) {
			last = max(last, n.Step)
		}
	}
	for _, q := range v.State.Notifications.Queue {
		if q.Alert == a.ID {
			add(q.Step, q.To.Team, q.To.String())
			last = max(last, q.Step)
		}
	}
	var names, all []string
	for _, name := range byStep[last] {
		before := false
		for step, others := range byStep {
			before = before || step < last && slices.Contains(others, name)
		}
		if !before && !slices.Contains(names, name) {
			names = append(names, name)
		}
		if !slices.Contains(all, name) {
			all = append(all, name)
		}
	}
	if len(names) == 0 {
		return all
	}
	return names
}

// Sentence returns what became of the request, with times by a clock that it names.
func (o Outcome) Sentence(clock prose.Clock) string {
	switch o.Request.Verb {
	case replycmd.Ack:
		return o.held("Acknowledged", model.StateAcknowledged, clock)
	case replycmd.Snooze:
		return o.held("Snoozed", model.StateSnoozed, clock)
	case replycmd.NotMine:
		return "Escalated by " + o.Request.By + ". " + o.handedTo() + "."
	case Note:
		return "Saved as a note. " + o.whoHasIt(clock)
	case replycmd.Accept:
		return acceptedText(o.Fact)
	}
	return "Recorded for " + o.Request.By + ": " + fullStop(recordedText(o.Fact, o.contact, o.effect, clock)) + o.settled(clock)
}

// held returns that an alert is acknowledged or snoozed, until when, and by whom.
func (o Outcome) held(done string, state model.AlertState, clock prose.Clock) string {
	by := " Recorded for " + o.Request.By + "."
	a := o.Alert
	switch {
	case !o.evaluated:
		return done + "." + by
	case !a.State.Open():
		return fmt.Sprintf("%s. The alert has ended: %s.", done, endWord(a.State)) + by
	case a.State == model.StateFiring:
		return done + ", but that time has passed: the alert is open again." + by
	case a.State != state || state == model.StateAcknowledged && a.AcknowledgedBy != o.Request.By:
		return done + "; now it is " + State(a, clock, o.next) + "." + by
	case a.HeldUntil.IsZero() && !a.RequestedUntil.IsZero():
		return fmt.Sprintf("%s. This alert is mailed only once: nothing is sent on %s, when you wanted it back.", done, clock.Instant(a.RequestedUntil)) + by
	case a.HeldUntil.IsZero():
		return done + ". No further email is sent about this alert." + by
	case a.HeldUntil.Before(a.RequestedUntil):
		return fmt.Sprintf("%s until %s and no longer, because a deadline comes on that day. It reopens then unless it is resolved.",
			done, clock.Instant(a.HeldUntil)) + by
	}
	return fmt.Sprintf("%s until %s. It reopens then unless it is resolved.", done, clock.Instant(a.HeldUntil)) + by
}

// handedTo returns who is notified of an alert that was handed over.
func (o Outcome) handedTo() string {
	if len(o.notified) > 0 {
		return "Notified next, at once or when their hours begin: " + strings.Join(o.notified, ", ")
	}
	return "The next step is due now"
}

// whoHasIt returns whether the alert of a note is acknowledged, and how to acknowledge it.
func (o Outcome) whoHasIt(clock prose.Clock) string {
	switch o.Alert.State {
	case model.StateFiring, model.StatePending:
		return "The alert is still open and not acknowledged."
	case model.StateSnoozed:
		return fmt.Sprintf("The alert is snoozed until %s and not acknowledged.", clock.Instant(o.Alert.HeldUntil))
	case model.StateAcknowledged:
		until := ""
		if !o.Alert.HeldUntil.IsZero() {
			until = " until " + clock.Instant(o.Alert.HeldUntil)
		}
		return "The alert stays acknowledged by " + o.Alert.AcknowledgedBy + until + "."
	case model.StateResolved, model.StateLapsed, model.StateWithdrawn:
	}
	return "The alert has ended: " + endWord(o.Alert.State) + "."
}

// settled returns what became of the alert by what was recorded, as a further sentence.
func (o Outcome) settled(clock prose.Clock) string {
	switch {
	case !o.evaluated:
		return ""
	case !o.Alert.State.Open() && o.Alert.EndedAt.Before(o.Fact.RecordedAt):
		return fmt.Sprintf(" The alert had ended before (%s).", endWord(o.Alert.State))
	case o.Alert.State == model.StateResolved:
		return " The alert is resolved."
	case !o.Alert.State.Open():
		return fmt.Sprintf(" The alert has ended (%s).", endWord(o.Alert.State))
	case o.message == "":
		return " The alert ends as soon as a further evaluation confirms it."
	case o.Request.Verb == replycmd.NoAnswer || o.Request.Verb == replycmd.WrongNumber:
		return " The alert is still open: " + State(o.Alert, clock, o.next) + "."
	}
	return fmt.Sprintf(" The alert is still open (%s): %s", State(o.Alert, clock, o.next), fullStop(o.message))
}

// endWord returns how an alert ended, in a word.
func endWord(state model.AlertState) string {
	switch state {
	case model.StateLapsed:
		return "expired"
	case model.StateWithdrawn:
		return "removed"
	}
	return string(state)
}

// State returns in what state an alert is, and what comes next: who is named by next, if that is known.
func State(a model.Alert, clock prose.Clock, next string) string {
	switch {
	case !a.State.Open():
		return fmt.Sprintf("over, %s", endWord(a.State))
	case a.State == model.StateAcknowledged && a.HeldUntil.IsZero():
		return "acknowledged by " + a.AcknowledgedBy
	case a.State == model.StateAcknowledged:
		return fmt.Sprintf("acknowledged by %s until %s", a.AcknowledgedBy, clock.When(a.HeldUntil))
	case a.State == model.StateSnoozed:
		return "snoozed until " + clock.When(a.HeldUntil)
	case a.NextAt.IsZero() && !alert.CanHandOver(a, false):
		return "it is listed again in the weekly summary"
	case a.NextAt.IsZero():
		return "no further step is due"
	case next != "":
		return "next step " + clock.When(a.NextAt) + ", " + next
	}
	return "next step " + clock.When(a.NextAt)
}

func fullStop(s string) string {
	if strings.HasSuffix(s, ".") {
		return s
	}
	return s + "."
}
