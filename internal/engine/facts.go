package engine

import (
	"context"
	"errors"

	"supplierwatch/internal/factindex"
)

// ErrFactsUnread is the error of a question that is asked before the first evaluation has read the facts.
var ErrFactsUnread = errors.New("the first evaluation is still reading the facts")

// WithFacts shows everything that the store holds of facts while no evaluation runs. It is for what is done at once: whoever needs longer asks
// for Facts.
func (e *Engine) WithFacts(ctx context.Context, look func(*factindex.Index)) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if err := e.read(ctx); err != nil {
		return err
	}
	look(e.facts)
	return nil
}

// Facts returns everything that the store holds of facts, for work that takes a while. Evaluations go on meanwhile, and add to what was
// returned what they read: one question may be answered with more than the one before it. It is nil where facts are not read.
func (e *Engine) Facts(ctx context.Context) (*factindex.Index, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if err := e.read(ctx); err != nil {
		return nil, err
	}
	return e.facts, nil
}

// KnownFacts returns what Facts does, but never waits for an evaluation and never reads the whole store: while an evaluation runs, it returns the facts
// that the evaluation began with. Before the first evaluation has read them, it returns ErrFactsUnread.
func (e *Engine) KnownFacts(ctx context.Context) (*factindex.Index, error) {
	if e.mu.TryLock() {
		defer e.mu.Unlock()
		if e.facts != nil {
			err := e.readFacts(ctx)
			return e.facts, err
		}
	}
	if known := e.known.Load(); known != nil {
		return known, nil
	}
	return nil, ErrFactsUnread
}
