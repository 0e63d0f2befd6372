package daemon

import (
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/store/sqlite"
	"supplierwatch/internal/web/content"
)

func TestNotReadyWhileTheStateCannotBeWritten(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state.db")
	opened, err := sqlite.Open(t.Context(), "sqlite:"+path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { opened.Close() })
	var log strings.Builder
	ready := &readiness{delivered: true}
	state := &stateCheck{store: opened, ready: ready, alarm: &damageAlarm{}, log: slog.New(slog.NewTextHandler(&log, nil))}
	passed := content.Snapshot{EvaluatedAt: time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC), Reload: content.Reload{OK: true}}
	state.proveWritable(t.Context())
	if v := ready.Verdict(passed.EvaluatedAt, passed.Reload); !v.OK {
		t.Fatalf("not ready at first: %s", v.Why)
	}
	if err := os.Rename(path, path+".away"); err != nil {
		t.Fatal(err)
	}
	// An evaluation that has nothing to write succeeds all the same.
	state.proveWritable(t.Context())
	ready.setWriteError(nil)
	state.proveWritable(t.Context())
	if v := ready.Verdict(passed.EvaluatedAt, passed.Reload); v.OK || len(v.Problems) != 1 || !strings.Contains(v.Problems[0], path) || strings.Contains(v.Why, path) {
		t.Errorf("without its file: %+v", v)
	}
	if n := strings.Count(log.String(), "The state cannot be written."); n != 1 {
		t.Errorf("told %d times, want once:\n%s", n, log.String())
	}
	if err := os.Rename(path+".away", path); err != nil {
		t.Fatal(err)
	}
	state.proveWritable(t.Context())
	if v := ready.Verdict(passed.EvaluatedAt, passed.Reload); !v.OK {
		t.Errorf("not ready again: %s", v.Why)
	}
}
