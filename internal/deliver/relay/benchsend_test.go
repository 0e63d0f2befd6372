package relay

import (
	"slices"
	"testing"
	"time"

	"supplierwatch/internal/testkit/faultyserver"
)

// BenchmarkSend hands a thousand mails to one relay in this process.
func BenchmarkSend(b *testing.B) {
	const many = 1_000
	mails := mailsTo(slices.Repeat([]string{"orders@acme-photoresist.example"}, many)...)
	sink := faultyserver.StartSMTP(b, faultyserver.SMTPSetup{})
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
