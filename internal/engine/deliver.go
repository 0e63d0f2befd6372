package engine

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"supplierwatch/internal/model"
)

// batchSize is how many mails are tried before what they came to is written, and
// lull how many of those that can wait: something urgent may come meanwhile. A
// crash repeats at most the mails of one batch, each under the same Message-ID.
const (
	batchSize           = 50
	backgroundBatchSize = 20
)

// RelayClasses are the lanes of what relays carry, the most urgent first.
var RelayClasses = []model.MailClass{model.MailClassAlerts, model.MailClassBackground, model.MailClassSuppliers}

// Deliver tries every mail that is due in some lanes once and returns how many
// were tried. Before each batch it looks for the most urgent ones anew. What
// the attempts came to is written batch by batch together with the facts they
// are. When ctx ends no further batch is begun; when sending ends the one under
// way is dropped.
func (e *Engine) Deliver(ctx, sending context.Context, lanes ...model.MailClass) (tried int, err error) {
	if e.Sender == nil {
		return 0, nil
	}
	for ctx.Err() == nil {
		mails, err := e.nextBatch(ctx, lanes)
		if err != nil {
			return tried, fmt.Errorf("read outbox: %w", err)
		}
		if len(mails) == 0 {
			return tried, nil
		}
		attempts, err := e.sendBatch(sending, mails)
		if err != nil {
			return tried, err
		}
		tried += len(attempts)
		if sending.Err() != nil || noServerAnswered(mails, attempts) {
			return tried, sending.Err()
		}
	}
	return tried, nil
}

// nextBatch gives the next batch: mails of the first lane in which some are due.
func (e *Engine) nextBatch(ctx context.Context, lanes []model.MailClass) ([]model.Mail, error) {
	for _, lane := range lanes {
		most := batchSize
		if lane == model.MailClassBackground || lane == model.MailClassSuppliers {
			most = backgroundBatchSize
		}
		mails, err := e.Outbox.Due(ctx, lane, e.Clock(), most)
		if len(mails) > 0 || err != nil {
			return mails, err
		}
	}
	return nil, nil
}

// sendBatch sends one batch and writes what came of it.
func (e *Engine) sendBatch(sending context.Context, mails []model.Mail) ([]model.Attempt, error) {
	// Whatever happens from here to the end is written even while the daemon
	// stops: the mails leave, and would be sent again.
	writing := context.WithoutCancel(sending)
	if err := e.Outbox.Begin(writing, mails, e.Clock()); err != nil {
		return nil, fmt.Errorf("begin to send: %w", err)
	}
	byID := byID(mails)
	attempts := e.finalResults(byID, e.Sender.Send(sending, mails))
	if err := e.Outbox.Settle(writing, attempts, deliveryFacts(byID, attempts)); err != nil {
		return nil, fmt.Errorf("settle outbox: %w", err)
	}
	if relay, ok := relayFact(byID, attempts); ok && relay.Kind == model.FactProbeOK {
		return attempts, e.releaseDeferred(writing)
	}
	return attempts, nil
}

// releaseDeferred lets what waits for the relays go at once, now that they are back.
func (e *Engine) releaseDeferred(ctx context.Context) error {
	if s, known := e.Streak("", model.SubjectRelay); !known || s.Failures == 0 {
		return nil
	}
	if err := e.Outbox.Release(ctx, e.Clock()); err != nil {
		return fmt.Errorf("release outbox: %w", err)
	}
	return nil
}

// byID gives each mail by its id.
func byID(mails []model.Mail) map[string]model.Mail {
	byID := make(map[string]model.Mail, len(mails))
	for _, m := range mails {
		byID[m.ID] = m
	}
	return byID
}

