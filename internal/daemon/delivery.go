package daemon

import (
	"context"
	"time"

	"supplierwatch/internal/engine"
	"supplierwatch/internal/mailparse/bounce"
	"supplierwatch/internal/model"
	"supplierwatch/internal/web"
)

// retryLook is how often the outbox is read while no evaluation wakes the
// delivery: mails that were put off become due by themselves.
const retryLook = 10 * time.Second

// deliver sends the mails for relays whenever an evaluation wrote some and when
// some that were put off may be due. It ends with ctx, after what is in flight.
func (d *Daemon) deliver(ctx context.Context) {
	d.workOff(ctx, d.mail, engine.RelayClasses, func(err error) {
		d.ready.setDelivered(err)
		d.state.proveWritable(d.work)
	})
}

// deliverWebhooks delivers to webhooks beside the mails: no relay holds them up.
func (d *Daemon) deliverWebhooks(ctx context.Context) {
	d.workOff(ctx, d.posts, []model.MailClass{model.MailClassWebhooks}, func(err error) {
		if err != nil {
			d.ready.setWriteError(err)
		}
	})
}

// workOff delivers what is due in some classes at each wake-up and at each interval.
func (d *Daemon) workOff(ctx context.Context, wake <-chan struct{}, classes []model.MailClass, note func(error)) {
	logged := ""
	for {
		tried, err := d.engine.Deliver(ctx, d.work, classes...)
		if err != nil && err.Error() != logged && d.work.Err() == nil {
			d.Log.Error("deliver mail", "error", err)
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

func text(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// meteredSender counts the results of attempts, and adds to each refusal what the server meant by it.
type meteredSender struct {
	engine.Sender
	metrics *web.Metrics
}

// Send hands the mails on and counts each attempt.
func (c meteredSender) Send(ctx context.Context, mails []model.Mail) []model.Attempt {
	known := make(map[string]model.Mail, len(mails))
	for _, m := range mails {
		known[m.ID] = m
	}
	attempts := c.Sender.Send(ctx, mails)
	for i, a := range attempts {
		if a.Result == model.MailRefused && a.Code != 0 {
			attempts[i].Verdict = string(bounce.Refused(a.Detail))
		}
		if !a.Untried {
			c.metrics.Mail(known[a.Mail].Kind, a.Result, sendReason(known[a.Mail], a))
		}
	}
	return attempts
}

// sendReason is a word from a closed list, for a metric's label. A mail that a
// server takes may be one that it, or another, had taken before.
func sendReason(m model.Mail, a model.Attempt) string {
	switch {
	case a.Ambiguous, a.Result == model.MailAccepted && !m.Unsure.IsZero():
		return "ambiguous"
	case a.Result == model.MailAccepted:
		return "ok"
	case a.Code >= 500, a.Code >= 400 && a.Result == model.MailRefused:
		return "permanent"
	case a.Code >= 400:
		return "temporary"
	}
	return "connection"
}
