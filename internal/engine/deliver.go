package engine

import (
	"context"
	"fmt"
	"slices"

	"supplierwatch/internal/model"
	"supplierwatch/internal/retry"
)

// batchSize is how many mails are tried before their results are written, and
// backgroundBatchSize how many of those that can wait: an urgent mail may come
// meanwhile. A crash repeats at most one batch, each mail with the same Message-ID.
const (
	batchSize           = 50
	backgroundBatchSize = 20
)

// RelayClasses are the classes of the mails that relays send, the most urgent first.
var RelayClasses = []model.MailClass{model.MailClassAlerts, model.MailClassBackground, model.MailClassSuppliers}

// usesRelays reports whether the mails of a class share the relays. Recipients of other channels have servers of their own.
func usesRelays(class model.MailClass) bool { return slices.Contains(RelayClasses, class) }

// Deliver tries every due mail of some classes once and returns how many were
// tried. Each batch takes the most urgent ones first. The results are written batch
// by batch, together with the facts that follow. When ctx ends no further batch is
// begun; when sending ends the present one is dropped.
func (e *Engine) Deliver(ctx, sending context.Context, classes ...model.MailClass) (tried int, err error) {
	if e.Sender == nil {
		return 0, nil
	}
	for ctx.Err() == nil {
		class, mails, err := e.nextBatch(ctx, classes)
		if err != nil {
			return tried, fmt.Errorf("read outbox: %w", err)
		}
		if len(mails) == 0 {
			return tried, nil
		}
		attempts, err := e.sendBatch(sending, class, mails)
		if err != nil {
			return tried, err
		}
		tried += len(attempts) - untried(attempts)
		if sending.Err() != nil || usesRelays(class) && noServerAnswered(attempts) {
			return tried, sending.Err()
		}
	}
	return tried, nil
}

// nextBatch returns the next batch: mails of the first class in which some are due.
func (e *Engine) nextBatch(ctx context.Context, classes []model.MailClass) (model.MailClass, []model.Mail, error) {
	for _, class := range classes {
		most := batchSize
		if class == model.MailClassBackground || class == model.MailClassSuppliers {
			most = backgroundBatchSize
		}
		mails, err := e.Outbox.Due(ctx, class, e.Clock(), most)
		if len(mails) > 0 || err != nil {
			return class, mails, err
		}
	}
	return 0, nil, nil
}

// sendBatch sends one batch and writes its results.
func (e *Engine) sendBatch(sending context.Context, class model.MailClass, mails []model.Mail) ([]model.Attempt, error) {
	// From here on everything is written even while the daemon stops: mails that
	// were sent would be sent again.
	writing := context.WithoutCancel(sending)
	if err := e.Outbox.Begin(writing, mails, e.Clock()); err != nil {
		return nil, fmt.Errorf("begin to send: %w", err)
	}
	byID := byID(mails)
	attempts := e.finalResults(byID, e.Sender.Send(sending, mails))
	facts := deliveryFacts(byID, attempts)
	var relay model.Fact
	if usesRelays(class) && untried(attempts) < len(attempts) {
		relay = relayFact(attempts)
		facts = append(facts, relay)
	}
	if err := e.Outbox.RecordResults(writing, attempts, facts); err != nil {
		return nil, fmt.Errorf("record results of sending: %w", err)
	}
	if relay.Kind == model.FactProbeOK {
		return attempts, e.releaseDeferred(writing)
	}
	return attempts, nil
}

// releaseDeferred makes mails due that were deferred while no relay worked.
func (e *Engine) releaseDeferred(ctx context.Context) error {
	known := e.known.Load() // mails leave while an evaluation runs
	if known == nil {
		return nil
	}
	if s, probed := known.Streak("", model.SubjectRelay); !probed || s.Failures == 0 {
		return nil
	}
	if err := e.Outbox.Release(ctx, e.Clock()); err != nil {
		return fmt.Errorf("release outbox: %w", err)
	}
	return nil
}

// byID returns each mail by its id.
func byID(mails []model.Mail) map[string]model.Mail {
	byID := make(map[string]model.Mail, len(mails))
	for _, m := range mails {
		byID[m.ID] = m
	}
	return byID
}

// finalResults turns an attempt that was deferred too often into a refusal, so that
// the alert escalates to its next step. A mail that may have been delivered is marked
// as such, in mails too.
func (e *Engine) finalResults(mails map[string]model.Mail, attempts []model.Attempt) []model.Attempt {
	for i, a := range attempts {
		m := mails[a.Mail]
		if a.Ambiguous && m.Unsure.IsZero() {
			m.Unsure = a.At
			mails[a.Mail] = m
		}
		a.Ambiguous = !m.Unsure.IsZero()
		attempts[i] = retry.Result(m, a)
		if a.Ambiguous && !a.Untried {
			e.Log.Warn("An email may arrive twice.", "mail", m.ID, "message_id", m.MessageID, "to", m.To.String(), "result", attempts[i].Result,
				"unsure_since", m.Unsure)
		}
	}
	return attempts
}

// untried counts the mails that were not begun: they wait for others, or for the rate of a relay.
func untried(attempts []model.Attempt) int {
	n := 0
	for _, a := range attempts {
		if a.Untried {
			n++
		}
	}
	return n
}

// noServerAnswered reports whether no server answered for any mail of a batch: the
// next batch would fail in the same way.
func noServerAnswered(attempts []model.Attempt) bool {
	for _, a := range attempts {
		if a.Result != model.MailQueued || a.Code != 0 {
			return false
		}
	}
	return true
}
