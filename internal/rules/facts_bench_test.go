package rules_test

import (
	"fmt"
	"testing"

	"supplierwatch/internal/exposure"
	"supplierwatch/internal/model"
	"supplierwatch/internal/rules"
)

// heard is what is told of a contact over the years, again and again.
var heard = []model.FactKind{
	model.FactReleased, model.FactAsked, model.FactAway, model.FactTicket, model.FactDelayed, model.FactReplied, model.FactConfirmed, model.FactSeen,
	model.FactBounced, model.FactChanged,
}

// BenchmarkEvaluateAnswers evaluates a hundred suppliers of whose first contact ten, a hundred and a thousand facts are known. What a fact costs
// must stay about the same.
func BenchmarkEvaluateAnswers(b *testing.B) {
	for _, told := range []int{10, 100, 1_000} {
		w := newWorld(b)
		acme := w.acme
		w.Registry.Suppliers = nil
		for i := range 100 {
			s := *acme
			s.ID = fmt.Sprintf("s%05d", i)
			w.Registry.Suppliers = append(w.Registry.Suppliers, &s)
		}
		now := noon("2026-09-20")
		for n := range told {
			for _, s := range w.Registry.Suppliers {
				at := now.AddDate(0, 0, n-told)
				w.facts.Add(model.Fact{
					Seq: w.facts.Seq() + 1, Supplier: s.ID, Subject: model.KindContact.Subject(s.Contacts[0].ID), Kind: heard[n%len(heard)], ObservedAt: at, RecordedAt: at,
					Data: map[string]string{"address": s.Contacts[0].Email, "until": "2026-10-01"},
				})
			}
		}
		measure := func(name string, work func()) {
			b.Run(fmt.Sprintf("%s/%d", name, told), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					work()
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*told*len(w.Registry.Suppliers)), "ns/fact")
			})
		}
		measure("evaluate", func() { rules.Evaluate(w.Registry, w.facts, now) })
		measure("states", func() { exposure.ContactStates(w.Registry, w.facts, now) })
	}
}
