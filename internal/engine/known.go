package engine

import (
	"context"

	"supplierwatch/internal/watch"
)

// Known shows everything that the store holds of facts to somebody who must not keep it: passes go on with it afterwards.
func (e *Engine) Known(ctx context.Context, look func(*watch.Facts)) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if err := e.read(ctx); err != nil {
		return err
	}
	look(e.facts)
	return nil
}
