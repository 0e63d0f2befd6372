package readmodel

import (
	"context"
	"errors"

	"supplierwatch/internal/engine"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/web/content"
)

// knownFacts returns what is recorded, without waiting for an evaluation. Before the first evaluation has read it, the error is a refusal that says so.
func knownFacts(ctx context.Context, e *engine.Engine, r Registry) (*factindex.Index, error) {
	facts, err := e.KnownFacts(ctx)
	if errors.Is(err, engine.ErrFactsUnread) {
		return nil, &model.Refusal{Kind: model.RefusedNotReady, Why: content.FirstEvaluation(r.Load()) + ". Try again in a minute"}
	}
	return facts, err
}
