package engine

import (
	"context"
	"sync"
)

// Prepare does what the first evaluation does before it decides anything: it reads the store and evaluates the rules. It writes nothing and
// sends nothing, so it may run while the store is still being checked. The first evaluation then evaluates again only what has changed since; after an
// error it does everything itself, and returns the error if it is still there.
func (e *Engine) Prepare(ctx context.Context) {
	e.mu.Lock()
	defer e.mu.Unlock()
	var reading sync.WaitGroup
	reading.Go(func() { _ = e.readState(ctx) }) // the first evaluation returns the error
	if e.readFacts(ctx) == nil {
		e.current.update(e.Registry(), e.facts, e.news, e.Clock())
		e.news = nil
	}
	reading.Wait()
}
