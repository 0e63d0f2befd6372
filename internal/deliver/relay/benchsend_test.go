package relay

import (
	"slices"
	"testing"
	"time"

	"supplierwatch/internal/testkit/faultyserver"
)

// BenchmarkSend hands a thousand mails to one relay in this process: one command after the other, and commands together.
func BenchmarkSend(b *testing.B) {
	for name, setup := range map[string]faultyserver.SMTPSetup{"alone": {}, "together": together} {
		b.Run(name, func(b *testing.B) { benchmarkSend(b, setup) })
	}
}

func benchmarkSend(b *testing.B, setup faultyserver.SMTPSetup) {
	const many = 1_000
	mails := mailsTo(slices.Repeat([]string{"orders@acme-photoresist.example"}, many)...)
	sink := faultyserver.StartSMTP(b, setup)
	s, err := New(testIdentity, []Server{relayAt(b, sink.Addr, nil)}, "watchdog.buyer.example", Patience{Mail: time.Minute, Batch: 10 * time.Minute}, fixedNow)
	if err != nil {
		b.Fatal(err)
	}
	rounds := 0
	for b.Loop() {
		s.Send(b.Context(), mails)
		rounds++
	}
	if got := len(sink.Accepted()); got != rounds*many {
		b.Fatalf("the relay took %d mails of %d", got, rounds*many)
	}
	b.ReportMetric(float64(b.N*many)/b.Elapsed().Seconds(), "mails/s")
	b.ReportMetric(float64(sink.Count(faultyserver.Greeting))/float64(rounds*many), "connections/mail")
}
