package engine

import (
	"cmp"
	"time"

	"supplierwatch/internal/model"
	"supplierwatch/internal/rulebook"
)

// exhaustedAfter is how often the last step of an alert is repeated before that itself is reported.
const exhaustedAfter = 3

// unacknowledgedRule is raised about alerts that nobody acknowledges, and never about itself.
const unacknowledgedRule = rulebook.EscalationUnacknowledged

// escalationExhausted returns what changed about alerts that nobody acknowledges: the
// last step of one was repeated often enough, or one was acknowledged or ended. The
// rules know no alerts; to them this is a fact like any other.
func escalationExhausted(in Input, after model.State) []model.Fact {
	if in.Facts == nil {
		return nil
	}
	known := in.Facts.Unacknowledged()
	var findings map[string]model.Finding
	var changed []model.Fact
	for id, a := range after.Alerts {
		_, recorded := known[model.KindAlert.Subject(id)]
		if recorded || !exhausted(a) {
			continue
		}
		if findings == nil {
			findings = worstByKey(in.Findings)
		}
		f := findings[a.Key]
		changed = append(changed, model.Unacknowledged{
			Alert: id, About: cmp.Or(f.Advice.Headline, a.Message), Policy: policyID(f), Repeats: a.Repeats,
		}.Fact(in.Now))
	}
	for subject := range known {
		if a, kept := after.Alerts[subject.ID]; kept && !exhausted(a) {
			changed = append(changed, model.NewAnswered(a.ID, a.State, in.Now))
		}
	}
	return changed
}

// RetryInterval is how soon another evaluation follows one that recorded facts about alerts.
const RetryInterval = time.Second

// exhausted reports whether everybody was notified of an alert several times, and nobody has acknowledged it.
func exhausted(a model.Alert) bool {
	return a.State == model.StateFiring && a.Repeats >= exhaustedAfter && a.Rule != unacknowledgedRule
}

// policyID returns the id of the escalation policy of a finding; empty for
// notifications for operators.
func policyID(f model.Finding) string {
	if f.Policy == nil || f.Route == model.RouteOperators {
		return ""
	}
	return f.Policy.ID
}
