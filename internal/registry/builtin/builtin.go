// Package builtin has the tiers and escalation policies that every registry has.
package builtin

import (
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// The ids of the built-in tiers and of their policies. One with another id starts from Standard.
const (
	critical  = "critical"
	important = "important"
	Standard  = "standard"
)

// Tiers returns the tiers that every registry has, by id, each with its built-in policy. They are made anew for each caller.
func Tiers() map[string]*model.Tier {
	policies := Policies()
	return map[string]*model.Tier{
		critical: {
			ID: critical, Class: model.ClassCritical, Roles: []model.Role{model.RoleOrders, model.RoleEscalation}, IndependentContacts: 2,
			VerifyEvery: days(120), SessionEvery: months(6), ReviewEvery: months(12), ProbeEvery: clock(10 * time.Minute),
			Remind: reminders(120, 90, 60, 30, 14, 7, 1), Escalation: policies[critical],
		},
		important: {
			ID: important, Class: model.ClassImportant, Roles: []model.Role{model.RoleOrders, model.RoleEscalation}, IndependentContacts: 2,
			VerifyEvery: days(180), SessionEvery: months(12), ReviewEvery: months(12), ProbeEvery: clock(time.Hour),
			Remind: reminders(90, 30, 14, 7), Escalation: policies[important],
		},
		Standard: {
			ID: Standard, Class: model.ClassStandard, Roles: []model.Role{model.RoleOrders}, IndependentContacts: 1,
			VerifyEvery: months(12), ReviewEvery: months(24), ProbeEvery: days(1),
			Remind: reminders(30, 7), Escalation: policies[Standard],
		},
	}
}

// Policies returns the escalation policies that every registry has, by id, made anew for each caller.
func Policies() map[string]*model.Policy {
	responsible, owner := []string{model.NotifyResponsible}, []string{model.NotifyOwner}
	return map[string]*model.Policy{
		critical: {
			ID:         critical,
			Steps:      []model.Step{{Notify: responsible}, {Notify: responsible, After: clock(4 * time.Hour)}, {Notify: owner, After: workdays(1)}},
			Repeat:     workdays(1),
			AckExpires: workdays(3),
			QuietHours: model.Ignored,
		},
		important: {
			ID:         important,
			Steps:      []model.Step{{Notify: responsible}, {Notify: owner, After: workdays(1)}},
			Repeat:     workdays(2),
			AckExpires: workdays(5),
			QuietHours: model.Observe,
		},
		Standard: {
			ID:         Standard,
			Steps:      []model.Step{{Notify: responsible}},
			Repeat:     workdays(5),
			AckExpires: workdays(10),
			QuietHours: model.Observe,
		},
	}
}

func days(n int) civil.Period            { return civil.Period{Days: n} }
func months(n int) civil.Period          { return civil.Period{Months: n} }
func workdays(n int) civil.Period        { return civil.Period{BusinessDays: n} }
func clock(d time.Duration) civil.Period { return civil.Period{Clock: d} }

func reminders(before ...int) []civil.Period {
	all := make([]civil.Period, len(before))
	for i, n := range before {
		all[i] = days(n)
	}
	return all
}
