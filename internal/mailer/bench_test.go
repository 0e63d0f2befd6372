package mailer

import (
	"fmt"
	"testing"
	"time"

	"supplierwatch/internal/model"
	"supplierwatch/internal/testkit"
)

// BenchmarkAsk writes mails that ask a supplier, in one language and in two.
func BenchmarkAsk(b *testing.B) {
	a := asking(b)
	for name, q := range map[string]model.Request{"one-language": request(b, "de"), "two-languages": beside(b, "fr")} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := a.Ask(q, fixedNow()); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "mails/s")
		})
	}
}

// BenchmarkLetter writes the letter of a team that has ten thousand points of work.
func BenchmarkLetter(b *testing.B) {
	w := newWorld(b)
	d := weekly(w.crowd(10_000, "Order desk", func(i int) int { return i % len(sorts) })...)
	for b.Loop() {
		if _, err := w.composer.Compose(d, w.view); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkSend hands a thousand of them to one relay in this process.
func BenchmarkSend(b *testing.B) {
	const many = 1_000
	a := asking(b)
	mails := make([]model.Mail, many)
	for i := range mails {
		q := request(b, "de")
		q.ID = fmt.Sprintf("ask-%d", i)
		m, err := a.Ask(q, fixedNow())
		if err != nil {
			b.Fatal(err)
		}
		mails[i] = m
	}
	sink := testkit.StartFaultySMTP(b, testkit.SMTPSetup{})
	s, err := NewRelays(a.Identity, []Relay{relayAt(b, sink.Addr, nil)}, "watchdog.buyer.example", Patience{Mail: time.Minute, Batch: 10 * time.Minute}, fixedNow)
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
	b.ReportMetric(float64(sink.Count(testkit.Greeting))/float64(rounds*many), "connections/mail")
}
