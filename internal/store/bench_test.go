package store

import (
	"fmt"
	"testing"

	"supplierwatch/internal/watch"
)

func BenchmarkCommit(b *testing.B) {
	for _, n := range []int{1, 100, 10_000} {
		b.Run(fmt.Sprintf("facts=%d", n), func(b *testing.B) {
			s := mustOpen(b, fileURL(b))
			facts := make([]watch.Fact, n)
			for round := 0; b.Loop(); round++ {
				for i := range facts {
					facts[i] = fact(fmt.Sprintf("%d-%d", round, i), watch.FactProbeOK, noon)
					facts[i].Subject = fmt.Sprint("endpoint/", i)
				}
				if err := s.Commit(b.Context(), watch.Change{Facts: facts}); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.N*n)/b.Elapsed().Seconds(), "facts/s")
		})
	}
}

// BenchmarkStart reads what a start needs where two thousand subjects were probed fifty times each.
func BenchmarkStart(b *testing.B) {
	s := probed(b)
	for b.Loop() {
		if got := len(factsAfter(b, s, 0)); got != 2_000 {
			b.Fatalf("%d facts", got)
		}
	}
}

// BenchmarkCheck examines all of that, as each start and each night does.
func BenchmarkCheck(b *testing.B) {
	s := probed(b)
	for b.Loop() {
		if err := s.Check(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
}

// probed is a store in which two thousand subjects were probed fifty times each.
func probed(b *testing.B) *Store {
	b.Helper()
	s := mustOpen(b, fileURL(b))
	facts := make([]watch.Fact, 2_000)
	for round := range 50 {
		for i := range facts {
			facts[i] = fact(fmt.Sprintf("%d-%d", round, i), watch.FactProbeOK, noon)
			facts[i].Subject = fmt.Sprint("endpoint/", i)
		}
		mustCommit(b, s, watch.Change{Facts: facts})
	}
	return s
}
