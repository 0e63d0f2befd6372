package oneshot

import (
	"context"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/outbox"
	"supplierwatch/internal/settings"
	"supplierwatch/internal/store"
	"supplierwatch/internal/wiring"
)

// WaitingMails returns the mails that wait for the rates of the relays, when the daemon of that configuration will send them, and which relays take
// none for now; nil if there are none of both. It follows from what was sent and recorded lately.
func WaitingMails(ctx context.Context, config string, now time.Time) (*apidoc.OutboxStatus, error) {
	conf, db, err := wiring.OpenState(ctx, config)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	return waitingMails(ctx, conf, db, now)
}

// waitingMails returns them for a state that is open.
func waitingMails(ctx context.Context, conf *settings.Settings, db store.Store, now time.Time) (*apidoc.OutboxStatus, error) {
	rates := wiring.Rates(conf, wiring.RelayLimits(conf))
	if err := wiring.RecallRates(ctx, db, rates, now); err != nil {
		return nil, err
	}
	status, err := (&outbox.Outbox{Stored: db, Rates: rates}).Status(ctx, now)
	if err != nil {
		return nil, err
	}
	return wiring.Masked(conf, status)
}
