package engine

import (
	"cmp"
	"slices"
	"sync"
	"time"

	"supplierwatch/internal/alert"
	"supplierwatch/internal/model"
	"supplierwatch/internal/notify"
)

// escalationExhausted returns what changed about alerts that nobody acknowledges: the
// last step of one was in vain, or one was acknowledged or ended. One that only got
// worse is still not acknowledged. The rules know no alerts; to them this is a fact
// like any other.
func escalationExhausted(in Input, scope *alert.Scope, result notify.Result) []model.Fact {
	if in.Facts == nil {
		return nil
	}
	var changed []model.Fact
	worst := sync.OnceValue(func() map[string]*model.Finding { return worstOf(scope.Findings) })
	for _, id := range result.Seen {
		a := result.State.Alerts[id]
		recorded := in.Facts.IsUnacknowledged(model.KindAlert.Subject(id))
		if !recorded && !exhausted(a, in.Now) {
			continue
		}
		f := worst()[a.Key]
		if f == nil {
			f = &model.Finding{}
		}
		switch {
		case !recorded:
			changed = append(changed, model.Unacknowledged{
				Alert: id, About: cmp.Or(f.Advice.Headline, a.Message), Policy: policyID(f), Repeats: a.Repeats,
			}.Fact(in.Now))
		case a.State != model.StateFiring || !a.Mailed() || f.NotifyOnce:
			changed = append(changed, model.NewAnswered(a.ID, a.State, in.Now))
		}
	}
	slices.SortFunc(changed, func(a, b model.Fact) int { return cmp.Compare(a.Subject.ID, b.Subject.ID) })
	return changed
}

// worstOf maps each alert key to the first of its findings.
func worstOf(findings []*model.Finding) map[string]*model.Finding {
	byKey := map[string]*model.Finding{}
	for _, f := range findings {
		if key := f.Key(); byKey[key] == nil {
			byKey[key] = f
		}
	}
	return byKey
}

// RetryInterval is how soon another evaluation follows one that recorded facts about alerts.
const RetryInterval = time.Second

// exhausted reports whether everybody was notified of an alert several times, and nobody has acknowledged it.
func exhausted(a model.Alert, now time.Time) bool {
	return a.State == model.StateFiring && !a.UnacknowledgedAt.IsZero() && !now.Before(a.UnacknowledgedAt)
}

// policyID returns the id of the escalation policy of a finding; empty for
// notifications for operators.
func policyID(f *model.Finding) string {
	if f.Policy == nil || f.Route == model.RouteOperators {
		return ""
	}
	return f.Policy.ID
}
