package app

import (
	"database/sql"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/settings"
	"supplierwatch/internal/store"
	"supplierwatch/internal/watch"
	"supplierwatch/internal/web"
)

// TestDamageFoundAtNight: a row that no pass reads any more is damaged. The examination finds it, and from then on the daemon is not ready,
// whatever succeeds afterwards, and forgets nothing.
func TestDamageFoundAtNight(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state.db")
	opened, err := store.Open(t.Context(), "sqlite:"+path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { opened.Close() })
	at := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	ended := watch.Alert{ID: "a3f09c", State: watch.StateResolved, EndedAt: at}
	if err := opened.Commit(t.Context(), watch.Change{Alerts: []watch.Alert{ended}}); err != nil {
		t.Fatal(err)
	}
	var log strings.Builder
	d := &Daemon{
		store: opened, ctx: t.Context(), work: t.Context(), delivered: true, clock: func() time.Time { return at.AddDate(9, 0, 0) },
		Log: slog.New(slog.NewTextHandler(&log, nil)), setup: newSetup(settings.Default(".", nil)),
	}
	passed := web.Snapshot{Cycle: at, Reload: web.Reload{OK: true}}
	if !d.examine() || !d.ready(passed).OK {
		t.Fatalf("not ready at first: %s\n%s", d.ready(passed).Why, &log)
	}
	beside, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := beside.ExecContext(t.Context(), `UPDATE alerts SET key = 'x'`); err != nil {
		t.Fatal(err)
	}
	beside.Close()
	d.prune()
	d.failed(nil)
	d.prove()
	v := d.ready(passed)
	for _, want := range []string{path, `the alert "a3f09c" is not as it was written`, "put the last backup in its place"} {
		if v.OK || !strings.Contains(v.Why, want) {
			t.Errorf("ready: %v, %s; want no, and %q", v.OK, v.Why, want)
		}
	}
}
