package oneshot

import (
	"fmt"
	"testing"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/testkit"
)

// BenchmarkSimulate simulates ten years. What a year of one supplier costs stays
// about the same however many there are.
func BenchmarkSimulate(b *testing.B) {
	for _, assume := range []apidoc.Assume{apidoc.AssumeSilent, apidoc.AssumeAnswered} {
		for _, suppliers := range []int{10, 100, 1000} {
			b.Run(fmt.Sprintf("%s-%d", assume, suppliers), func(b *testing.B) { benchSimulate(b, suppliers, assume) })
		}
	}
}

func benchSimulate(b *testing.B, suppliers int, assume apidoc.Assume) {
	s, problems, _ := Simulate(SimulateRequest{Paths: []string{testkit.LargeRegistry(b, suppliers)}, From: civil.NewDate(2026, 11, 23), Until: civil.NewDate(2036, 11, 22), Assume: assume})
	if len(problems) > 0 {
		b.Fatal(problems)
	}
	events, mails := 0, 0
	tell := func(e apidoc.SimulationEvent) error {
		events++
		if e.Kind == apidoc.EventMail {
			mails++
		}
		return nil
	}
	for b.Loop() {
		events, mails = 0, 0
		if err := s.Run(b.Context(), tell); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(events), "events")
	b.ReportMetric(float64(mails), "mails")
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*suppliers*10), "ns/supplier-year")
}
