package alert

import (
	"slices"
	"strings"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// ruleApproaching is the rule whose findings stand for reminder points rather than for a state of things.
const ruleApproaching = "contract-notice-approaching"

// reminders plans the reminder points of an alert: those of its contract before the day by which to decide, in the supplier's days and the
// owner's business days. A point is said once for a deadline; a deadline that moves has points of its own.
func (p *pass) reminders(a model.Alert) civil.ReminderPlan {
	s := p.registry.Supplier(a.Supplier)
	if s == nil {
		return civil.ReminderPlan{}
	}
	var ours *civil.Calendar
	if s.Owner != nil {
		ours = s.Owner.Calendar
	}
	return civil.RemindersIn(ours, a.Due, offsets(s, a.Subject), s.Calendar.Today(p.now), func(deadline civil.Date, offset civil.Period) bool {
		return slices.ContainsFunc(a.Points, func(x model.Point) bool { return x.Deadline == deadline && x.Offset == offset })
	})
}

// offsets are the contract's reminder offsets, else those of the supplier's tier; none for what is no contract.
func offsets(s *model.Supplier, subject string) []civil.Period {
	id, _ := strings.CutPrefix(subject, "contract/")
	for _, c := range s.Contracts {
		switch {
		case c.ID != id:
		case c.Remind == nil && s.Tier != nil:
			return s.Tier.Remind
		default:
			return c.Remind
		}
	}
	return nil
}

// pointsSaid is what has been said once a letter lists the alert: the most urgent point that was crossed. Those before it are superseded.
func (p *pass) pointsSaid(a model.Alert) []model.Point {
	if a.Rule != ruleApproaching {
		return a.Points
	}
	plan := p.reminders(a)
	if !plan.Due {
		return a.Points
	}
	return append(slices.Clip(a.Points), model.Point{Deadline: a.Due, Offset: plan.Send, At: p.now})
}
