package daemon

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"supplierwatch/internal/apidoc"
	payload "supplierwatch/internal/compose/webhook"
	"supplierwatch/internal/engine"
	"supplierwatch/internal/envelope"
	"supplierwatch/internal/model"
	"supplierwatch/internal/settings"
	"supplierwatch/internal/store"
	"supplierwatch/internal/wiring"
)

// damageAlarm notifies the operators and every webhook that the state is damaged. It bypasses the outbox, which is part of the damaged state.
// Each receives one notification; where the delivery failed, the next check tries again.
type damageAlarm struct {
	sender    engine.Sender
	operators func() []model.Recipient
	settings  *settings.Settings
	identity  envelope.Identity
	clock     func() time.Time
	log       *slog.Logger

	unsent []model.Mail // nil before damage is found
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
	path, _ := wiring.StateFile(d.settings) // the store was opened by it
	subject := "[CRITICAL] Supplier Watch has stopped: its state is damaged"
	text := fmt.Sprintf("Nobody is told of anything any more until this is mended.\n\nState %s:\n%s.\n\n"+
		"`supplierwatch state check` looks again. This mail does not stand in the state\nand is not answered.\n", path, damage)
	to := d.operators()
	for name := range d.settings.Webhooks {
		to = append(to, model.WebhookRecipient(name))
	}
	all := []model.Mail{}
	for i, who := range to {
		id := fmt.Sprintf("damage-%d-%d", now.UnixNano(), i)
		m := model.Mail{
			ID: id, Kind: model.MailAlert, To: who, MessageID: d.identity.MessageID(id), CreatedAt: now, Subject: subject, Text: text,
		}
		m.Payload = d.payload(m, now)
		all = append(all, m)
	}
	return all
}

// payload returns what a webhook is sent, in its format; nothing for a mail.
func (d *damageAlarm) payload(m model.Mail, now time.Time) []byte {
	if m.To.ByMail() {
		return nil
	}
	var body any
	switch payload.Format(d.settings.Webhooks[m.To.Address].Format) {
	case payload.Generic:
		body = map[string]any{
			"version": apidoc.DocumentVersion, "id": m.MessageID, "kind": m.Kind, "reason": "state damaged", "as_of": now.UTC(),
			"held": 0, "subject": m.Subject, "text": m.Text, "alerts": []any{},
		}
	case payload.Alertmanager:
		body = []any{map[string]any{
			"labels":      map[string]string{"alertname": "SupplierwatchStateDamaged", "severity": string(model.Critical)},
			"annotations": map[string]string{"summary": m.Subject, "description": m.Text}, "startsAt": now.UTC(),
		}}
	default:
		return nil
	}
	payload, err := json.Marshal(body)
	if err != nil {
		d.log.Error("The payload for a webhook could not be written.", "error", err)
	}
	return payload
}
