package readmodel

import (
	"context"
	"sync/atomic"
	"time"

	"supplierwatch/internal/engine"
	"supplierwatch/internal/exposure"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/store"
)

// coverageMonths is how many past months the coverage goes back.
const coverageMonths = 12

// dayChange is how often a day can begin somewhere: the zones of the world differ by quarters of an hour.
const dayChange = 15 * time.Minute

// Coverage computes how many suppliers are covered beside the evaluations, since it takes long with many suppliers: nobody who reads waits for it.
type Coverage struct {
	Last  *LastEvaluation
	Facts interface {
		KnownFacts(ctx context.Context) (*factindex.Index, error)
	}
	Store interface {
		StandingFacts(ctx context.Context, wanted store.FactQuery) ([]model.Fact, error)
	}

	current atomic.Pointer[coverageEdition]
}

// coverageEdition is a coverage with what it was computed from.
type coverageEdition struct {
	exposure.CoverageHistory
	registry *model.Registry
	facts    int64
}

// Load returns the coverage as it was computed last; nil before that.
func (c *Coverage) Load() *exposure.CoverageHistory {
	if known := c.current.Load(); known != nil {
		return &known.CoverageHistory
	}
	return nil
}

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
	if next, same := c.current.Load().at(evaluation, facts.Seq()); same {
		c.current.Store(next)
		return nil
	}
	since, err := c.since(ctx)
	if err != nil {
		return err
	}
	next := &coverageEdition{registry: evaluation.Registry, facts: facts.Seq()} // what is recorded meanwhile is read the next time
	next.CoverageHistory = exposure.Coverage(evaluation.Registry, facts, evaluation.At, since, coverageMonths)
	c.current.Store(next)
	return nil
}

// at returns the coverage for a later evaluation; same is false if it may be another one.
func (e *coverageEdition) at(evaluation *engine.Evaluation, facts int64) (next *coverageEdition, same bool) {
	if e == nil || e.registry != evaluation.Registry || e.facts != facts || evaluation.At.Truncate(dayChange) != e.AsOf.Truncate(dayChange) {
		return nil, false
	}
	later := *e
	later.AsOf = evaluation.At
	return &later, true
}

// since returns when the first fact was recorded that is kept; zero if there is none.
func (c *Coverage) since(ctx context.Context) (time.Time, error) {
	first, err := c.Store.StandingFacts(ctx, store.FactQuery{Limit: 1})
	if err != nil || len(first) == 0 {
		return time.Time{}, err
	}
	return first[0].RecordedAt, nil
}
