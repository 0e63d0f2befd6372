package wiring

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"supplierwatch/internal/sendrate"
	"supplierwatch/internal/settings"
)

// RelayLimits returns the limiter of each relay by its place in the configuration; nil for one without a rate.
func RelayLimits(s *settings.Settings) sendrate.Limiters {
	limits := make(sendrate.Limiters, len(s.Relays))
	for i, r := range s.Relays {
		limits[i] = sendrate.New(r.Rate)
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

// HandedOver knows when mails were handed to a relay.
type HandedOver interface {
	HandedOver(ctx context.Context, since time.Time) ([]time.Time, error)
}

// RecallRates makes the mails count that were handed over before this start.
func RecallRates(ctx context.Context, sent HandedOver, limits sendrate.Limiters, now time.Time) error {
	longest := limits.Longest()
	if longest == 0 {
		return nil
	}
	times, err := sent.HandedOver(ctx, now.Add(-longest))
	if err != nil {
		return fmt.Errorf("read which mails were sent lately: %w", err)
	}
	limits.Recall(times)
	return nil
}

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
