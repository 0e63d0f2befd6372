package readmodel

import (
	"context"
	"sync/atomic"

	"supplierwatch/internal/action"
	"supplierwatch/internal/engine"
	"supplierwatch/internal/model"
	"supplierwatch/internal/rulebook"
)

// LastEvaluation holds the last complete evaluation for everything that shows or uses it.
type LastEvaluation struct {
	Store interface {
		State(ctx context.Context) (model.State, error)
	}
	current atomic.Pointer[engine.Evaluation]
	worst   atomic.Pointer[worstFindings]
}

// worstFindings caches the most severe finding of each alert's key in an evaluation, because every page needs it and there may be many thousand findings.
type worstFindings struct {
	evaluation *engine.Evaluation
	byKey      map[string]model.Finding
}

// Load returns the last evaluation, or nil before the first one.
func (l *LastEvaluation) Load() *engine.Evaluation { return l.current.Load() }

// Swap replaces the last evaluation and returns the one before.
func (l *LastEvaluation) Swap(evaluation *engine.Evaluation) (before *engine.Evaluation) {
	return l.current.Swap(evaluation)
}

// State returns the state as the last evaluation left it or, before the first one, as the store has it.
func (l *LastEvaluation) State(ctx context.Context) (model.State, error) {
	if evaluation := l.Load(); evaluation != nil {
		return evaluation.State, nil
	}
	return l.Store.State(ctx)
}

// WorstByKey returns the most severe finding of each alert's key, as the last evaluation found it. Nobody may change the map: all readers share it.
func (l *LastEvaluation) WorstByKey() map[string]model.Finding {
	evaluation := l.Load()
	if evaluation == nil {
		return nil
	}
	if known := l.worst.Load(); known != nil && known.evaluation == evaluation {
		return known.byKey
	}
	made := &worstFindings{evaluation: evaluation, byKey: action.ViewOf(*evaluation).Findings}
	l.worst.Store(made)
	return made.byKey
}

// RelayDown reports whether the last evaluation found that no relay accepts our mail.
func (l *LastEvaluation) RelayDown() bool {
	evaluation := l.Load()
	if evaluation == nil {
		return false
	}
	for _, f := range evaluation.Findings {
		if f.Rule == rulebook.MailRelayDown {
			return true
		}
	}
	return false
}
