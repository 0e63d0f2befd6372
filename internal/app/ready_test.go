package app

import (
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/store"
	"supplierwatch/internal/web"
)

func TestNotReadyWhileTheStateCannotBeWritten(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state.db")
	opened, err := store.Open(t.Context(), "sqlite:"+path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { opened.Close() })
	var log strings.Builder
	d := &Daemon{store: opened, work: t.Context(), delivered: true, Log: slog.New(slog.NewTextHandler(&log, nil))}
	passed := web.Snapshot{Cycle: time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC), Reload: web.Reload{OK: true}}
	d.prove()
	if v := d.ready(passed); !v.OK {
		t.Fatalf("not ready at first: %s", v.Why)
	}
	if err := os.Rename(path, path+".away"); err != nil {
		t.Fatal(err)
	}
	// A pass that has nothing to write succeeds all the same.
	d.prove()
	d.failed(nil)
	d.prove()
	if v := d.ready(passed); v.OK || len(v.Problems) != 1 || !strings.Contains(v.Problems[0], path) || strings.Contains(v.Why, path) {
		t.Errorf("without its file: %+v", v)
	}
	if n := strings.Count(log.String(), "the state cannot be written"); n != 1 {
		t.Errorf("told %d times, want once:\n%s", n, log.String())
	}
	if err := os.Rename(path+".away", path); err != nil {
		t.Fatal(err)
	}
	d.prove()
	if v := d.ready(passed); !v.OK {
		t.Errorf("not ready again: %s", v.Why)
	}
}
