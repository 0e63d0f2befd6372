package lease

import (
	"context"
	"log/slog"
	"slices"
	"time"
)

// PollEvery is how often a replica looks whether the others have written anything.
const PollEvery = 500 * time.Millisecond

// Watcher tells a replica what changes beside it.
type Watcher struct {
	Leases  Leases
	Written func() // is called when another replica may have written something, or the state cannot be asked
	Changed func() // is called when a lease was acquired or lost
	Log     *slog.Logger

	held   []Kind
	skewed bool
}

// Run watches until the context ends.
func (w *Watcher) Run(ctx context.Context) {
	ticker := time.NewTicker(PollEvery)
	defer ticker.Stop()
	var last Progress
	changed := w.Leases.Changed()
	w.logHeld()
	for {
		select {
		case <-ctx.Done():
			return
		case <-changed:
			changed = w.Leases.Changed()
			w.logHeld()
			w.Changed()
			continue
		case <-ticker.C:
		}
		w.logSkew()
		progress, err := w.Leases.Progress(ctx)
		if err != nil || progress != last {
			last = progress
			w.Written()
		}
	}
}

// logHeld logs which leases are held, if others are than before.
func (w *Watcher) logHeld() {
	held := HeldBy(w.Leases)
	if w.held == nil || !slices.Equal(held, w.held) {
		w.Log.Info("The leases of this replica have changed.", "holds", held)
	}
	w.held = held
}

// logSkew logs once that the clock of this machine is wrong, and once that it is right again.
func (w *Watcher) logSkew() {
	skew := w.Leases.Skew()
	switch skewed := skew.Abs() > LargeSkew; {
	case skewed && !w.skewed:
		w.Log.Warn("The clock of this machine differs from that of the database, which counts; set it right.", "ahead", skew.Round(time.Second))
		w.skewed = true
	case !skewed && w.skewed:
		w.Log.Info("The clock of this machine is right again.")
		w.skewed = false
	}
}
