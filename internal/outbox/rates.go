package outbox

import (
	"context"
	"slices"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/engine"
	"supplierwatch/internal/model"
)

// Rates know how many mails the relays take.
type Rates interface {
	// Limited reports whether there is a limit at all.
	Limited() bool
	// Room returns how many mails may be begun now.
	Room(now time.Time) int
	// UnreservedRoom returns how many of them need not be urgent.
	UnreservedRoom(now time.Time) int
	// Next returns when the next mails can be begun, first urgent ones and then others, the soonest first.
	Next(now time.Time, urgent, others int) []time.Time
	// Paused returns until when relays are left alone that took no mail, by relay.
	Paused(now time.Time) map[string]time.Time
}

// limits reports whether rates limit the mails of a class. Posts to webhooks need no relay.
func limits(rates Rates, class model.MailClass) bool {
	return rates != nil && rates.Limited() && slices.Contains(engine.RelayClasses, class)
}

// withinRates returns as many due mails as the relays take now, the most urgent ones. Part of the rates is kept for urgent mails: those that come
// next must not wait behind many summaries.
func (o *Outbox) withinRates(ctx context.Context, class model.MailClass, now time.Time, limit int) ([]model.Mail, error) {
	room := min(o.Rates.Room(now), limit)
	if room == 0 {
		return nil, nil
	}
	mails, err := o.sendable(ctx, class, now, mostWaiting)
	byUrgency(mails)
	most := max(min(urgent(class, mails), room), min(o.Rates.UnreservedRoom(now), room))
	return mails[:min(most, len(mails))], err
}

// Waiting returns the mails that are due and wait for the rates of the relays, in the order in which they leave.
func (o *Outbox) Waiting(ctx context.Context, now time.Time) ([]apidoc.WaitingMail, error) {
	if o.Rates == nil || !o.Rates.Limited() {
		return nil, nil
	}
	var queue []model.Mail
	first := 0 // how many of the queue are urgent
	for _, class := range engine.RelayClasses {
		mails, err := o.sendable(ctx, class, now, mostWaiting)
		if err != nil {
			return nil, err
		}
		byUrgency(mails)
		first += urgent(class, mails)
		queue = append(queue, mails...)
	}
	var waiting []apidoc.WaitingMail
	for i, at := range o.Rates.Next(now, first, len(queue)-first) {
		if at.After(now) {
			waiting = append(waiting, apidoc.NewWaitingMail(queue[i], at))
		}
	}
	return waiting, nil
}

// Status returns the mails that wait for the rates, and the relays that are paused; nil if there are none of both.
func (o *Outbox) Status(ctx context.Context, now time.Time) (*apidoc.OutboxStatus, error) {
	waiting, err := o.Waiting(ctx, now)
	if err != nil || o.Rates == nil {
		return nil, err
	}
	return apidoc.NewOutboxStatus(waiting, o.Rates.Paused(now)), nil
}
