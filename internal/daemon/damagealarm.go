package daemon

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"supplierwatch/internal/engine"
	"supplierwatch/internal/envelope"
	"supplierwatch/internal/model"
	"supplierwatch/internal/settings"
	"supplierwatch/internal/store"
	"supplierwatch/internal/wiring"
)

// damageRenderer writes the payload in which a channel other than mail reports that the state is damaged.
type damageRenderer interface {
	StateDamaged(m model.Mail, now time.Time) ([]byte, error)
}

// damageAlarm notifies the operators and every webhook that the state is damaged. It bypasses the outbox, which is part of the damaged state.
// Each receives one notification; where the delivery failed, the next check tries again.
type damageAlarm struct {
	sender    engine.Sender
	operators func() []model.Recipient
	place     string            // of the state
	others    []model.Recipient // who else is notified, such as webhooks
	renderers map[model.Channel]damageRenderer
	identity  envelope.Identity
	clock     func() time.Time
	log       *slog.Logger

	unsent []model.Mail // nil before damage is found
}

// newDamageAlarm returns the alarm of a configuration: its webhooks are notified besides the operators.
func newDamageAlarm(
	s *settings.Settings, sender engine.Sender, operators func() []model.Recipient, identity envelope.Identity, clock func() time.Time, log *slog.Logger,
) *damageAlarm {
	place, _ := wiring.StatePlace(s) // the store was opened by it
	alarm := &damageAlarm{
		sender: sender, operators: operators, place: place, identity: identity, clock: clock, log: log,
		renderers: map[model.Channel]damageRenderer{model.ChannelWebhook: webhookRenderer(s)},
	}
	for name := range s.Webhooks {
		alarm.others = append(alarm.others, model.WebhookRecipient(name))
	}
	return alarm
}

// send sends the notifications that are still due, if an error reports damage.
func (d *damageAlarm) send(ctx context.Context, err error) {
	damage, ok := errors.AsType[*store.Damage](err)
	if !ok {
		return
	}
	if d.unsent == nil {
		d.unsent = d.mails(damage)
	}
	if len(d.unsent) == 0 {
		return
	}
	waiting := map[string]bool{}
	for _, a := range d.sender.Send(ctx, d.unsent) {
		waiting[a.Mail] = a.Result == model.MailQueued && !a.Ambiguous
	}
	d.unsent = slices.DeleteFunc(d.unsent, func(m model.Mail) bool { return !waiting[m.ID] })
}

// mails returns one mail or post for each who is to know. They are named after the instant of the finding.
func (d *damageAlarm) mails(damage *store.Damage) []model.Mail {
	now := d.clock()
	subject := "[CRITICAL] Supplier Watch has stopped: its state is damaged"
	text := fmt.Sprintf("Nobody is told of anything any more until this is mended.\n\nState %s:\n%s.\n\n"+
		"`supplierwatch state check` looks again. This mail is not recorded in the\nstate, so replies to it have no effect.\n", d.place, damage)
	all := []model.Mail{}
	for i, who := range slices.Concat(d.operators(), d.others) {
		id := fmt.Sprintf("damage-%d-%d", now.UnixNano(), i)
		m := model.Mail{
			ID: id, Kind: model.MailAlert, To: who, MessageID: d.identity.MessageID(id), CreatedAt: now, Subject: subject, Text: text,
		}
		if renderer := d.renderers[who.Channel]; renderer != nil {
			var err error
			if m.Payload, err = renderer.StateDamaged(m, now); err != nil {
				d.log.Error("The payload for a webhook could not be written.", "error", err)
			}
		}
		all = append(all, m)
	}
	return all
}
