package app

import (
	"context"
	"time"

	"supplierwatch/internal/engine"
	"supplierwatch/internal/message"
	"supplierwatch/internal/watch"
	"supplierwatch/internal/web"
)

// retryLook is how often the outbox is looked at while no pass wakes the
// delivery: mails that were put off become due by themselves.
const retryLook = 10 * time.Second

// deliver works off the outbox whenever a pass wrote to it and when mails that
// were put off may be due. It ends with ctx, after what is in flight.
func (d *Daemon) deliver(ctx context.Context) {
	logged := ""
	for {
		tried, err := d.engine.Deliver(ctx, d.work)
		if err != nil && err.Error() != logged && d.work.Err() == nil {
			d.Log.Error("deliver mail", "error", err)
		}
		logged = text(err)
		d.noteDelivery(err)
		d.prove()
		if tried > 0 {
			d.loop.Wake()
		}
		select {
		case <-ctx.Done():
			return
		case <-d.mail:
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

func (d *Daemon) noteDelivery(err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.delivered = true
	if err != nil {
		d.broken = err
	}
}

// prove finds out whether the store can be written: most passes have nothing
// to write and would not notice.
func (d *Daemon) prove() {
	err := d.store.Prove(d.work)
	d.mu.Lock()
	before := d.unproven
	d.unproven = err
	d.mu.Unlock()
	if err != nil && text(err) != text(before) && d.work.Err() == nil {
		d.Log.Error("the state cannot be written", "error", err)
	}
	d.cryOut(err)
}

// counted counts what sending came to, and judges refusals.
type counted struct {
	engine.Sender
	metrics *web.Metrics
}

// Send hands the mails on and counts each attempt.
func (c counted) Send(ctx context.Context, mails []watch.Mail) []watch.Attempt {
	kinds := make(map[string]watch.MailKind, len(mails))
	for _, m := range mails {
		kinds[m.ID] = m.Kind
	}
	attempts := c.Sender.Send(ctx, mails)
	for i, a := range attempts {
		if a.Result == watch.MailRefused && a.Code != 0 {
			attempts[i].Verdict = string(message.Refused(a.Detail))
		}
		c.metrics.Mail(kinds[a.Mail], a.Result, sendReason(a))
	}
	return attempts
}

// sendReason is a word from a closed list, for a metric's label.
func sendReason(a watch.Attempt) string {
	switch {
	case a.Result == watch.MailAccepted:
		return "ok"
	case a.Ambiguous:
		return "ambiguous"
	case a.Code >= 500:
		return "permanent"
	case a.Code >= 400:
		return "temporary"
	}
	return "connection"
}
