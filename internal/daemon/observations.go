package daemon

import (
	"context"
	"crypto/rand"
	"log/slog"
	"path/filepath"
	"time"

	"supplierwatch/internal/model"
)

// loadingFact is the result of an attempt to read the registry at some paths. They are absolute, so that commands find them from any folder.
func loadingFact(kind model.FactKind, evidence string, paths []string) model.Fact {
	absolute := make([]string, len(paths))
	for i, path := range paths {
		absolute[i] = path
		if whole, err := filepath.Abs(path); err == nil {
			absolute[i] = whole
		}
	}
	return model.NewRegistryRead(model.Fact{
		ID: rand.Text(), Subject: model.SubjectLoading, Kind: kind,
		Actor: model.ActorWatchdog, Source: "registry", Evidence: evidence,
	}, absolute)
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
