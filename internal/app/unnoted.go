package app

import (
	"context"
	"sync"
	"time"

	"supplierwatch/internal/engine"
	"supplierwatch/internal/model"
)

// mindful is the outbox for a disk that is full: what became of mails and could not be written down is kept in mind, and nothing else is
// given to be sent before it is written. Without that a mail would leave again and again for as long as there is no room.
type mindful struct {
	engine.Outbox

	mu      sync.Mutex
	unnoted []settlement
}

// settlement is what became of a batch.
type settlement struct {
	attempts []model.Attempt
	facts    []model.Fact
}

// Settle writes what attempts came to, or remembers it.
func (o *mindful) Settle(ctx context.Context, attempts []model.Attempt, facts []model.Fact) error {
	err := o.Outbox.Settle(ctx, attempts, facts)
	if err != nil {
		o.mu.Lock()
		defer o.mu.Unlock()
		o.unnoted = append(o.unnoted, settlement{attempts, facts})
	}
	return err
}

// Due gives mails once everything before them is written down.
func (o *mindful) Due(ctx context.Context, lane model.MailClass, now time.Time, limit int) ([]model.Mail, error) {
	if err := o.note(ctx); err != nil {
		return nil, err
	}
	return o.Outbox.Due(ctx, lane, now, limit)
}

// note writes what could not be written.
func (o *mindful) note(ctx context.Context) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	for len(o.unnoted) > 0 {
		if err := o.Outbox.Settle(ctx, o.unnoted[0].attempts, o.unnoted[0].facts); err != nil {
			return err
		}
		o.unnoted = o.unnoted[1:]
	}
	return nil
}
