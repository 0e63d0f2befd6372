package daemon

import (
	"context"
	"time"

	"supplierwatch/internal/engine"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/settings"
	"supplierwatch/internal/wiring"
)

// supplierHours are the times in which suppliers may be written to: their working hours, however long a relay was down or they were closed, and
// never after they have objected.
type supplierHours struct {
	settings *settings.Settings
	registry *activeRegistry
	facts    interface {
		WithFacts(ctx context.Context, look func(*factindex.Index)) error
	}
}

// factsBeside are the facts as they are known beside an evaluation: what only shows something does not wait for one.
type factsBeside struct{ engine *engine.Engine }

// WithFacts shows the facts that are known.
func (f factsBeside) WithFacts(ctx context.Context, look func(*factindex.Index)) error {
	known, err := f.engine.KnownFacts(ctx)
	if err == nil {
		look(known)
	}
	return err
}

// MayWrite reports whether a mail to a supplier may be sent now.
func (h supplierHours) MayWrite(ctx context.Context, m model.Mail, now time.Time) (may bool, err error) {
	r := h.registry.Load()
	err = h.facts.WithFacts(ctx, func(known *factindex.Index) {
		may = wiring.VerificationPlanner(h.settings, r).Allowed(m.To.Address, r, known, now)
	})
	return may, err
}
