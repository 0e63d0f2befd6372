package daemon

import (
	"context"
	"io"
	"path/filepath"
	"time"
)

// openDaemon opens a daemon over the files of a directory, as after a start, with a clock that the test moves. It does not run by itself.
func openDaemon(ctx context.Context, t tester, dir string, log io.Writer, clock func() time.Time) (*Daemon, *teardown) {
	t.Helper()
	d, err := New(Options{Config: filepath.Join(dir, "supplierwatch.yaml"), Out: io.Discard, Err: log})
	if err != nil {
		t.Fatal(err)
	}
	d.clock = clock
	down := &teardown{log: d.Log}
	if err := d.open(ctx, down); err != nil {
		t.Fatal(err)
	}
	return d, down
}
