package engine

import (
	"slices"
	"testing"
	"time"

	"supplierwatch/internal/model"
)

// raised names the rules that a pass found, without the usual ones.
func (l *ledger) raised(t *testing.T, e *Engine) []string {
	t.Helper()
	pass, err := e.Evaluate(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var rules []string
	for _, f := range pass.Findings {
		if f.Route == model.RouteOperators {
			rules = append(rules, f.Rule+" of "+f.Subject.String())
		}
	}
	return rules
}

func TestNobodyAcknowledgesWhatWasRepeatedInVain(t *testing.T) {
	const want = "escalation-unacknowledged of watchdog"
	store, now := &ledger{}, start
	e := newEngine(store, func() time.Time { return now })
	for day := range 4 { // told, and repeated on each day that follows
		if got := store.raised(t, e); len(got) > 0 {
			t.Fatalf("on day %d it was raised: %v", day, got)
		}
		now = now.AddDate(0, 0, 1)
	}
	if got := store.raised(t, e); !slices.Equal(got, []string{want}) {
		t.Fatalf("after two reminders raised are %v", got)
	}
	state, _ := store.State(t.Context())
	for id, a := range state.Alerts {
		if a.Rule == "contract-expired" {
			_ = store.Memory.Commit(t.Context(), model.Change{Facts: []model.Fact{
				{ID: "ack", Subject: model.KindAlert.Subject(id), Kind: model.FactAck, ObservedAt: now, RecordedAt: now, Actor: "a@fab.example"},
			}})
		}
	}
	store.raised(t, e) // hears the acknowledgement,
	if got := store.raised(t, e); len(got) > 0 {
		t.Fatalf("once it is acknowledged raised are %v", got)
	}
}

func TestWhatNobodyAcknowledgesIsNotRaisedAboutItself(t *testing.T) {
	store, now := &ledger{}, start
	e := newEngine(store, func() time.Time { return now })
	for range 30 {
		store.raised(t, e)
		now = now.Add(12 * time.Hour)
	}
	facts, _ := store.FactsAfter(t.Context(), 0)
	var about []string
	for _, f := range facts {
		if f.Kind == model.FactUnanswered {
			about = append(about, f.Data["about"])
		}
	}
	if !slices.Equal(about, []string{"Renew now: Supply agreement (ACME), expired 31 Dec 2024"}) {
		t.Errorf("unanswered are %v", about)
	}
}

func TestAnAnswerIsEvaluatedAtOnce(t *testing.T) {
	store, now := &ledger{}, start
	e := newEngine(store, func() time.Time { return now })
	for range 3 {
		store.raised(t, e)
		now = now.AddDate(0, 0, 1)
	}
	pass, err := e.Evaluate(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if !pass.NextWake.Equal(now.Add(RetryInterval)) {
		t.Errorf("after the second reminder the next pass is at %s, want %s", pass.NextWake, now.Add(RetryInterval))
	}
}
