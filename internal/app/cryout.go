package app

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"supplierwatch/internal/apidoc"
	payload "supplierwatch/internal/compose/webhook"
	"supplierwatch/internal/model"
	"supplierwatch/internal/store"
	"supplierwatch/internal/wiring"
)

// cryOut tells the operators and every webhook that the state is damaged. It goes past the outbox, which is part of what cannot be
// believed any more: once to each, and again at the next look to whom nothing could be handed over.
func (d *Daemon) cryOut(err error) {
	damage, ok := errors.AsType[*store.Damage](err)
	if !ok {
		return
	}
	if d.unheard == nil {
		d.unheard = d.cries(damage)
	}
	if len(d.unheard) == 0 {
		return
	}
	waiting := map[string]bool{}
	for _, a := range d.engine.Sender.Send(d.work, d.unheard) {
		waiting[a.Mail] = a.Result == model.MailQueued && !a.Ambiguous
	}
	d.unheard = slices.DeleteFunc(d.unheard, func(m model.Mail) bool { return !waiting[m.ID] })
}

// cries are the mails and posts that tell of damage, one for each who is to know. They are named after the instant of the finding.
func (d *Daemon) cries(damage *store.Damage) []model.Mail {
	now := d.clock()
	path, _ := store.Path(d.settings.State.URL) // the store was opened by it
	subject := "[CRITICAL] Supplier Watch has stopped: its state is damaged"
	text := fmt.Sprintf("Nobody is told of anything any more until this is mended.\n\nState %s:\n%s.\n\n"+
		"`supplierwatch state check` looks again. This mail does not stand in the state\nand is not answered.\n", path, damage)
	to := wiring.Operators(d.settings, d.registry.Load())
	for name := range d.settings.Webhooks {
		to = append(to, model.WebhookRecipient(name))
	}
	all := []model.Mail{}
	for i, who := range to {
		id := fmt.Sprintf("damage-%d-%d", now.UnixNano(), i)
		m := model.Mail{
			ID: id, Kind: model.MailAlert, To: who, MessageID: d.intake.identity.MessageID(id), CreatedAt: now, Subject: subject, Text: text,
		}
		m.Payload = d.cry(m, now)
		all = append(all, m)
	}
	return all
}

// cry is what a webhook is sent, in its format; nothing for a mail.
func (d *Daemon) cry(m model.Mail, now time.Time) []byte {
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
		d.Log.Error("write payload", "error", err)
	}
	return payload
}
