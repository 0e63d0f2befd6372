package daemon

import (
	"fmt"
	"testing"
	"time"

	"supplierwatch/internal/model"
)

// BenchmarkEvaluation evaluates when nothing is due, as a daemon does every minute, when a probe has had one more result, when one more probe
// has failed, and when a new day has begun.
func BenchmarkEvaluation(b *testing.B) {
	for _, suppliers := range []int{100, 1_000, 10_000} {
		d := benchDaemon(b, suppliers)
		now := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
		d.engine.Clock = func() time.Time { return now }
		evaluate := func(b *testing.B) {
			if _, err := d.engine.Evaluate(b.Context()); err != nil {
				b.Fatal(err)
			}
		}
		probe := func(b *testing.B, kind model.FactKind) {
			s := d.registry.Load().Suppliers[0]
			f := model.Fact{ID: fmt.Sprint(kind, now), Supplier: s.ID, Subject: model.KindDomain.Subject(s.Contacts[0].Domain), Kind: kind, ObservedAt: now, RecordedAt: now}
			if err := d.store.Commit(b.Context(), model.Change{Facts: []model.Fact{f}}); err != nil {
				b.Fatal(err)
			}
		}
		for range 3 { // past the first start
			evaluate(b)
		}
		measure := func(name string, step time.Duration, before func(b *testing.B)) {
			b.Run(fmt.Sprintf("%s-%d", name, suppliers), func(b *testing.B) {
				for b.Loop() {
					now = now.Add(step)
					b.StopTimer()
					before(b)
					b.StartTimer()
					evaluate(b)
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*suppliers), "ns/supplier")
			})
		}
		measure("nothing", time.Second, func(*testing.B) {})
		measure("probed", time.Second, func(b *testing.B) { probe(b, model.FactProbeOK) })
		measure("failed", time.Second, func(b *testing.B) { probe(b, model.FactProbeFailed) })
		measure("newday", 24*time.Hour, func(*testing.B) {})
	}
}
