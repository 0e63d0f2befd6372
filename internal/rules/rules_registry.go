package rules

import (
	"slices"
	"time"

	"supplierwatch/internal/calendargap"
	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
	"supplierwatch/internal/registryfinding"
)

func init() {
	register(subject{
		globalChange: calendarChange,
		global: map[string]func(*obligations.Context) []model.Finding{
			ruleCalendar:       withoutHolidays,
			"registry-invalid": registryInvalid,
		},
		changes:  never,
		supplier: map[string]func(*obligations.Supplier) []model.Finding{"key-without-effect": keysWithoutEffect},
	})
}

const ruleCalendar = "calendar-without-holidays"

func withoutHolidays(ec *obligations.Context) []model.Finding {
	ignoring := map[*model.Supplier]bool{}
	for _, e := range ec.Suppliers {
		if obligations.Ignores(e, ruleCalendar) {
			ignoring[e.Entry] = true
		}
	}
	return calendargap.Findings(ec.Registry, func(s *model.Supplier) bool { return ignoring[s] })
}

// calendarChange returns when an exception to the rule may begin or end: the next day, if there is one.
func calendarChange(ec *obligations.Context) time.Time {
	var next time.Time
	for _, e := range ec.Suppliers {
		if slices.ContainsFunc(e.Entry.Ignores, func(x model.Ignore) bool { return x.Rule == ruleCalendar && !x.Until.Before(e.OwnToday) }) {
			t := nextChange{eval: e}
			t.tomorrow()
			next = ec.Sooner(next, t.begins)
		}
	}
	return next
}

func registryInvalid(ec *obligations.Context) []model.Finding {
	if f, s, ok := aboutWatchdog(ec, model.SubjectLoading); ok {
		return one(registryfinding.Unreadable(f, s))
	}
	return nil
}

func keysWithoutEffect(e *obligations.Supplier) []model.Finding {
	var found []model.Finding
	renewals := func(c *model.Contract) []model.Renewed { return obligations.Renewals(e, c) }
	for _, x := range registryfinding.AddKeptUntil(e.Entry, renewals) {
		f, steps := registryfinding.WithoutEffect(about(e, x.Subject, x.Pos, nil), x)
		found = append(found, ask(e, f, "Correct keys without effect", steps...)...)
	}
	return found
}
