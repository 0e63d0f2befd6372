package daemon

import (
	"context"
	"sync"
	"time"

	"supplierwatch/internal/engine"
	"supplierwatch/internal/model"
)

// retryingOutbox is the outbox for a disk that is full: results of attempts that could not be stored are kept in memory, and no mail is due
// before they are stored. Without that a mail would be sent again and again for as long as the disk is full.
type retryingOutbox struct {
	engine.Outbox

	mu         sync.Mutex
	unrecorded []unrecordedResult
}

// unrecordedResult is the result of a batch that could not be stored.
type unrecordedResult struct {
	attempts []model.Attempt
	facts    []model.Fact
}

// RecordResults stores the results of attempts, or keeps them in memory.
func (o *retryingOutbox) RecordResults(ctx context.Context, attempts []model.Attempt, facts []model.Fact) error {
	err := o.Outbox.RecordResults(ctx, attempts, facts)
	if err != nil {
		o.mu.Lock()
		defer o.mu.Unlock()
		o.unrecorded = append(o.unrecorded, unrecordedResult{attempts, facts})
	}
	return err
}

// Due returns mails once all results before them are stored.
func (o *retryingOutbox) Due(ctx context.Context, class model.MailClass, now time.Time, limit int) ([]model.Mail, error) {
	if err := o.retry(ctx); err != nil {
		return nil, err
	}
	return o.Outbox.Due(ctx, class, now, limit)
}

// retry stores what could not be stored before.
func (o *retryingOutbox) retry(ctx context.Context) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	for len(o.unrecorded) > 0 {
		if err := o.Outbox.RecordResults(ctx, o.unrecorded[0].attempts, o.unrecorded[0].facts); err != nil {
			return err
		}
		o.unrecorded = o.unrecorded[1:]
	}
	return nil
}
