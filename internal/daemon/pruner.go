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

// prune prunes the state, and has the engine read it anew.
func (p *pruner) prune(ctx context.Context) {
	now := p.clock()
	if p.state.prune(ctx, store.Retention{Probes: p.keep.Probes.Before(now), Resolved: p.keep.Resolved.Before(now), MailText: p.keep.MailText.Before(now)}) {
		p.engine.Forget()
	}
}
