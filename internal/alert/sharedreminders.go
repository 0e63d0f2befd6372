package alert

import (
	"slices"

	"supplierwatch/internal/escalation"
	"supplierwatch/internal/model"
)

// sharedReminders is what an evaluation does so that reminders share mails.
type sharedReminders struct{ eval *Evaluation }

// run lets the reminders of a team's alerts share a mail: a reminder takes along those that are due next at the longest interval,
// once half of it has passed. From then on they are due together.
func (r sharedReminders) run() {
	e := r.eval
	teams := map[string]bool{}
	for id, notices := range e.Notices {
		if a := e.Alerts[id]; !a.OverrideQuietHours && slices.ContainsFunc(notices, r.begins) {
			teams[a.Team] = true
		}
	}
	if len(teams) == 0 {
		return
	}
	for _, id := range r.of(teams) {
		a := e.Alerts[id]
		if f := e.Findings[a.Key]; f != nil && teams[a.Team] && e.latest[a.Key] == id && r.joins(a, f) {
			s := &alertStep{eval: e, a: a, f: f}
			s.enqueueStep(a.Step, model.ReasonReminder, s.recipientsUpTo(policyOf(f), a.Step))
			s.a.NextAt = e.nextAt(s.a)
			e.Save(s.a)
		}
	}
}

// of returns the ids of all alerts whose reminders teams may get, sorted, once their findings are known.
func (r sharedReminders) of(teams map[string]bool) []string {
	e := r.eval
	if e.SeesAll() {
		return e.InScope()
	}
	var ids []string
	suppliers := map[string]bool{}
	for team := range teams {
		for _, id := range e.scope.Rest.Mailed(team) {
			ids, suppliers[e.Alerts[id].Supplier] = append(ids, id), true
		}
	}
	for id := range e.Written { // what began to fire in this evaluation
		ids = append(ids, id)
	}
	e.know(suppliers)
	slices.Sort(ids)
	return slices.Compact(ids)
}

// begins reports whether a notice of a reminder begins to wait in this evaluation.
func (r sharedReminders) begins(q model.Queued) bool {
	return q.Reason == model.ReasonReminder && !q.Besides && !q.Since.Before(r.eval.Now)
}

// joins reports whether an alert is past half of the longest interval before its next reminder, and nothing about it waits.
func (r sharedReminders) joins(a model.Alert, f *model.Finding) bool {
	e := r.eval
	policy := policyOf(f)
	if a.State != model.StateFiring || !a.Mailed() || f.Pending || f.NotifyOnce || a.Step < 0 || a.Step < lastStep(f, policy) || len(e.Notices[a.ID]) > 0 {
		return false
	}
	due := e.dueAt(a, f)
	if due.IsZero() || due.Before(escalation.LatestReminderAt(a, policy, e.ownerCalendar(f))) {
		return false
	}
	return e.Now.Sub(a.StepAt) >= due.Sub(e.Now)
}
