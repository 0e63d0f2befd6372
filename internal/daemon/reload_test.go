package daemon

import (
	"context"
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	"supplierwatch/internal/model"
	"supplierwatch/internal/store/sqlite"
)

func TestWhatWasSeenIsRecordedAfterTheClientHasGone(t *testing.T) {
	opened, err := sqlite.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "state.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { opened.Close() })
	ready := &readiness{}
	seen := observations{store: opened, clock: time.Now, ready: ready, log: slog.New(slog.DiscardHandler)}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	seen.record(gone, loadingFact(model.FactProbeFailed, "registry.yaml:1:1: unknown key", nil))
	facts, err := opened.FactsAfter(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	if len(facts) != 1 || facts[0].Subject != model.SubjectLoading || ready.writeError != nil {
		t.Errorf("recorded %v; %v", facts, ready.writeError)
	}
}
