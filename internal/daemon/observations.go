package daemon

import (
	"context"
	"crypto/rand"
	"log/slog"
	"time"

	"supplierwatch/internal/model"
)

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
