package alert

import (
	"maps"
	"slices"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/rulebook"
)

// OfVersionBefore reports whether an upgrade carries on an alert.
func OfVersionBefore(a *model.Alert) bool {
	if !a.State.Open() {
		return false
	}
	switch a.Rule {
	case rulebook.ContractNoticeImpossible:
		return a.Group == model.GroupNotice
	case rulebook.EscalationUnacknowledged, rulebook.EscalationUntested:
		return a.Subject.Kind == model.KindPolicy
	}
	return false
}

// noticeUpgrade is the first evaluation after an upgrade, as far as notices of contracts go.
type noticeUpgrade struct{ eval *Evaluation }

// run carries on the alerts that the version before opened as contract-notice-impossible. A migration gave them the key of the notice
// alert about the same end. Nobody is mailed that the deadline was missed: it was before the upgrade, and the same people know the task.
func (u noticeUpgrade) run() {
	e := u.eval
	for _, id := range slices.Sorted(maps.Keys(e.Alerts)) {
		a := e.Alerts[id]
		if !a.State.Open() || a.Rule != rulebook.ContractNoticeImpossible || a.Group != model.GroupNotice {
			continue
		}
		if u.revert(a) {
			continue
		}
		for _, key := range slices.Sorted(maps.Keys(e.Findings)) {
			f := e.Findings[key]
			if f.Supplier == a.Supplier && f.Subject == a.Subject && f.Group == model.GroupNotice && f.NotifyOnce {
				u.carryOn(a, key, f)
			}
		}
	}
}

// revert restores the former key of an alert if its rule still applies, and reports whether it does.
func (u noticeUpgrade) revert(a model.Alert) bool {
	e := u.eval
	f := e.Findings[model.AlertKey(a.Supplier, a.Subject, rulebook.ContractNoticeImpossible, a.Occurrence)]
	if f == nil {
		return false
	}
	a.Group, a.Key = rulebook.ContractNoticeImpossible, f.Key()
	e.Save(a)
	return true
}

// carryOn makes a missed notice an alert that everybody knows of: the alert of the version before, or a new one beside it about another end.
func (u noticeUpgrade) carryOn(a model.Alert, key string, f *model.Finding) {
	e := u.eval
	s := &alertStep{eval: e, f: f, a: a}
	if key != a.Key {
		for _, other := range e.Alerts {
			if other.Key == key && other.State.Open() {
				return
			}
		}
		s.a = model.Alert{
			ID: newID(key, e.Now, e.Alerts), Key: key, Since: e.Now, Supplier: f.Supplier, Subject: f.Subject, Group: f.Group, Occurrence: f.Occurrence,
			State: model.StateFiring, Reason: model.ReasonFirst,
		}
	}
	s.describe()
	s.a.Step, s.a.StepAt, s.a.SummarizedAt = 0, e.Now, e.Now
	if onHold(s.a) {
		s.a.AckSeverity = s.a.Severity
	}
	e.Save(s.a)
}

// isRolledOver reports whether an alert is about an end of a rolling contract after its first one. The version before reminded of each of them.
func isRolledOver(r *model.Registry, a model.Alert) bool {
	s := r.Supplier(a.Supplier)
	if s == nil || a.Group != model.GroupNotice || a.Subject.Kind != model.KindContract {
		return false
	}
	c := s.Contract(a.Subject.ID)
	end, err := civil.ParseDate(a.Occurrence)
	if c == nil || err != nil {
		return false
	}
	agreement := c.Agreement(c.Renewed)
	return agreement.Rolling() && end.After(agreement.EndAfter(0))
}

// policiesUpgrade is the first evaluation after an upgrade, as far as rules go that reported each escalation policy before and now list them all: alerts
// that nobody acknowledges, and policies without a drill.
type policiesUpgrade struct{ eval *Evaluation }

func (u policiesUpgrade) run() {
	u.merge(rulebook.EscalationUnacknowledged, "one alert lists all that nobody acknowledges")
	u.merge(rulebook.EscalationUntested, "one alert lists all policies without a drill")
}

// merge carries on what the version before reported by a rule for each escalation policy: the first of these alerts goes on as the one that lists all, and
// the others end. Nobody is mailed about that.
func (u policiesUpgrade) merge(rule, why string) {
	e := u.eval
	key := model.AlertKey("", model.SubjectWatchdog, rule, "")
	taken := false
	for _, a := range e.Alerts {
		taken = taken || a.Key == key && a.State.Open()
	}
	for _, id := range slices.Sorted(maps.Keys(e.Alerts)) {
		a := e.Alerts[id]
		if !a.State.Open() || a.Rule != rule || a.Subject.Kind != model.KindPolicy {
			continue
		}
		if taken {
			s := &alertStep{eval: e, a: a}
			s.endSilently(why)
			a = s.a
			a.SummarizedAt = e.Now // it is listed under another key: no summary says that it left the registry
		} else {
			a.Subject, a.Key, taken = model.SubjectWatchdog, key, true
		}
		e.Save(a)
	}
}
