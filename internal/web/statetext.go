package web

import (
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/model"
)

// describedAlert is an alert with the words for its state.
type describedAlert struct {
	mailRow
	LinkedMail LinkedMail
}

// Stand adds the words for its state to an alert.
func (v mailView) Stand(row mailRow) describedAlert { return describedAlert{row, v.LinkedMail} }

// Clock writes an instant by the reader's clock.
func (a describedAlert) Clock(t time.Time) string { return a.LinkedMail.Clock(t) }

// Says returns the state of an alert and what comes next in a sentence.
func (a describedAlert) Says() string { return stateText(a.StatusAlert, a.Next, a.Clock) }

// stateText returns the state of an alert and what comes next in a sentence. The next recipient is empty where it is not known.
func stateText(a apidoc.StatusAlert, whom string, clock func(time.Time) string) string {
	switch a.State {
	case model.StatePending:
		return "Not raised yet."
	case model.StateAcknowledged:
		return "Acknowledged by " + *a.AcknowledgedBy + untilWhen(", holds until ", a.NextAt, clock) + "."
	case model.StateSnoozed:
		return "Put off" + untilWhen(" until ", a.SnoozedUntil, clock) + "."
	case model.StateFiring:
		if a.Route == model.RouteWork {
			return "Not acknowledged. Included in the weekly summary."
		}
		if a.NextAt == nil {
			return "Not acknowledged. No further mail is planned."
		}
		if whom != "" {
			whom = " to " + whom
		}
		return "Not acknowledged. Next mail " + clock(*a.NextAt) + whom + "."
	}
	return "Over: " + string(a.State) + "."
}

func untilWhen(word string, t *time.Time, clock func(time.Time) string) string {
	if t == nil {
		return ""
	}
	return word + clock(*t)
}

// describedRecord is what was recorded, in words.
type describedRecord struct {
	Recorded
	Says string
}

// Tell adds a sentence to a record: what was asked for, and what came of it as far as that is known.
func (v mailView) Tell(x Recorded) describedRecord {
	a := v.Alerts[x.Number-1]
	said := map[model.FactKind]string{
		model.FactAck: "acknowledged by " + x.By, model.FactSnooze: "put off by " + x.By, model.FactNotMine: "passed on by " + x.By, model.FactNote: "noted by " + x.By,
	}[x.Kind]
	if len(v.Alerts) > 1 {
		said = "Alert " + number(x.Number) + " " + said
	}
	if x.Applied {
		said += a.outcome(x, v.Clock)
	}
	return describedRecord{x, capital(said) + "."}
}

// outcome is what came of what was recorded.
func (a LinkedAlert) outcome(x Recorded, clock func(time.Time) string) string {
	switch {
	case !a.State.Open():
		return ", and it is over: " + a.ends()
	case x.Kind == model.FactAck && a.State == model.StateAcknowledged:
		return untilWhen("; holds until ", a.NextAt, clock)
	case x.Kind == model.FactSnooze && a.State == model.StateSnoozed:
		return untilWhen("; comes back ", a.SnoozedUntil, clock)
	case x.Kind == model.FactNotMine && a.State == model.StateFiring:
		return "; the next step is told"
	case x.Kind == model.FactNote:
		return "; the mails go on"
	}
	return "; since then it became " + string(a.State)
}
