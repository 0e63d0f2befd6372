package daemon

import (
	"context"
	"fmt"
	"time"

	"supplierwatch/internal/engine"
	"supplierwatch/internal/model"
	"supplierwatch/internal/wiring"
)

// supplierHoursOutbox is the outbox as the delivery reads it: mails to suppliers are due in their working hours alone, however long a relay was
// down or they were closed, and never after they have objected.
type supplierHoursOutbox struct {
	engine.Outbox
	may func(ctx context.Context, m model.Mail, now time.Time) (bool, error)
}

// Due returns mails that may be sent now. However many mails wait for their hours, they hold up no other.
func (p supplierHoursOutbox) Due(ctx context.Context, class model.MailClass, now time.Time, limit int) ([]model.Mail, error) {
	for most := limit; ; most *= 4 {
		all, err := p.Outbox.Due(ctx, class, now, most)
		if err != nil {
			return nil, err
		}
		mails, err := p.sendable(ctx, all, now)
		if err != nil || len(mails) >= limit || len(all) < most {
			return mails[:min(len(mails), limit)], err
		}
	}
}

func (p supplierHoursOutbox) sendable(ctx context.Context, all []model.Mail, now time.Time) ([]model.Mail, error) {
	var mails []model.Mail
	for _, m := range all {
		if m.Kind.ToSupplier() {
			may, err := p.may(ctx, m, now)
			if err != nil {
				return nil, fmt.Errorf("see whether a supplier may be written to: %w", err)
			}
			if !may {
				continue
			}
		}
		mails = append(mails, m)
	}
	return mails, nil
}

// mayWrite reports whether a mail to a supplier may be sent now.
func (d *Daemon) mayWrite(ctx context.Context, m model.Mail, now time.Time) (may bool, err error) {
	r := d.registry.Load()
	err = d.engine.WithFacts(ctx, func(known *model.Facts) {
		may = wiring.VerificationPlanner(d.settings, r).Allowed(m.To.Address, r, known, now)
	})
	return may, err
}
