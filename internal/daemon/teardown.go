package daemon

import (
	"context"
	"fmt"
	"log/slog"
	"time"
)

// teardown undoes what was started, last first. Every step has a name and ends
// with the context it is given, so that one that hangs is known by name.
type teardown struct {
	log   *slog.Logger
	steps []step
}

type step struct {
	name string
	stop func(context.Context) error
}

// add puts a step before all earlier ones.
func (t *teardown) add(name string, stop func(context.Context) error) {
	t.steps = append(t.steps, step{name, stop})
}

// run stops everything. A step that fails does not keep the others from
// theirs; the first error is returned, each is logged.
func (t *teardown) run(ctx context.Context) (first error) {
	for i := len(t.steps) - 1; i >= 0; i-- {
		s := t.steps[i]
		if err := s.stop(ctx); err != nil {
			t.log.Error("A part of the service did not stop in order.", "part", s.name, "error", err)
			if first == nil {
				first = err
			}
		}
	}
	t.steps = nil
	return first
}

// background runs work in a goroutine that teardown waits for; the work ends
// with the daemon's context.
func background(down *teardown, name string, work func()) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		work()
	}()
	down.add(name, func(ctx context.Context) error {
		select {
		case <-done:
			return nil
		case <-ctx.Done():
		}
		select {
		case <-done:
			return nil
		case <-time.After(lastGrace):
			return fmt.Errorf("wait for %s: %w", name, ctx.Err())
		}
	})
}

// lastGrace is for work that was asked to stop at once.
const lastGrace = 2 * time.Second
