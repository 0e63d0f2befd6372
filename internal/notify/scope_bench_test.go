package notify_test

import (
	"fmt"
	"testing"
	"time"

	"supplierwatch/internal/alert"
	"supplierwatch/internal/alertscope"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
)

// BenchmarkStepScope makes a step in which the findings about one supplier may have changed, and one through everything, among several numbers of
// suppliers with two alerts each.
func BenchmarkStepScope(b *testing.B) {
	for _, suppliers := range []int{100, 1_000, 10_000} {
		r, findings, m := many(suppliers)
		facts, state, now := factindex.New(), model.State{}, noon
		for range 3 { // past the first start
			state, _ = m.Step(state, r, findings, facts, now)
			now = now.Add(time.Minute)
		}
		all, index := alert.Everything(findings).Findings, alertscope.New(state, r, now)
		one := map[string]bool{findings[0].Supplier: true}
		b.Run(fmt.Sprintf("one-%d", suppliers), func(b *testing.B) {
			for b.Loop() {
				m.StepScope(state, r, index.Suppliers(all, one), facts, now)
			}
		})
		b.Run(fmt.Sprintf("all-%d", suppliers), func(b *testing.B) {
			for b.Loop() {
				m.Step(state, r, findings, facts, now)
			}
		})
	}
}
