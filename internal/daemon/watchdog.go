package daemon

import (
	"context"
	"time"

	"supplierwatch/internal/sdnotify"
)

// watchdog is the service manager's: it restarts a service that stops sending it signals.
type watchdog struct {
	health  *health
	manager sdnotify.Manager
	clock   func() time.Time
}

// run sends the keep-alive signal to the service manager as long as
// evaluations are completed.
func (w *watchdog) run(ctx context.Context) {
	every := sdnotify.WatchdogEvery()
	if every == 0 {
		return
	}
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			if w.health.Verdict(w.clock()).OK {
				w.manager.Notify("WATCHDOG=1")
			}
		}
	}
}
