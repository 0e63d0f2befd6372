package daemon

import (
	"context"
	"crypto/rand"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"supplierwatch/internal/model"
	"supplierwatch/internal/registry"
	"supplierwatch/internal/settings"
	"supplierwatch/internal/web"
	"supplierwatch/internal/wiring"
)

// activeRegistry is the registry in force, and reads it again.
type activeRegistry struct {
	paths    []string
	settings *settings.Settings
	clock    func() time.Time
	log      *slog.Logger

	current atomic.Pointer[model.Registry]
	reading sync.Mutex // one reading at a time
	loader  registry.Loader

	mu       sync.Mutex
	reloaded web.Reload
	warned   []model.Problem // of the registry in force, logged already
}

// Load returns the registry in force.
func (r *activeRegistry) Load() *model.Registry { return r.current.Load() }

// Store makes a registry the one in force without a word.
func (r *activeRegistry) Store(loaded *model.Registry) { r.current.Store(loaded) }

// read reads the registry and fits it to the configuration.
func (r *activeRegistry) read() (*model.Registry, []model.Problem) {
	loaded, problems := r.loader.Load(r.paths)
	if len(problems) > 0 {
		return nil, problems
	}
	return loaded, wiring.FitRegistry(r.settings, loaded)
}

// set makes a registry the one in force.
func (r *activeRegistry) set(loaded *model.Registry) {
	r.current.Store(loaded)
	r.logWarnings(loaded)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.reloaded = web.Reload{OK: true, At: r.clock()}
}

// reject keeps the registry in force and remembers why.
func (r *activeRegistry) reject(problems []model.Problem) {
	r.mu.Lock()
	r.reloaded = web.Reload{OK: false, At: r.reloaded.At, Problems: problems}
	r.mu.Unlock()
	for _, p := range problems {
		r.log.Error("The registry has an error.", "place", p.Position.String(), "problem", p.Message)
	}
}

// reloadState returns what became of the last reading.
func (r *activeRegistry) reloadState() web.Reload {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.reloaded
}

// isNews reports whether what was read differs from what was read last, be that good or bad.
func (r *activeRegistry) isNews(loaded *model.Registry, problems []model.Problem) bool {
	last := r.reloadState()
	if len(problems) > 0 {
		return last.OK || wiring.ProblemError(problems).Error() != wiring.ProblemError(last.Problems).Error()
	}
	return loaded.Hash != r.Load().Hash || !last.OK
}

// logWarnings logs what of a registry makes an attack or a mistake easy, except what was logged before: a reload repeats nothing.
func (r *activeRegistry) logWarnings(loaded *model.Registry) {
	warnings := registry.Warnings(loaded)
	r.mu.Lock()
	before := r.warned
	r.warned = warnings
	r.mu.Unlock()
	for _, w := range warnings {
		known := func(b model.Problem) bool { return b.Message == w.Message && b.File == w.File }
		if !slices.ContainsFunc(before, known) {
			r.log.Warn("The registry has a weakness.", "place", w.Position.String(), "warning", w.Message)
		}
	}
}

// reload reads the registry again. One with problems changes nothing, except that the problems are known: the registry read before stays in
// force. One that lost many suppliers at once is believed at once only if forced.
func (d *Daemon) reload(ctx context.Context, forced bool) []model.Problem {
	if err := d.notify.reloading(); err != nil && d.notify.socket != "" {
		d.Log.Warn("The service manager could not be notified.", "error", err)
	}
	defer d.notifyManager("READY=1")
	d.registry.reading.Lock()
	defer d.registry.reading.Unlock()
	loaded, problems := d.registry.read()
	d.applyReload(ctx, loaded, problems, forced)
	return problems
}

// reloadIfChanged applies a registry that differs from what was read last.
func (d *Daemon) reloadIfChanged(ctx context.Context) {
	d.registry.reading.Lock()
	defer d.registry.reading.Unlock()
	if loaded, problems := d.registry.read(); d.registry.isNews(loaded, problems) {
		d.applyReload(ctx, loaded, problems, false)
	}
}

// applyReload makes what was read the registry in force, unless it has problems. To force it comes last: an evaluation of the old registry would
// use that up.
func (d *Daemon) applyReload(ctx context.Context, loaded *model.Registry, problems []model.Problem, forced bool) {
	defer d.loop.Wake()
	if len(problems) > 0 {
		d.registry.reject(problems)
		d.observations().record(ctx, loadingFact(model.FactProbeFailed, problems[0].String()))
		return
	}
	failedBefore := !d.registry.reloadState().OK
	d.registry.set(loaded)
	d.Log.Info("The registry was reloaded.", "hash", loaded.Hash, "suppliers", len(loaded.Suppliers))
	if failedBefore {
		d.observations().record(ctx, loadingFact(model.FactProbeOK, "the registry can be read"))
	}
	if forced {
		d.engine.Force()
	}
}

// loadingFact is what an attempt to read the registry came to.
func loadingFact(kind model.FactKind, evidence string) model.Fact {
	return model.Fact{
		ID: rand.Text(), Subject: model.SubjectLoading, Kind: kind,
		Actor: model.ActorWatchdog, Source: "registry", Evidence: evidence,
	}
}

// observations records what the daemon itself observes.
type observations struct {
	store interface {
		Commit(ctx context.Context, change model.Change) error
	}
	clock func() time.Time
	ready *readiness
	log   *slog.Logger
}

func (d *Daemon) observations() observations {
	return observations{store: d.store, clock: d.clock, ready: &d.ready, log: d.Log}
}

// record appends facts that were observed now, even if whoever caused it has gone: a client that waits no longer, a daemon that is to stop.
func (o observations) record(ctx context.Context, facts ...model.Fact) {
	now := o.clock()
	for i := range facts {
		facts[i].ObservedAt, facts[i].RecordedAt = now, now
	}
	if err := o.store.Commit(context.WithoutCancel(ctx), model.Change{Facts: facts}); err != nil {
		o.log.Error("Facts could not be recorded.", "error", err)
		o.ready.setWriteError(err)
	}
}
