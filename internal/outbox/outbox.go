package outbox

import (
	"context"
	"time"

	"supplierwatch/internal/engine"
	"supplierwatch/internal/model"
)

// Outbox is the store's outbox as the delivery uses it: no mail is due before all results of earlier attempts are stored, and mails to suppliers are
// due in their working hours alone. Where every relay has a rate, the most urgent mails are due first, and no more of them than the relays take.
type Outbox struct {
	Stored engine.Outbox
	Hours  SupplierHours // nil: suppliers may be written to at any time
	Rates  Rates         // nil: the relays take any number of mails

	unrecorded unrecordedResults
}

// SupplierHours knows the hours in which suppliers may be written to.
type SupplierHours interface {
	// MayWrite reports whether a mail to a supplier may be sent now.
	MayWrite(ctx context.Context, m model.Mail, now time.Time) (bool, error)
}

// Due returns mails that may be sent now.
func (o *Outbox) Due(ctx context.Context, class model.MailClass, now time.Time, limit int) ([]model.Mail, error) {
	if err := o.unrecorded.retry(ctx, o.Stored); err != nil {
		return nil, err
	}
	if limits(o.Rates, class) {
		return o.withinRates(ctx, class, now, limit)
	}
	return o.sendable(ctx, class, now, limit)
}

// Begin records that mails are about to be tried.
func (o *Outbox) Begin(ctx context.Context, mails []model.Mail, at time.Time) error {
	return o.Stored.Begin(ctx, mails, at)
}

// RecordResults stores the results of attempts, or keeps them in memory.
func (o *Outbox) RecordResults(ctx context.Context, attempts []model.Attempt, facts []model.Fact) error {
	err := o.Stored.RecordResults(ctx, attempts, facts)
	if err != nil {
		o.unrecorded.keep(attempts, facts)
	}
	return err
}

// Release makes deferred mails due now.
func (o *Outbox) Release(ctx context.Context, now time.Time) error { return o.Stored.Release(ctx, now) }

// sendable returns due mails without those to suppliers that are closed now. However many mails wait for their hours, they hold up no other.
func (o *Outbox) sendable(ctx context.Context, class model.MailClass, now time.Time, limit int) ([]model.Mail, error) {
	for most := limit; ; most *= 4 {
		all, err := o.Stored.Due(ctx, class, now, most)
		if err != nil {
			return nil, err
		}
		mails, err := withinHours(ctx, all, now, o.Hours)
		if err != nil || len(mails) >= limit || len(all) < most {
			return mails[:min(len(mails), limit)], err
		}
	}
}
