package pages

import (
	"slices"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/model"
	"supplierwatch/internal/web/content"
)

// stateText returns the state of an alert and what comes next in a sentence. Ahead may be empty where that is not known.
func stateText(a apidoc.StatusAlert, ahead content.Ahead, clock func(time.Time) string) string {
	switch a.State {
	case model.StatePending:
		return "Not raised yet."
	case model.StateAcknowledged:
		return "Acknowledged by " + *a.AcknowledgedBy + untilWhen(" until ", a.NextAt, clock) + recordedWhen(ahead.Held, clock) + "."
	case model.StateSnoozed:
		by := ""
		if ahead.Held.By != "" {
			by = " by " + ahead.Held.By
		}
		return "Snoozed" + by + untilWhen(" until ", a.SnoozedUntil, clock) + recordedWhen(ahead.Held, clock) + "."
	case model.StateFiring:
		return escalatedBy(ahead.Reactions, clock) + "Not acknowledged. " + nextMail(a, ahead, clock)
	}
	return ended[a.State] + "."
}

// recordedWhen returns when somebody acknowledged or snoozed an alert, as the end of a sentence; empty if that is not known.
func recordedWhen(x content.Reaction, clock func(time.Time) string) string {
	if x.At.IsZero() {
		return ""
	}
	return "; recorded on " + clock(x.At)
}

// escalatedBy returns who escalated an alert where that was the last thing that somebody did about it; empty otherwise.
func escalatedBy(reactions []content.Reaction, clock func(time.Time) string) string {
	for _, x := range slices.Backward(reactions) {
		switch x.Kind {
		case model.FactNotMine:
			return "Escalated by " + x.By + " on " + clock(x.At) + ". "
		case model.FactNote:
			continue
		}
		return ""
	}
	return ""
}

// nextMail returns in a sentence who is mailed next about an alert, and when.
func nextMail(a apidoc.StatusAlert, ahead content.Ahead, clock func(time.Time) string) string {
	switch {
	case a.Route == model.RouteWork:
		return "Included in the weekly summary."
	case a.NextAt == nil:
		return "No further mail is planned."
	case ahead.Next == "":
		return "Next mail on " + clock(*a.NextAt) + "."
	case ahead.Escalates:
		return "Escalates to " + ahead.Next + " on " + clock(*a.NextAt) + "."
	}
	return "Next reminder to " + ahead.Next + " on " + clock(*a.NextAt) + "."
}

// ended has the words for how alerts end.
var ended = map[model.AlertState]string{
	model.StateResolved: "Resolved", model.StateLapsed: "Expired", model.StateWithdrawn: "Removed",
}

// untilWhen returns a phrase that ends with an instant; empty if there is none.
func untilWhen(phrase string, t *time.Time, clock func(time.Time) string) string {
	if t == nil {
		return ""
	}
	return phrase + clock(*t)
}
