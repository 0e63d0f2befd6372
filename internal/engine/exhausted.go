package engine

import (
	"cmp"
	"time"

	"supplierwatch/internal/model"
)

// escalationExhausted returns what changed about alerts that nobody acknowledges: the
// last step of one was in vain, or one was acknowledged or ended. One that only got
// worse is still not acknowledged. The rules know no alerts; to them this is a fact
// like any other.
func escalationExhausted(in Input, after model.State) []model.Fact {
	if in.Facts == nil {
		return nil
	}
	known := in.Facts.Unacknowledged()
	if len(known) == 0 && !anyExhausted(after, in.Now) {
		return nil
	}
	findings := worstByKey(in.Findings)
	var changed []model.Fact
	for id, a := range after.Alerts {
		_, recorded := known[model.KindAlert.Subject(id)]
		switch f := findings[a.Key]; {
		case !recorded && exhausted(a, in.Now):
			changed = append(changed, model.Unacknowledged{
				Alert: id, About: cmp.Or(f.Advice.Headline, a.Message), Policy: policyID(f), Repeats: a.Repeats,
			}.Fact(in.Now))
		case recorded && (a.State != model.StateFiring || !a.Mailed() || f.NotifyOnce):
			changed = append(changed, model.NewAnswered(a.ID, a.State, in.Now))
		}
	}
	return changed
}

func anyExhausted(after model.State, now time.Time) bool {
	for _, a := range after.Alerts {
		if exhausted(a, now) {
			return true
		}
	}
	return false
}

// RetryInterval is how soon another evaluation follows one that recorded facts about alerts.
const RetryInterval = time.Second

// exhausted reports whether everybody was notified of an alert several times, and nobody has acknowledged it.
func exhausted(a model.Alert, now time.Time) bool {
	return a.State == model.StateFiring && !a.UnacknowledgedAt.IsZero() && !now.Before(a.UnacknowledgedAt)
}

// policyID returns the id of the escalation policy of a finding; empty for
// notifications for operators.
func policyID(f model.Finding) string {
	if f.Policy == nil || f.Route == model.RouteOperators {
		return ""
	}
	return f.Policy.ID
}
