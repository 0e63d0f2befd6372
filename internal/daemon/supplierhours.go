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
	engine   *engine.Engine
}

// MayWrite reports whether a mail to a supplier may be sent now.
func (h supplierHours) MayWrite(ctx context.Context, m model.Mail, now time.Time) (may bool, err error) {
	r := h.registry.Load()
	err = h.engine.WithFacts(ctx, func(known *factindex.Index) {
		may = wiring.VerificationPlanner(h.settings, r).Allowed(m.To.Address, r, known, now)
	})
	return may, err
}
