package notify

import (
	"slices"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/rulebook"
)

// ruleApproaching is the rule whose findings are reminder points rather than states.
const ruleApproaching = rulebook.ContractNoticeApproaching

// reminders plans the reminder points of an alert: those of its contract before the decide-by date, in the owner's days. A point is listed once for each deadline; a deadline that moves has points of its own.
func reminders(r *model.Registry, now time.Time, a model.Alert) civil.ReminderPlan {
	s := r.Supplier(a.Supplier)
	if s == nil {
		return civil.ReminderPlan{}
	}
	ours := r.CalendarOf(s.Owner)
	return civil.RemindersIn(ours, a.Due, offsets(s, a.Subject), ours.Today(now), func(deadline civil.Date, offset civil.Period) bool {
		return slices.ContainsFunc(a.Points, func(x model.Point) bool { return x.Deadline == deadline && x.Offset == offset })
	})
}

// offsets are the contract's reminder offsets, else those of the supplier's tier; none for other subjects.
func offsets(s *model.Supplier, subject model.Subject) []civil.Period {
	id, _ := model.KindContract.ID(subject)
	switch c := s.Contract(id); {
	case c == nil:
		return nil
	case c.Remind == nil && s.Tier != nil:
		return s.Tier.Remind
	default:
		return c.Remind
	}
}

// passedPoints returns the listed reminder points once a digest lists the alert: the most urgent point that passed is added. It supersedes
// those before.
func passedPoints(r *model.Registry, now time.Time, a model.Alert) []model.Point {
	if a.Rule != ruleApproaching {
		return a.Points
	}
	plan := reminders(r, now, a)
	if !plan.Due {
		return a.Points
	}
	return append(slices.Clip(a.Points), model.Point{Deadline: a.Due, Offset: plan.Send, At: now})
}
