package storetest

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/model"
	"supplierwatch/internal/store"
)

// Benchmark measures an engine.
func Benchmark(b *testing.B, e Engine) {
	for name, bench := range map[string]func(*testing.B, Engine){
		"Commit": benchmarkCommit, "Start": benchmarkStart, "Check": benchmarkCheck, "Outbox": benchmarkOutbox,
	} {
		b.Run(name, func(b *testing.B) { bench(b, e) })
	}
}

func benchmarkCommit(b *testing.B, e Engine) {
	for _, n := range []int{1, 100, 10_000} {
		b.Run(fmt.Sprintf("facts=%d", n), func(b *testing.B) {
			s := openNew(b, e)
			facts := make([]model.Fact, n)
			for round := 0; b.Loop(); round++ {
				for i := range facts {
					facts[i] = Fact(fmt.Sprintf("%d-%d", round, i), model.FactProbeOK, Noon)
					facts[i].Subject = model.KindEndpoint.Subject(fmt.Sprint(i))
				}
				if err := s.Commit(b.Context(), model.Change{Facts: facts}); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.N*n)/b.Elapsed().Seconds(), "facts/s")
		})
	}
}

// benchmarkStart reads what a start needs where two thousand subjects were probed fifty times each.
func benchmarkStart(b *testing.B, e Engine) {
	s := probed(b, e)
	for b.Loop() {
		if got := len(FactsAfter(b, s, 0)); got != 2_000 {
			b.Fatalf("%d facts", got)
		}
	}
}

// benchmarkCheck examines all of that, as each start and each night does.
func benchmarkCheck(b *testing.B, e Engine) {
	s := probed(b, e)
	for b.Loop() {
		if err := s.Check(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
}

// probed is a store in which two thousand subjects were probed fifty times each.
func probed(b *testing.B, e Engine) store.Store {
	b.Helper()
	s := openNew(b, e)
	facts := make([]model.Fact, 2_000)
	for round := range 50 {
		for i := range facts {
			facts[i] = Fact(fmt.Sprintf("%d-%d", round, i), model.FactProbeOK, Noon)
			facts[i].Subject = model.KindEndpoint.Subject(fmt.Sprint(i))
		}
		Commit(b, s, model.Change{Facts: facts})
	}
	return s
}

// benchmarkOutbox works on an outbox in which a hundred thousand mails of a few kilobytes wait for a relay.
func benchmarkOutbox(b *testing.B, e Engine) {
	s := openNew(b, e)
	const many = 100_000
	text := strings.Repeat("The window closes soon. ", 200)
	for from := 0; from < many; from += 1_000 {
		mails := make([]model.Mail, 1_000)
		for i := range mails {
			mails[i] = Mail(fmt.Sprint("m", from+i), Noon.Add(time.Duration(from+i)*time.Millisecond))
			mails[i].Text, mails[i].Alerts = text, []model.DecisionItem{{Alert: fmt.Sprint("a", from+i)}}
		}
		Commit(b, s, model.Change{Outbox: mails})
	}
	later := Noon.Add(time.Hour)
	batch, err := s.Due(b.Context(), model.MailClassAlerts, later, 50)
	if err != nil || len(batch) != 50 {
		b.Fatal(len(batch), err)
	}
	attempts := make([]model.Attempt, len(batch))
	for i, m := range batch {
		attempts[i] = model.Attempt{Mail: m.ID, At: Noon, Result: model.MailQueued, Detail: "connection refused"}
	}
	for name, work := range map[string]func() error{
		"due": func() error { _, err := s.Due(b.Context(), model.MailClassAlerts, later, 50); return err },
		"none due": func() error {
			_, err := s.Due(b.Context(), model.MailClassAlerts, Noon.Add(-time.Second), 50)
			return err
		},
		"begin":        func() error { return s.Begin(b.Context(), batch, Noon) },
		"settle":       func() error { return s.RecordResults(b.Context(), attempts, nil) },
		"backlog":      func() error { _, _, err := s.Backlog(b.Context()); return err },
		"nothing held": func() error { return s.Release(b.Context(), Noon.AddDate(1, 0, 0)) },
		"supersede": func() error {
			m := Mail("new", Noon)
			m.Alerts = []model.DecisionItem{{Alert: "none"}}
			return s.Commit(b.Context(), model.Change{Outbox: []model.Mail{m}})
		},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if err := work(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
