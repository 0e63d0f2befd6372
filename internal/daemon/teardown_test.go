package daemon

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func TestTeardownRunsBackwardsAndGoesOn(t *testing.T) {
	var log bytes.Buffer
	var order []string
	broken, worse := errors.New("broken"), errors.New("worse")
	down := &teardown{log: slog.New(slog.NewTextHandler(&log, nil))}
	for name, err := range []error{nil, broken, nil, worse} {
		word := []string{"lock", "store", "passes", "page"}[name]
		down.add(word, func(context.Context) error { order = append(order, word); return err })
	}
	if err := down.run(context.Background()); !errors.Is(err, worse) {
		t.Errorf("error = %v, want the first one met", err)
	}
	if want := []string{"page", "passes", "store", "lock"}; !slices.Equal(order, want) {
		t.Errorf("order = %q, want %q", order, want)
	}
	for _, want := range []string{"part=store", "error=broken", "part=page", "error=worse"} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("no %q in the log:\n%s", want, log.String())
		}
	}
	order = nil
	if err := down.run(context.Background()); err != nil || order != nil {
		t.Errorf("a second run did %q, %v", order, err)
	}
}

func TestBackgroundIsWaitedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		down := &teardown{log: slog.New(slog.DiscardHandler)}
		finished := false
		background(down, "work", func() { time.Sleep(3 * time.Second); finished = true })
		if err := down.run(context.Background()); err != nil || !finished {
			t.Errorf("finished %v, error %v", finished, err)
		}
	})
}

// TestBackgroundThatHangsIsNamed checks that work that does not end keeps the
// daemon for the timeout and a grace, and no longer.
func TestBackgroundThatHangsIsNamed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		down := &teardown{log: slog.New(slog.DiscardHandler)}
		hang := make(chan struct{})
		background(down, "delivery", func() { <-hang })
		ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
		defer cancel()
		began := time.Now()
		err := down.run(ctx)
		if !errors.Is(err, context.DeadlineExceeded) || !strings.Contains(err.Error(), "wait for delivery") {
			t.Errorf("error = %v", err)
		}
		if took := time.Since(began); took != 30*time.Second+lastGrace {
			t.Errorf("took %v", took)
		}
		close(hang)
	})
}

// TestBackgroundMayEndInTheGrace checks that work that is asked to drop what it
// does may still end in order.
func TestBackgroundMayEndInTheGrace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		down := &teardown{log: slog.New(slog.DiscardHandler)}
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		background(down, "delivery", func() { <-ctx.Done(); time.Sleep(lastGrace / 2) })
		if err := down.run(ctx); err != nil {
			t.Error(err)
		}
	})
}