// finalResults turns an attempt that was put off once too often into a refusal, so
// that the alert hears of it and goes on to its next step. What may have been
// delivered stays so while nobody knows better; mails is told of it too.
func (e *Engine) finalResults(mails map[string]model.Mail, attempts []model.Attempt) []model.Attempt {
	for i, a := range attempts {
		m := mails[a.Mail]
		if a.Ambiguous && m.Unsure.IsZero() {
			m.Unsure = a.At
			mails[a.Mail] = m
		}
		a.Ambiguous = !m.Unsure.IsZero()
		attempts[i] = m.After(a)
		if a.Ambiguous && !a.Untried {
			e.Log.Warn("a mail may arrive twice", "mail", m.ID, "message_id", m.MessageID, "to", m.To.String(), "result", attempts[i].Result,
				"unsure_since", m.Unsure)
		}
	}
	return attempts
}

// noServerAnswered reports whether no server answered for any mail of a batch: going on
// would only repeat that. Of webhooks each is known for itself.
func noServerAnswered(mails []model.Mail, attempts []model.Attempt) bool {
	if !mails[0].To.ByMail() {
		return false
	}
	for _, a := range attempts {
		if a.Result != model.MailQueued || a.Code != 0 {
			return false
		}
	}
	return true
}

// deliveryFacts says of each alert in a mail what became of the mail, or that
// nobody knows, and of the relay whether it works.
func deliveryFacts(mails map[string]model.Mail, attempts []model.Attempt) []model.Fact {
	var facts []model.Fact
	for _, a := range attempts {
		mail := mails[a.Mail]
		if a.Untried || (a.Result == model.MailQueued && !a.Ambiguous) {
			continue
		}
		for _, f := range mail.Deliveries(a.Result, a.At) {
			f.Source, f.Evidence = "outbox", a.Detail
			facts = append(facts, f)
		}
		facts = append(facts, subjectFacts(mail, a)...)
	}
	if relay, ok := relayFact(mails, attempts); ok {
		facts = append(facts, relay)
	}
	return facts
}

// subjectFacts says of each subject of a mail that is about no alert what became
// of it: that a mail to ourselves is on its way, or that a supplier's server
// refused the recipient. That a server took a mail says nothing about a contact.
func subjectFacts(mail model.Mail, a model.Attempt) []model.Fact {
	var kind model.FactKind
	switch {
	case mail.Kind == model.MailRoundTrip && a.Result == model.MailAccepted:
		kind = model.FactRoundTripSent
	case mail.Kind == model.MailVerification && a.Result == model.MailRefused && a.Verdict != "":
		kind = model.FactRejected
	default:
		return nil
	}
	var facts []model.Fact
	for _, about := range mail.About {
		facts = append(facts, model.Fact{
			ID: string(kind) + "-" + mail.ID + "-" + about.Supplier + "-" + about.Subject, Supplier: about.Supplier, Subject: about.Subject,
			Kind: kind, ObservedAt: a.At, RecordedAt: a.At, Actor: model.ActorWatchdog, Source: "outbox", Evidence: a.Detail,
			Data: map[string]string{
				model.DataMail: mail.ID, model.DataAddress: mail.To.Address, model.DataVerdict: a.Verdict, model.DataCode: strconv.Itoa(a.Code),
			},
		})
	}
	return facts
}

// relayFact says whether our own way out works, judged by the mails of one
// batch that went to relays: one that got an answer about its recipient shows
// that it does. A directory after relays keeps mails and sends none.
func relayFact(mails map[string]model.Mail, attempts []model.Attempt) (model.Fact, bool) {
	fact := model.Fact{
		Subject: model.SubjectRelay, Kind: model.FactProbeFailed,
		Actor: model.ActorWatchdog, Source: "outbox",
	}
	seen := false
	for _, a := range attempts {
		if !mails[a.Mail].To.ByMail() {
			continue
		}
		seen = true
		fact.ObservedAt, fact.RecordedAt, fact.Evidence = a.At, a.At, a.Detail
		if a.Unsent != "" {
			fact.Evidence, fact.Data = a.Unsent, map[string]string{model.DataKept: a.Detail}
			continue
		}
		if a.Result != model.MailQueued || a.Code != 0 {
			fact.Kind, fact.Data = model.FactProbeOK, nil
			break
		}
	}
	fact.ID = "relay-" + string(fact.Kind) + "-" + fact.ObservedAt.UTC().Format(time.RFC3339Nano)
	return fact, seen
}
