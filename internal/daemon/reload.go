package daemon

import (
	"context"
	"log/slog"

	"supplierwatch/internal/engine"
	"supplierwatch/internal/lease"
	"supplierwatch/internal/model"
	"supplierwatch/internal/sdnotify"
)

// reloader reads the registry again, when somebody asks for it or its files have changed.
type reloader struct {
	registry     *activeRegistry
	manager      sdnotify.Manager
	observations observations
	engine       *engine.Engine
	loop         *engine.Loop
	leases       lease.Leases
	log          *slog.Logger
}

// reload reads the registry again. One with problems changes nothing, except that the problems are known: the registry read before stays in
// force. One that lost many suppliers at once is believed at once only if forced.
func (r *reloader) reload(ctx context.Context, forced bool) []model.Problem {
	r.manager.Reloading()
	defer r.manager.Notify("READY=1")
	r.registry.reading.Lock()
	defer r.registry.reading.Unlock()
	loaded, problems := r.registry.read()
	r.apply(ctx, loaded, problems, forced)
	if loaded != nil {
		return nil
	}
	return problems
}

// ReloadRegistry reads the registry again after an accepted change was written into its files. Its problems are known to whoever looks at them.
func (r *reloader) ReloadRegistry(ctx context.Context) { r.reload(ctx, false) }

// reloadIfChanged applies a registry that differs from what was read last.
func (r *reloader) reloadIfChanged(ctx context.Context) {
	r.registry.reading.Lock()
	defer r.registry.reading.Unlock()
	if loaded, problems := r.registry.read(); r.registry.isNews(loaded, problems) {
		r.apply(ctx, loaded, problems, false)
	}
}

// apply makes what was read the registry in force, unless it has problems. To force it comes last: an evaluation of the old registry would
// use that up.
func (r *reloader) apply(ctx context.Context, loaded *model.Registry, problems []model.Problem, forced bool) {
	if loaded == nil {
		r.registry.reject(problems)
		r.recordReading(ctx)
		r.loop.Wake()
		return
	}
	before := r.registry.ReloadState()
	r.registry.set(loaded, problems)
	r.leases.UseRegistry(loaded.Hash)
	r.log.Info("The registry was reloaded.", "hash", loaded.Hash, "suppliers", len(loaded.Suppliers))
	if !before.OK || len(before.Problems)+len(problems) > 0 {
		r.recordReading(ctx)
	}
	if forced {
		r.engine.Force()
	}
	r.loop.Wake()
	r.registry.cacheLater()
}

// recordReading records what became of reading the registry, if this replica evaluates by it.
func (r *reloader) recordReading(ctx context.Context) {
	if lease.Held(r.leases, lease.Evaluation) {
		r.observations.record(ctx, r.registry.readFact())
	}
}
