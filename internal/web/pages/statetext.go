package pages

import (
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/model"
)

// stateText returns the state of an alert and what comes next in a sentence. The next recipient is empty where it is not known.
func stateText(a apidoc.StatusAlert, next string, clock func(time.Time) string) string {
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
		if next != "" {
			next = " to " + next
		}
		return "Not acknowledged. Next mail " + clock(*a.NextAt) + next + "."
	}
	return "Over: " + string(a.State) + "."
}

// untilWhen returns a phrase that ends with an instant; empty if there is none.
func untilWhen(phrase string, t *time.Time, clock func(time.Time) string) string {
	if t == nil {
		return ""
	}
	return phrase + clock(*t)
}
