package rules_test

import (
	"fmt"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/rules"
)

// exampleRegistry has one supplier, whose contract ends in 2027 and renews by itself.
func exampleRegistry() *model.Registry {
	tier := &model.Tier{ID: "critical", Class: model.ClassCritical, Remind: []civil.Period{{Days: 60}}}
	notice := civil.Period{Months: 3}
	return &model.Registry{
		Tiers: map[string]*model.Tier{"critical": tier},
		Suppliers: []*model.Supplier{{
			ID: "acme", Name: "ACME", Tier: tier, Fallback: "distributor Elbe Chemie",
			Owner: &model.Team{ID: "purchasing", Members: []string{"ann@buyer.example", "bob@buyer.example"}},
			Contracts: []*model.Contract{{
				ID: "supply", Title: "Supply agreement", Ends: civil.NewDate(2027, time.March, 31),
				Renewal: model.RenewalAutomatic, RenewalTerm: civil.Period{Months: 12}, Notice: &notice,
			}},
		}},
	}
}

func ExampleEvaluate() {
	// Without facts, rules that need facts are left out.
	for _, now := range []time.Time{
		time.Date(2026, 12, 7, 9, 0, 0, 0, time.UTC),
		time.Date(2027, 1, 7, 9, 0, 0, 0, time.UTC),
	} {
		for _, f := range rules.Evaluate(exampleRegistry(), nil, now) {
			fmt.Println(now.Format(time.DateOnly), f.Severity, f.Rule, f.Subject, f.Due)
		}
	}
	// Output:
	// 2026-12-07 warning contract-notice-approaching contract/supply 2026-12-31
	// 2027-01-07 critical contract-notice-missed contract/supply 2026-12-31
}

func ExampleDeadlines() {
	now := time.Date(2026, 12, 7, 9, 0, 0, 0, time.UTC)
	for _, d := range rules.Deadlines(exampleRegistry(), nil, now) {
		fmt.Println(d.Subject, d.Kind, d.State, d.Due, *d.DaysLeft)
	}
	// Output:
	// contract/supply contract-notice open 2026-12-31 24
}

func ExampleIncremental_Supplier() {
	r := exampleRegistry()
	evaluation := rules.NewIncremental(r, nil)
	now := time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)
	for range 4 {
		findings, next := evaluation.Supplier(r.Suppliers[0], now)
		fmt.Println(now.Format(time.DateOnly), "findings:", len(findings), "until", next.Format(time.DateOnly))
		now = next
	}
	// Output:
	// 2026-06-01 findings: 0 until 2026-11-01
	// 2026-11-01 findings: 1 until 2026-12-01
	// 2026-12-01 findings: 1 until 2026-12-31
	// 2026-12-31 findings: 1 until 2027-01-01
}
