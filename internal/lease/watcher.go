package lease

import (
	"context"
	"time"
)

// Watcher notices what other replicas do. Its functions are called one after another.
type Watcher struct {
	Leases  Leases
	Look    <-chan time.Time    // asks whether others have written anything
	Written func()              // another replica may have written something, or the state cannot be asked
	Changed func(held []Kind)   // leases were acquired or lost; also called at the beginning
	Skewed  func(time.Duration) // the clock of this machine has become wrong by so much; 0: it is right again
}

// Run watches until the context ends.
func (w Watcher) Run(ctx context.Context) {
	var last Progress
	skewed := false
	changed := w.Leases.Changed()
	w.Changed(HeldBy(w.Leases))
	for {
		select {
		case <-ctx.Done():
			return
		case <-changed:
			changed = w.Leases.Changed()
			w.Changed(HeldBy(w.Leases))
			continue
		case <-w.Look:
		}
		skewed = w.watchSkew(skewed)
		progress, err := w.Leases.Progress(ctx)
		if err != nil {
			progress = Progress{} // so that the first answer after it counts as news
		}
		if err != nil || progress != last {
			last = progress
			w.Written()
		}
	}
}

// watchSkew reports whether the clock of this machine is wrong, and calls Skewed if it was not before, or was.
func (w Watcher) watchSkew(before bool) bool {
	skew := w.Leases.Skew()
	now := skew.Abs() > LargeSkew
	switch {
	case now && !before:
		w.Skewed(skew)
	case before && !now:
		w.Skewed(0)
	}
	return now
}
