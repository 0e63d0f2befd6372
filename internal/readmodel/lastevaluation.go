package readmodel

import (
	"context"
	"slices"
	"sync/atomic"
	"time"

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
	shown   lists
}

// Load returns the last evaluation, or nil before the first one.
func (l *LastEvaluation) Load() *engine.Evaluation { return l.current.Load() }

// Swap replaces the last evaluation and returns the one before.
func (l *LastEvaluation) Swap(evaluation *engine.Evaluation) (before *engine.Evaluation) {
	l.shown.age()
	l.shown.changes.add(evaluation)
	return l.current.Swap(evaluation)
}

// State returns the state as the last evaluation left it or, before the first one, as the store has it.
func (l *LastEvaluation) State(ctx context.Context) (model.State, error) {
	if evaluation := l.Load(); evaluation != nil {
		return evaluation.State, nil
	}
	return l.Store.State(ctx)
}

// viewsOf returns the lists of an evaluation as they are shown, with the suppliers of a registry.
func (l *LastEvaluation) viewsOf(evaluation *engine.Evaluation, r *model.Registry) views {
	return views{lists: &l.shown, evaluation: evaluation, registry: r}
}

// views returns the lists of the last evaluation; false before the first one.
func (l *LastEvaluation) views(r *model.Registry) (v views, known bool) {
	evaluation := l.Load()
	if evaluation == nil {
		return views{}, false
	}
	return l.viewsOf(evaluation, r), true
}

// view returns what pages about a supplier and one of its alerts, by its key, are written from: a state, with what viewOf returns of the last evaluation.
func (l *LastEvaluation) view(supplier, key string, state model.State, r *model.Registry, facts *factindex.Index, now time.Time) view.View {
	found := view.View{Registry: r}
	if v, known := l.views(r); known {
		found = v.viewOf(supplier, key)
	}
	found.State, found.Facts, found.Now = state, facts, now
	return found
}

// RelayDown reports whether the last evaluation found that no relay accepts our mail.
func (l *LastEvaluation) RelayDown() bool {
	evaluation := l.Load()
	if evaluation == nil {
		return false
	}
	return slices.ContainsFunc(l.viewsOf(evaluation, evaluation.Registry).Findings().Of(""), func(f *model.Finding) bool {
		return f.Rule == rulebook.MailRelayDown
	})
}
