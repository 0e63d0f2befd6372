package wiring

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"strconv"
	"time"

	"supplierwatch/internal/model"
	"supplierwatch/internal/sendrate"
	"supplierwatch/internal/settings"
	"supplierwatch/internal/store"
)

// RelayLimits returns the limiter of each relay by its place in the configuration; nil for one without a rate.
func RelayLimits(s *settings.Settings) sendrate.Limiters {
	limits := make(sendrate.Limiters, len(s.Relays))
	for i, r := range s.Relays {
		limits[i] = sendrate.New(r.Rate).Of(net.JoinHostPort(r.Host, strconv.Itoa(r.Port)))
	}
	return limits
}

// Rates returns those limiters which bound when mails leave. A directory takes mails for which no server answered, and none that wait for a rate, so
// only the servers before the first directory count.
func Rates(s *settings.Settings, limits sendrate.Limiters) sendrate.Limiters {
	for i, r := range s.Relays {
		if r.Directory != "" {
			return limits[:i]
		}
	}
	return limits
}

// PauseFact returns that a relay with a rate answered that it takes no mail for now. It did answer: of good probes the store keeps the last one only.
func PauseFact(relay, answer string) model.Fact {
	return model.Fact{
		ID: rand.Text(), Subject: pauseSubject(relay), Kind: model.FactProbeOK, Actor: model.ActorWatchdog, Source: "outbox", Evidence: answer,
	}.WithReason("paused")
}

// pauseSubject is what a pause of one relay is recorded about. Whether any relay works is recorded about model.SubjectRelay.
func pauseSubject(relay string) model.Subject {
	return model.Subject{Kind: model.SubjectRelay.Kind, ID: relay}
}

// Sent knows when mails were handed to a relay, and when relays took none.
type Sent interface {
	HandedOver(ctx context.Context, since time.Time) ([]time.Time, error)
	StandingFacts(ctx context.Context, wanted store.FactQuery) ([]model.Fact, error)
}

// RecallRates makes the mails and the pauses count that came before this start.
func RecallRates(ctx context.Context, sent Sent, limits sendrate.Limiters, now time.Time) error {
	longest := limits.Longest()
	if longest == 0 {
		return nil
	}
	times, err := sent.HandedOver(ctx, now.Add(-longest))
	if err != nil {
		return fmt.Errorf("read which mails were sent lately: %w", err)
	}
	limits.Recall(times)
	began := map[string]time.Time{}
	for _, relay := range limits.Relays() {
		facts, err := sent.StandingFacts(ctx, store.FactQuery{Subject: pauseSubject(relay), Limit: mostPauses})
		if err != nil {
			return fmt.Errorf("read which relays took no mail lately: %w", err)
		}
		for _, f := range facts {
			if !f.RecordedAt.After(now) {
				began[relay] = f.RecordedAt
			}
		}
	}
	limits.RecallPauses(began)
	return nil
}

// mostPauses is how many pauses of one relay are read: the store has one that counts.
const mostPauses = 10

// RecordedRates returns the limiter of each relay, in which the mails count that a daemon of this configuration has sent.
func RecordedRates(ctx context.Context, s *settings.Settings, now time.Time) (sendrate.Limiters, error) {
	limits := RelayLimits(s)
	if limits.Longest() == 0 {
		return limits, nil
	}
	db, err := OpenExistingStore(ctx, s)
	if errors.Is(err, fs.ErrNotExist) {
		return limits, nil
	}
	if err != nil {
		return nil, err
	}
	defer db.Close()
	return limits, RecallRates(ctx, db, limits, now)
}
