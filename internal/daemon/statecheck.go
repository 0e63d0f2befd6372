package daemon

import (
	"context"
	"log/slog"

	"supplierwatch/internal/store"
)

// stateStore is the part of the store that is checked and pruned.
type stateStore interface {
	// CheckWritable returns why the store cannot be written.
	CheckWritable(ctx context.Context) error
	// Check returns what is damaged in the whole state.
	Check(ctx context.Context) error
	// Prune removes what the retention no longer keeps.
	Prune(ctx context.Context, keep store.Retention) (store.Pruned, error)
}

// stateCheck finds out whether the state can be written and is undamaged.
type stateCheck struct {
	store stateStore
	ready *readiness
	alarm *damageAlarm
	log   *slog.Logger
}

// proveWritable finds out whether the store can be written: most evaluations have nothing to write and would not notice.
func (c *stateCheck) proveWritable(ctx context.Context) {
	err := c.store.CheckWritable(ctx)
	before := c.ready.setUnwritable(err)
	if err != nil && text(err) != text(before) && ctx.Err() == nil {
		c.log.Error("The state cannot be written.", "error", err)
	}
	c.alarm.send(ctx, err)
}

// examine looks for damage in the whole state. The store remembers what it finds: from then on nothing is evaluated and no mail sent, and the
// daemon is not ready, which ends the heartbeat.
func (c *stateCheck) examine(ctx context.Context) (undamaged bool) {
	err := c.store.Check(ctx)
	if err == nil || ctx.Err() != nil {
		return err == nil
	}
	c.log.Error("The state is damaged.", "error", err)
	c.ready.setWriteError(err)
	return false
}

// prune removes what the retention no longer keeps, and reports whether it did. Nothing is rewritten in a state that is damaged.
func (c *stateCheck) prune(ctx context.Context, keep store.Retention) (pruned bool) {
	if !c.examine(ctx) {
		return false
	}
	gone, err := c.store.Prune(ctx, keep)
	if err != nil {
		c.log.Error("The state could not be pruned.", "error", err)
		return false
	}
	c.log.Info("The state was pruned.", "probes", gone.Probes, "alerts", gone.Alerts, "mails", gone.Mails)
	return true
}

// startCheck examines the state of a daemon that starts, while the first evaluation is prepared. Nothing is written or sent before it has succeeded.
type startCheck struct {
	done  chan struct{}
	whole bool // everything was examined
	err   error
}

// beginStartCheck begins to examine the state.
func beginStartCheck(ctx context.Context, down *teardown, state store.Maintenance) *startCheck {
	c := &startCheck{done: make(chan struct{})}
	background(down, "examining the state before use", func() {
		defer close(c.done)
		c.whole, c.err = state.CheckBeforeUse(ctx)
	})
	return c
}

// wait returns what was found, once everything was examined. Without a check that was begun it returns nil.
func (c *startCheck) wait() error {
	if c == nil {
		return nil
	}
	<-c.done
	return c.err
}

// text returns the message of an error, empty without one.
func text(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}
