package engine

import (
	"testing"
	"time"
)

// TestAnEvaluationNamesTheAlertsThatItChanged checks that it says so only where it knows what was before.
func TestAnEvaluationNamesTheAlertsThatItChanged(t *testing.T) {
	now := start
	e := newEngine(&ledger{}, func() time.Time { return now })
	e.Prepare(t.Context()) // what was before the first evaluation stays unknown
	for i, want := range []struct {
		forget, known, changed bool
	}{{known: false}, {known: true}, {known: true, changed: true}, {forget: true}, {known: true}} {
		if want.forget {
			e.Forget()
		}
		if want.changed {
			now = now.AddDate(0, 0, 1) // a reminder is due
		}
		evaluation, err := e.Evaluate(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if got := evaluation.Changed; (got != nil) != want.known || (len(got) > 0) != want.changed || evaluation.Number != int64(i+1) {
			t.Errorf("evaluation %d is number %d and changed %v, want %+v", i, evaluation.Number, got, want)
		}
	}
}
