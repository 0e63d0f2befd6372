package readmodel

import (
	"context"
	"sync/atomic"
	"time"

	"supplierwatch/internal/action"
	"supplierwatch/internal/engine"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/rulebook"
	"supplierwatch/internal/view"
)

// LastEvaluation holds the last complete evaluation for everything that shows or uses it.
type LastEvaluation struct {
	Store interface {
		State(ctx context.Context) (model.State, error)
	}
	current atomic.Pointer[engine.Evaluation]
	indexed atomic.Pointer[evaluationIndex]
}

// evaluationIndex caches what every page needs of an evaluation, because there may be many thousand findings and alerts.
type evaluationIndex struct {
	evaluation *engine.Evaluation
	worstByKey map[string]model.Finding
	openAlerts map[string][]model.Alert
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
	return l.index().worstByKey
}

// view returns what pages are written from: a state, with the findings and the open alerts of the last evaluation.
func (l *LastEvaluation) view(state model.State, r *model.Registry, facts *factindex.Index, now time.Time) view.View {
	x := l.index()
	return view.View{State: state, Registry: r, Findings: x.worstByKey, OpenAlerts: x.openAlerts, Facts: facts, Now: now}
}

// index returns the index of the last evaluation. Each evaluation is indexed once.
func (l *LastEvaluation) index() *evaluationIndex {
	evaluation := l.Load()
	if evaluation == nil {
		return &evaluationIndex{}
	}
	if known := l.indexed.Load(); known != nil && known.evaluation == evaluation {
		return known
	}
	made := &evaluationIndex{evaluation: evaluation, worstByKey: action.ViewOf(*evaluation).Findings, openAlerts: view.OpenAlerts(evaluation.State.Alerts)}
	l.indexed.Store(made)
	return made
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
