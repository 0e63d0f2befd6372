package daemon

import (
	"context"
	"time"

	"supplierwatch/internal/engine"
	"supplierwatch/internal/settings"
	"supplierwatch/internal/store"
)

// pruner removes from the state what the retention no longer keeps.
type pruner struct {
	state  *stateCheck
	engine *engine.Engine
	keep   settings.Retention
	clock  func() time.Time
}

// repeatedAfter is how long results of probes stay that repeat the one before. Where results of probes stay forever, these do, too.
const repeatedAfter = 24 * time.Hour

// prune prunes the state, and has the engine read it anew.
func (p *pruner) prune(ctx context.Context) {
	now := p.clock()
	keep := store.Retention{Probes: p.keep.Probes.Before(now), Resolved: p.keep.Resolved.Before(now), MailText: p.keep.MailText.Before(now)}
	if !keep.Probes.IsZero() {
		keep.Repeated = now.Add(-repeatedAfter)
	}
	if p.state.prune(ctx, keep) {
		p.engine.Forget()
	}
}
