package readmodel

import (
	"context"
	"sync/atomic"
	"time"

	"supplierwatch/internal/exposure"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/store"
)

// coverageMonths is how many past months the coverage goes back.
const coverageMonths = 12

// Coverage computes how many suppliers are covered beside the evaluations, since it takes long with many suppliers: nobody who reads waits for it. One
// goroutine updates it, any may read it.
type Coverage struct {
	Last  *LastEvaluation
	Facts interface {
		KnownFacts(ctx context.Context) (*factindex.Index, error)
	}
	Store interface {
		StandingFacts(ctx context.Context, wanted store.FactQuery) ([]model.Fact, error)
	}

	updates exposure.CoverageUpdates
	current atomic.Pointer[exposure.CoverageHistory]
}

// Load returns the coverage as it was computed last; nil before that.
func (c *Coverage) Load() *exposure.CoverageHistory { return c.current.Load() }

// Update computes the coverage for the last evaluation. Where nothing has changed since the last time, only its instant is new.
func (c *Coverage) Update(ctx context.Context) error {
	evaluation := c.Last.Load()
	if evaluation == nil {
		return nil
	}
	facts, err := c.Facts.KnownFacts(ctx)
	if err != nil {
		return err
	}
	next := exposure.CoverageHistory{}
	if before := c.Load(); before != nil && c.updates.Same(evaluation.Registry, facts, evaluation.At) {
		next = *before
		next.AsOf = evaluation.At
	} else {
		since, err := c.since(ctx)
		if err != nil {
			return err
		}
		next = c.updates.At(evaluation.Registry, facts, evaluation.At, since, coverageMonths)
	}
	c.current.Store(&next)
	return nil
}

// since returns when the first fact was recorded that is kept; zero if there is none.
func (c *Coverage) since(ctx context.Context) (time.Time, error) {
	first, err := c.Store.StandingFacts(ctx, store.FactQuery{Limit: 1})
	if err != nil || len(first) == 0 {
		return time.Time{}, err
	}
	return first[0].RecordedAt, nil
}
