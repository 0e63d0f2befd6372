package simulate

import (
	"context"
	"fmt"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/engine"
	"supplierwatch/internal/model"
	"supplierwatch/internal/notify"
)

// Simulation is what a daemon that starts on an empty state at From would find and mail until Until, if the registry did not change and
// nothing was ever probed or recorded.
type Simulation struct {
	Registry *model.Registry
	Machine  notify.Machine
	Composer engine.Composer // only the subjects of its mails are used, unless they are wanted in full
	// FullMails passes whole mails on with their events. Each evaluation then sees everything, as the texts need.
	FullMails bool
	From      time.Time
	Until     time.Time // exclusive
	Assume    apidoc.Assume
}

// Run simulates, and passes every event to tell in order. It ends early with the context and with the first error of tell.
func (s Simulation) Run(ctx context.Context, tell func(apidoc.SimulationEvent) error) error {
	r := newRun(s)
	defer r.findings.prefetcher.close()
	for now := s.From; !now.IsZero() && now.Before(s.Until); now = r.next() {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := r.evaluate(now); err != nil {
			return fmt.Errorf("simulate %s: %w", now.Format(time.RFC3339), err)
		}
		for _, event := range r.events.all {
			if err := tell(event); err != nil {
				return err
			}
		}
	}
	return nil
}
