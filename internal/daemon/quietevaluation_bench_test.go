package daemon

import (
	"fmt"
	"testing"
	"time"

	"supplierwatch/internal/engine"
	"supplierwatch/internal/factindex"
)

// BenchmarkEvaluation evaluates when nothing is due, as a daemon does every minute, and measures which share of them goes into the question
// whom of the suppliers to write to.
func BenchmarkEvaluation(b *testing.B) {
	for _, suppliers := range []int{100, 1_000, 10_000} {
		b.Run(fmt.Sprint(suppliers), func(b *testing.B) {
			d := benchDaemon(b, suppliers)
			d.clock = func() time.Time { return time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC) }
			d.engine.Clock = d.clock
			var last engine.Evaluation
			d.engine.Publish = func(p engine.Evaluation) { last = p }
			for range 3 { // past the first start
				if _, err := d.engine.Evaluate(b.Context()); err != nil {
					b.Fatal(err)
				}
			}
			for b.Loop() {
				if _, err := d.engine.Evaluate(b.Context()); err != nil {
					b.Fatal(err)
				}
			}
			whole := b.Elapsed()
			var asking time.Duration
			err := d.engine.WithFacts(b.Context(), func(known *factindex.Index) {
				began := time.Now()
				for range b.N {
					if mails, _, err := d.outreach.ExtraMails(last, known); err != nil || len(mails) > 0 {
						b.Error(mails, err)
					}
				}
				asking = time.Since(began)
			})
			if err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(float64(whole.Nanoseconds())/float64(b.N*suppliers), "ns/supplier")
			b.ReportMetric(100*float64(asking)/float64(whole), "%-asking")
		})
	}
}
