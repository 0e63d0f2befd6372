package daemon

import (
	"context"
	"log/slog"
	"time"

	"supplierwatch/internal/engine"
	"supplierwatch/internal/lease"
	"supplierwatch/internal/model"
)

// retryLook is how often the outbox is read while no evaluation wakes the
// delivery: mails that were put off become due by themselves.
const retryLook = 10 * time.Second

// delivery sends what waits in the outbox whenever an evaluation wrote some mails and when some that were put off may be due.
type delivery struct {
	engine *engine.Engine
	loop   *engine.Loop
	leases lease.Leases
	recall func(context.Context) error // has mails count that other replicas sent
	ready  *readiness
	state  *stateCheck
	log    *slog.Logger
}

// mails sends the mails for relays. It ends with ctx, after what is in flight.
func (d delivery) mails(ctx, work context.Context, wake <-chan struct{}) {
	note := func(err error) {
		d.ready.setDelivered(err)
		d.state.proveWritable(work)
	}
	d.whileHeld(ctx, work, func() { note(nil) }, func(held, sending context.Context) {
		if d.recallRates(held, note) {
			d.workOff(held, sending, wake, engine.RelayClasses, note)
		}
	})
}

// webhooks delivers to webhooks beside the mails: no relay holds them up.
func (d delivery) webhooks(ctx, work context.Context, wake <-chan struct{}) {
	d.whileHeld(ctx, work, nil, func(held, sending context.Context) {
		d.workOff(held, sending, wake, []model.MailClass{model.MailClassWebhooks}, func(err error) {
			if err != nil {
				d.ready.setWriteError(err)
			}
		})
	})
}

// whileHeld delivers while this replica holds the lease. What is in flight is dropped when the lease is lost.
func (d delivery) whileHeld(ctx, work context.Context, waiting func(), deliver func(held, sending context.Context)) {
	lease.While(ctx, d.leases, lease.Mail, waiting, func(held context.Context) {
		sending, cancel := context.WithCancel(work)
		defer cancel()
		defer context.AfterFunc(held, func() {
			if ctx.Err() == nil {
				cancel()
			}
		})()
		deliver(held, sending)
	})
}

// recallRates tries until it is known what other replicas sent lately, and reports whether it is: without that a relay may get more than its rate.
func (d delivery) recallRates(ctx context.Context, note func(error)) bool {
	if !d.leases.Shared() {
		return true // the start has recalled what was sent before
	}
	for {
		err := d.recall(ctx)
		if err == nil || ctx.Err() != nil {
			return err == nil
		}
		d.log.Error("Mails wait: what was sent lately could not be read.", "error", err)
		note(err)
		select {
		case <-ctx.Done():
			return false
		case <-time.After(retryLook):
		}
	}
}

// workOff delivers what is due in some classes at each wake-up and at each interval.
func (d delivery) workOff(ctx, work context.Context, wake <-chan struct{}, classes []model.MailClass, note func(error)) {
	logged := ""
	for {
		tried, err := d.engine.Deliver(ctx, work, classes...)
		if err != nil && err.Error() != logged && work.Err() == nil {
			d.log.Error("Mail could not be delivered.", "error", err)
		}
		logged = text(err)
		note(err)
		if tried > 0 {
			d.loop.Wake()
		}
		select {
		case <-ctx.Done():
			return
		case <-wake:
		case <-time.After(retryLook):
		}
	}
}
