package rules

import (
	"slices"
	"time"

	"supplierwatch/internal/calendargap"
	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
)

func init() {
	register(subject{
		globalChange: calendarChange,
		global: map[string]func(*obligations.Context) []model.Finding{
			ruleCalendar:       withoutHolidays,
			"registry-invalid": registryInvalid,
		},
	})
}

const ruleCalendar = "calendar-without-holidays"

func withoutHolidays(ec *obligations.Context) []model.Finding {
	ignoring := map[*model.Supplier]bool{}
	for _, e := range ec.Suppliers {
		ignoring[e.Entry] = obligations.Ignores(e, ruleCalendar)
	}
	return calendargap.Findings(ec.Registry, func(s *model.Supplier) bool { return ignoring[s] })
}

// calendarChange returns when an exception to the rule may begin or end: the next day, if there is one.
func calendarChange(ec *obligations.Context) time.Time {
	var next time.Time
	for _, e := range ec.Suppliers {
		if slices.ContainsFunc(e.Entry.Ignores, func(x model.Ignore) bool { return x.Rule == ruleCalendar && !x.Until.Before(e.Today) }) {
			t := nextChange{eval: e}
			t.tomorrow()
			if at := t.begins; next.IsZero() || at.Before(next) {
				next = at
			}
		}
	}
	return next
}

func registryInvalid(ec *obligations.Context) []model.Finding {
	f, s, ok := aboutWatchdog(ec, model.SubjectLoading)
	if !ok {
		return nil
	}
	f.Message = "The registry cannot be read since " + s.First.ObservedAt.UTC().Format("2006-01-02 15:04 UTC") + "; the last good one stays in force."
	f.Advice.Headline = "Mend the registry: the last edit is not in force"
	f.Advice.Lead = lead("Mend the registry", f.Message)
	f.Advice.Do = []string{"Run check on the registry.", "Correct what it names, and reload."}
	return one(f)
}
