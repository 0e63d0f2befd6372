package engine

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"supplierwatch/internal/watch"
)

// batch is how many mails are tried before what they came to is written. A
// crash repeats at most the mails of one batch, each under the same Message-ID.
const batch = 50

// Deliver tries every mail that is due once and returns how many were tried.
// What the attempts came to is written batch by batch together with the facts
// they are. When ctx ends no further batch is begun; when sending ends the one
// under way is dropped.
func (e *Engine) Deliver(ctx, sending context.Context) (tried int, err error) {
	if e.Sender == nil {
		return 0, nil
	}
	for ctx.Err() == nil {
		mails, err := e.Outbox.Due(ctx, e.Clock(), batch)
		if err != nil {
			return tried, fmt.Errorf("read outbox: %w", err)
		}
		if len(mails) == 0 {
			return tried, nil
		}
		byID := indexed(mails)
		attempts := lasting(byID, e.Sender.Send(sending, mails))
		// The mails have left: what they came to is written even while the
		// daemon stops, else they would be sent again.
		if err := e.Outbox.Settle(context.WithoutCancel(sending), attempts, deliveryFacts(byID, attempts)); err != nil {
			return tried, fmt.Errorf("settle outbox: %w", err)
		}
		tried += len(attempts)
		if sending.Err() != nil || allPutOff(attempts) {
			return tried, sending.Err()
		}
	}
	return tried, nil
}

// indexed gives each mail by its id.
func indexed(mails []watch.Mail) map[string]watch.Mail {
	byID := make(map[string]watch.Mail, len(mails))
	for _, m := range mails {
		byID[m.ID] = m
	}
	return byID
}

// lasting turns an attempt that was put off once too often into a refusal, so
// that the alert hears of it and goes on to its next step.
func lasting(mails map[string]watch.Mail, attempts []watch.Attempt) []watch.Attempt {
	for i, a := range attempts {
		attempts[i] = mails[a.Mail].After(a)
	}
	return attempts
}

// allPutOff reports whether nothing of a batch went anywhere: the relay is down
// and going on would only repeat that.
func allPutOff(attempts []watch.Attempt) bool {
	for _, a := range attempts {
		if a.Result != watch.MailQueued {
			return false
		}
	}
	return true
}

// deliveryFacts says of each alert in a mail what became of the mail, and of
// the relay whether it works.
func deliveryFacts(mails map[string]watch.Mail, attempts []watch.Attempt) []watch.Fact {
	var facts []watch.Fact
	for _, a := range attempts {
		mail := mails[a.Mail]
		if a.Result == watch.MailQueued {
			continue
		}
		for _, item := range mail.Alerts {
			facts = append(facts, deliveryFact(mail, item, a))
		}
		facts = append(facts, aboutFacts(mail, a)...)
	}
	if relay, ok := relayFact(mails, attempts); ok {
		facts = append(facts, relay)
	}
	return facts
}

func deliveryFact(mail watch.Mail, item watch.DecisionItem, a watch.Attempt) watch.Fact {
	f := mail.Delivery(item, a.Result, a.At)
	f.Source, f.Evidence = "outbox", a.Detail
	return f
}

// aboutFacts says of each subject of a mail that is about no alert what became
// of it: that a mail to ourselves is on its way, or that a supplier's server
// refused the recipient. That a server took a mail says nothing about a contact.
func aboutFacts(mail watch.Mail, a watch.Attempt) []watch.Fact {
	var kind watch.FactKind
	switch {
	case mail.Kind == watch.MailRoundTrip && a.Result == watch.MailAccepted:
		kind = watch.FactRoundTripSent
	case mail.Kind == watch.MailVerification && a.Result == watch.MailRefused && a.Verdict != "":
		kind = watch.FactRejected
	default:
		return nil
	}
	var facts []watch.Fact
	for _, about := range mail.About {
		facts = append(facts, watch.Fact{
			ID: string(kind) + "-" + mail.ID + "-" + about.Supplier + "-" + about.Subject, Supplier: about.Supplier, Subject: about.Subject,
			Kind: kind, ObservedAt: a.At, RecordedAt: a.At, Actor: watch.ActorWatchdog, Source: "outbox", Evidence: a.Detail,
			Data: map[string]string{
				watch.DataMail: mail.ID, watch.DataAddress: mail.To.Address, watch.DataVerdict: a.Verdict, watch.DataCode: strconv.Itoa(a.Code),
			},
		})
	}
	return facts
}

// relayFact says whether our own way out works, judged by the mails of one
// batch that went to relays: one that got an answer about its recipient shows
// that it does. A directory after relays keeps mails and sends none.
func relayFact(mails map[string]watch.Mail, attempts []watch.Attempt) (watch.Fact, bool) {
	fact := watch.Fact{
		Subject: watch.SubjectRelay, Kind: watch.FactProbeFailed,
		Actor: watch.ActorWatchdog, Source: "outbox",
	}
	seen := false
	for _, a := range attempts {
		if mails[a.Mail].To.Webhook != "" {
			continue
		}
		seen = true
		fact.ObservedAt, fact.RecordedAt, fact.Evidence = a.At, a.At, a.Detail
		if a.Unsent != "" {
			fact.Evidence, fact.Data = a.Unsent, map[string]string{watch.DataKept: a.Detail}
			continue
		}
		if a.Result != watch.MailQueued || a.Code != 0 {
			fact.Kind, fact.Data = watch.FactProbeOK, nil
			break
		}
	}
	fact.ID = "relay-" + string(fact.Kind) + "-" + fact.ObservedAt.UTC().Format(time.RFC3339Nano)
	return fact, seen
}
