package engine

import (
	"context"
	"errors"
	"fmt"
	"time"

	"supplierwatch/internal/lease"
	"supplierwatch/internal/model"
)

// Peers are the replicas that work on the same store. One of them decides; the others evaluate the same rules on the same facts, and show the alerts
// as that one wrote them.
type Peers struct {
	// Leading returns the term in which this replica decides, and the store that accepts what is decided in it; 0 and nil while another one does.
	Leading func() (term int64, store Store)
	// Progress returns how far the store has come.
	Progress func(ctx context.Context) (lease.Progress, error)
}

// decidesHere reports whether this replica decides.
func (p *Peers) decidesHere() bool {
	if p == nil {
		return true
	}
	term, _ := p.Leading()
	return term != 0
}

// decidesInto returns the store that accepts what this replica decides; nil if another one does. Each term begins with what the store holds, as a
// start does.
func (e *Engine) decidesInto() Store {
	if e.Peers == nil {
		return e.Store
	}
	term, store := e.Peers.Leading()
	if term != e.term {
		e.forget()
		e.term, e.started, e.forced, e.limited = term, false, false, 0
	}
	return store
}

// noteEvaluated adds to a change up to which fact it was decided, for replicas that wait for that.
func (e *Engine) noteEvaluated(change *model.Change) {
	if seq := e.facts.Seq(); e.Peers != nil && seq > e.evaluated {
		change.Evaluated = seq
	}
}

// follow evaluates what another replica decides about, and decides nothing. What report returns is committed.
func (e *Engine) follow(ctx context.Context, report Report) (Evaluation, error) {
	began := e.Clock()
	if err := e.readAnew(ctx); err != nil {
		return Evaluation{}, err
	}
	evaluation := e.followed(began)
	if report != nil {
		if change := report(evaluation); !change.Empty() {
			if err := e.Store.Commit(ctx, change); err != nil {
				return Evaluation{}, fmt.Errorf("commit report: %w", err)
			}
		}
	}
	e.reread, e.forced, e.state = false, false, &evaluation.State
	evaluation.Took = e.Clock().Sub(began)
	e.announce(evaluation)
	return evaluation, nil
}

// readAnew brings facts, and alerts that were written since, up to what the store holds.
func (e *Engine) readAnew(ctx context.Context) error {
	progress, err := e.Peers.Progress(ctx)
	if err != nil {
		return err
	}
	if progress.Changes != e.changes {
		e.state, e.changes = nil, progress.Changes
	}
	return e.read(ctx)
}

// followed returns the evaluation as of an instant.
func (e *Engine) followed(now time.Time) Evaluation {
	registry := e.Registry()
	e.current.update(registry, e.facts, e.news, now)
	e.news = nil
	if e.reread || e.seen != e.current.changes {
		e.contents++
	}
	e.number++
	e.seen = e.current.changes
	return Evaluation{
		At: now, Number: e.number, Registry: registry, State: *e.state, Vantage: e.vantage(), Content: e.contents,
		Findings: e.current.firing, Deadlines: e.current.deadlines, Summary: e.current.summary, NextWake: e.current.due.Next(),
	}
}

// recordBeside records facts, waits until the replica that decides has acted on them, and reports what became of them.
func (e *Engine) recordBeside(ctx context.Context, facts []model.Fact, report Report) (Evaluation, error) {
	if err := e.commitFacts(ctx, facts); err != nil {
		return Evaluation{}, err
	}
	if len(facts) > 0 {
		if err := e.awaitEvaluated(ctx); err != nil {
			return Evaluation{}, &NotEvaluatedError{Err: err}
		}
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.evaluateRecorded(ctx, report)
}

// How long a replica waits for the one that decides, and how often it looks.
const (
	longestAwaited = 10 * time.Second
	awaitedEvery   = 100 * time.Millisecond
)

// errNotEvaluated is the error of facts on which nobody acted in time.
var errNotEvaluated = errors.New("the replica that evaluates has not acted on it yet")

// awaitEvaluated waits until the replica that decides has acted on all facts that are recorded now.
func (e *Engine) awaitEvaluated(ctx context.Context) error {
	progress, err := e.Peers.Progress(ctx)
	recorded := progress.Facts
	for waited := time.Duration(0); err == nil && progress.Evaluated < recorded; waited += awaitedEvery {
		if waited >= longestAwaited {
			return errNotEvaluated
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(awaitedEvery):
		}
		progress, err = e.Peers.Progress(ctx)
	}
	return err
}
