package engine

import (
	"context"
	"fmt"

	"supplierwatch/internal/model"
)

// Report returns what to commit together with an evaluation, such as the receipts of what it has acted on. It must not ask the engine anything.
type Report func(Evaluation) model.Change

// NotEvaluatedError is the error of facts that are recorded, and on which no evaluation has acted yet. The next one does.
type NotEvaluatedError struct{ Err error }

// Error returns why.
func (e *NotEvaluatedError) Error() string {
	return fmt.Sprintf("recorded, but not evaluated yet: %v", e.Err)
}

// Unwrap returns why.
func (e *NotEvaluatedError) Unwrap() error { return e.Err }

// Record records facts and evaluates at once. What report returns is committed in the transaction of that evaluation: a receipt reports what
// became of an alert, and never what should. Facts need a number before the state machine can act on them, so they are committed first. After
// a failure in between they can be recorded again: the same ids mean the same facts.
func (e *Engine) Record(ctx context.Context, facts []model.Fact, report Report) (Evaluation, error) {
	if !e.Peers.decidesHere() {
		return e.recordBeside(ctx, facts, report)
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if err := e.commitFacts(ctx, facts); err != nil {
		return Evaluation{}, err
	}
	return e.evaluateRecorded(ctx, report)
}

// commitFacts commits facts before the evaluation that acts on them.
func (e *Engine) commitFacts(ctx context.Context, facts []model.Fact) error {
	if len(facts) == 0 {
		return nil
	}
	if err := e.Store.Commit(ctx, model.Change{Facts: facts}); err != nil {
		return fmt.Errorf("record: %w", err)
	}
	return nil
}

// evaluateRecorded evaluates after facts were committed.
func (e *Engine) evaluateRecorded(ctx context.Context, report Report) (Evaluation, error) {
	evaluation, err := e.evaluate(ctx, report)
	if err != nil {
		return Evaluation{}, &NotEvaluatedError{Err: err}
	}
	return evaluation, nil
}
