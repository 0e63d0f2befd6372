package daemon

import (
	"context"
	"log/slog"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/engine"
	"supplierwatch/internal/model"
	"supplierwatch/internal/reloadrequest"
)

// requestInterval is how often the daemon looks for requests to reload: the person at the shell waits.
const requestInterval = time.Second

// reloadRequests answers the requests to reload the registry that commands record in the state.
type reloadRequests struct {
	engine   *engine.Engine
	reloader *reloader
	log      *slog.Logger
	seq      int64 // of the last fact that was looked at
}

// newReloadRequests begins with the requests that are recorded from now on: the registry was just read.
func newReloadRequests(ctx context.Context, e *engine.Engine, r *reloader, log *slog.Logger) *reloadRequests {
	requests := &reloadRequests{engine: e, reloader: r, log: log}
	if known, err := e.KnownFacts(ctx); err == nil {
		requests.seq = known.Seq()
	}
	return requests
}

// run answers requests until the context ends.
func (x *reloadRequests) run(ctx context.Context) {
	ticker := time.NewTicker(requestInterval)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			x.look(ctx)
		}
	}
}

// look answers the requests that were recorded since it looked last. A state that cannot be read now is read again the next time.
func (x *reloadRequests) look(ctx context.Context) {
	facts, err := x.engine.Store.FactsAfter(ctx, x.seq)
	if err != nil {
		return
	}
	for _, f := range facts {
		x.seq = max(x.seq, f.Seq)
		if request, ok := reloadrequest.Read(f); ok {
			x.answer(ctx, request)
		}
	}
}

// answer reloads the registry and records what became of it. The answer to a registry without errors is recorded with the evaluation of it, which
// finds out whether many suppliers are missing.
func (x *reloadRequests) answer(ctx context.Context, request reloadrequest.Request) {
	x.log.Info("A person requests to reload the registry.", "by", request.Actor, "force", request.Force)
	if problems := x.reloader.reload(ctx, request.Force); len(problems) > 0 {
		rejected := apidoc.ReloadDocument{Result: apidoc.ReloadRejected, Suppliers: len(x.reloader.registry.Load().Suppliers), Errors: problems}
		x.reloader.observations.record(ctx, request.Answer(rejected, x.engine.Clock()))
		return
	}
	_, err := x.reloader.loop.Record(ctx, nil, func(evaluation engine.Evaluation) model.Change {
		applied := apidoc.ReloadDocument{
			Result: apidoc.ReloadApplied, Suppliers: len(evaluation.Registry.Suppliers), Warnings: x.reloader.registry.ReloadState().Problems,
		}
		if !evaluation.State.Notifications.RemovalSeenAt.IsZero() {
			applied.Result = apidoc.ReloadHeld
		}
		return model.Change{Facts: []model.Fact{request.Answer(applied, evaluation.At)}}
	})
	if err != nil {
		x.log.Error("A request to reload the registry could not be answered.", "error", err)
	}
}
