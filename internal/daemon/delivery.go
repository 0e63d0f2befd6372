package daemon

import (
	"context"
	"log/slog"
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
			d.Log.Error("Mail could not be delivered.", "error", err)
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

// meteredSender counts and logs the results of attempts, and adds to each refusal what the server meant by it.
type meteredSender struct {
	engine.Sender
	metrics *web.Metrics
	log     *slog.Logger
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
			logAttempt(c.log, known[a.Mail], a)
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

// logAttempt logs what became of one mail.
func logAttempt(log *slog.Logger, m model.Mail, a model.Attempt) {
	level := slog.LevelInfo
	if a.Result != model.MailAccepted {
		level = slog.LevelWarn
	}
	log.Log(context.Background(), level, attemptSentence(m, a), "kind", m.Kind, "recipient", m.To.String(), "message_id", m.MessageID, "relay", a.Via,
		"answer", a.Detail)
}

func attemptSentence(m model.Mail, a model.Attempt) string {
	what := "An email"
	if !m.To.ByMail() {
		what = "A post to a webhook"
	}
	switch a.Result {
	case model.MailAccepted:
		return what + " was sent."
	case model.MailRefused:
		return what + " was refused."
	}
	return what + " was not sent and will be tried again."
}
