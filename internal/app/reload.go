package app

import (
	"context"
	"crypto/rand"
	"slices"

	"supplierwatch/internal/model"
	"supplierwatch/internal/registry"
	"supplierwatch/internal/web"
)

// reload reads the registry again. One with problems changes nothing but that
// the problems are known: the registry read before stays in force. One that
// lost many suppliers at once is believed at once only if forced.
func (d *Daemon) reload(ctx context.Context, forced bool) []model.Problem {
	if err := d.notify.reloading(); err != nil && d.notify.socket != "" {
		d.Log.Warn("service manager", "error", err)
	}
	defer d.tellManager("READY=1")
	d.reading.Lock()
	defer d.reading.Unlock()
	loaded, problems := d.load()
	d.take(ctx, loaded, problems, forced)
	return problems
}

// take makes what was read the registry in force, unless it has problems. To
// force it comes last: a pass over the old registry would use that up.
func (d *Daemon) take(ctx context.Context, loaded *model.Registry, problems []model.Problem, forced bool) {
	was := d.reloadState()
	if len(problems) > 0 {
		d.refuse(ctx, was, problems)
		return
	}
	d.adopt(loaded)
	d.Log.Info("reloaded the registry", "hash", loaded.Hash, "suppliers", len(loaded.Suppliers))
	if !was.OK {
		d.record(ctx, loadingFact(model.FactProbeOK, "the registry can be read"))
	}
	if forced {
		d.engine.Force()
	}
	d.loop.Wake()
}

func (d *Daemon) reloadState() web.Reload {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.reloaded
}

// refuse keeps the old registry and says why.
func (d *Daemon) refuse(ctx context.Context, was web.Reload, problems []model.Problem) {
	d.mu.Lock()
	d.reloaded = web.Reload{OK: false, At: was.At, Problems: problems}
	d.mu.Unlock()
	for _, p := range problems {
		d.Log.Error("registry", "place", p.Position.String(), "problem", p.Message)
	}
	d.record(ctx, loadingFact(model.FactProbeFailed, problems[0].String()))
	d.loop.Wake()
}

func loadingFact(kind model.FactKind, evidence string) model.Fact {
	return model.Fact{
		ID: rand.Text(), Subject: model.SubjectLoading, Kind: kind,
		Actor: model.ActorWatchdog, Source: "registry", Evidence: evidence,
	}
}

// record appends facts that the daemon itself observed now, even if whoever made
// it look has gone: a client that waits no longer, a daemon that is to stop.
func (d *Daemon) record(ctx context.Context, facts ...model.Fact) {
	now := d.clock()
	for i := range facts {
		facts[i].ObservedAt, facts[i].RecordedAt = now, now
	}
	if err := d.store.Commit(context.WithoutCancel(ctx), model.Change{Facts: facts}); err != nil {
		d.Log.Error("record facts", "error", err)
		d.failed(err)
	}
}

// warnOf logs what of a registry makes an attack or a mistake easy, but for what
// was logged before: a reload repeats nothing.
func (d *Daemon) warnOf(loaded *model.Registry) {
	warnings := registry.Warnings(loaded)
	d.mu.Lock()
	before := d.warned
	d.warned = warnings
	d.mu.Unlock()
	for _, w := range warnings {
		said := func(b model.Problem) bool { return b.Message == w.Message && b.File == w.File }
		if !slices.ContainsFunc(before, said) {
			d.Log.Warn("registry", "place", w.Position.String(), "warning", w.Message)
		}
	}
}
