package oneshot

import (
	"context"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/outbox"
	"supplierwatch/internal/wiring"
)

// WaitingMails returns the mails that wait for the rates of the relays, and when the daemon of that configuration will send them; nil if none does.
// It follows from what was sent lately. That a relay takes nothing for now is known to the daemon alone.
func WaitingMails(ctx context.Context, config string, now time.Time) (*apidoc.OutboxStatus, error) {
	conf, db, err := wiring.OpenState(ctx, config)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	rates := wiring.Rates(conf, wiring.RelayLimits(conf))
	if err := wiring.RecallRates(ctx, db, rates, now); err != nil {
		return nil, err
	}
	waiting, err := (&outbox.Outbox{Stored: db, Rates: rates}).Waiting(ctx, now)
	if err != nil {
		return nil, err
	}
	return wiring.Masked(conf, apidoc.NewOutboxStatus(waiting))
}
