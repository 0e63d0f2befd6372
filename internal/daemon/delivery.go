package daemon

import (
	"context"
	"log/slog"
	"time"

	"supplierwatch/internal/engine"
	"supplierwatch/internal/model"
)

// retryLook is how often the outbox is read while no evaluation wakes the
// delivery: mails that were put off become due by themselves.
const retryLook = 10 * time.Second

// delivery sends what waits in the outbox whenever an evaluation wrote some mails and when some that were put off may be due.
type delivery struct {
	engine *engine.Engine
	loop   *engine.Loop
	ready  *readiness
	state  *stateCheck
	log    *slog.Logger
}

// mails sends the mails for relays. It ends with ctx, after what is in flight.
func (d delivery) mails(ctx, work context.Context, wake <-chan struct{}) {
	d.workOff(ctx, work, wake, engine.RelayClasses, func(err error) {
		d.ready.setDelivered(err)
		d.state.proveWritable(work)
	})
}

// webhooks delivers to webhooks beside the mails: no relay holds them up.
func (d delivery) webhooks(ctx, work context.Context, wake <-chan struct{}) {
	d.workOff(ctx, work, wake, []model.MailClass{model.MailClassWebhooks}, func(err error) {
		if err != nil {
			d.ready.setWriteError(err)
		}
	})
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
