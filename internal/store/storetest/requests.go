package storetest

import (
	"testing"
	"time"

	"supplierwatch/internal/model"
	"supplierwatch/internal/store"
)

// Commit writes a change.
func Commit(t testing.TB, s store.Store, change model.Change) {
	t.Helper()
	if err := s.Commit(t.Context(), change); err != nil {
		t.Fatal(err)
	}
}

// Record writes the results of attempts.
func Record(t testing.TB, s store.Store, attempts []model.Attempt, facts ...model.Fact) {
	t.Helper()
	if err := s.RecordResults(t.Context(), attempts, facts); err != nil {
		t.Fatal(err)
	}
}

// FactsAfter returns the facts with a higher sequence number.
func FactsAfter(t testing.TB, s store.Store, seq int64) []model.Fact {
	t.Helper()
	facts, err := s.FactsAfter(t.Context(), seq)
	if err != nil {
		t.Fatal(err)
	}
	return facts
}

// Due returns the notifications of alerts that are due.
func Due(t testing.TB, s store.Store, now time.Time) []model.Mail {
	t.Helper()
	return dueIn(t, s, model.MailClassAlerts, now)
}

func dueIn(t testing.TB, s store.Store, class model.MailClass, now time.Time) []model.Mail {
	t.Helper()
	mails, err := s.Due(t.Context(), class, now, 100)
	if err != nil {
		t.Fatal(err)
	}
	return mails
}

// State returns the alerts and the state of the scheduler.
func State(t testing.TB, s store.Store) model.State {
	t.Helper()
	st, err := s.State(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return st
}
