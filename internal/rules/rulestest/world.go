// Package rulestest provides a registry for the tests of rules and of what is
// derived from them: one critical supplier with everything in order, about which no
// rule has a finding on the quiet day.
package rulestest

import (
	"testing"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
)

// Quiet is a day on which nothing is due.
const Quiet = "2026-06-10"

// World is a registry with its facts.
type World struct {
	Registry *model.Registry
	Acme     *model.Supplier
	Owner    *model.Team
	Facts    *factindex.Index
}

// New returns a registry about which no rule has a finding on the quiet day.
func New(t testing.TB) *World {
	t.Helper()
	owner := Team("purchasing")
	leads, ops := Team("leads"), Team("operations")
	r := &model.Registry{
		Currency: "EUR", Teams: map[string]*model.Team{"purchasing": owner, "leads": leads, "operations": ops},
		Tiers:    map[string]*model.Tier{},
		Policies: map[string]*model.Policy{},
		Limits: model.Limits{
			Failures: 3, Over: civil.Period{Clock: 30 * time.Minute},
			Thresholds: map[string]model.Threshold{"escalation-untested": {Period: Months(1200)}},
		},
		First: model.Position{File: "registry.yaml", Line: 1, Column: 1},
	}
	for class, id := range []string{"critical", "important", "standard"} {
		r.Policies[id] = &model.Policy{ID: id}
		r.Tiers[id] = Tier(id, model.TierClass(class), r.Policies[id])
	}
	acme := Supplier("acme", "ACME Photoresist GmbH", r.Tiers["critical"], owner)
	r.Suppliers = []*model.Supplier{acme}
	return &World{Registry: r, Acme: acme, Owner: owner, Facts: Drilled(r)}
}

// Drilled returns the facts that every escalation policy has been tested, and no others.
func Drilled(r *model.Registry) *factindex.Index {
	facts := factindex.New()
	for id := range r.Policies {
		facts.Add(model.Fact{Subject: model.KindPolicy.Subject(id), Kind: model.FactDrilled, ObservedAt: Noon("2025-01-01"), RecordedAt: Noon("2025-01-01")})
	}
	return facts
}

// Record adds what somebody recorded about a subject of the supplier on a day.
func Record(facts *factindex.Index, kind model.FactKind, subject, day string, data map[string]string) {
	facts.Add(model.Fact{
		Seq: facts.Seq() + 1, Supplier: "acme", Subject: model.ParseSubject(subject), Kind: kind, ObservedAt: Noon(day), RecordedAt: Noon(day), Data: data,
	})
}
