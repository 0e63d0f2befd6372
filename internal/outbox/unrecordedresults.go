package outbox

import (
	"context"
	"sync"

	"supplierwatch/internal/engine"
	"supplierwatch/internal/model"
)

// unrecordedResults are results of attempts that could not be stored, for example because the disk is full. Without them a mail would be sent again
// and again until there is room.
type unrecordedResults struct {
	mu      sync.Mutex
	results []unrecordedResult
}

// unrecordedResult is the result of a batch that could not be stored.
type unrecordedResult struct {
	attempts []model.Attempt
	facts    []model.Fact
}

// keep keeps the results of a batch in memory.
func (u *unrecordedResults) keep(attempts []model.Attempt, facts []model.Fact) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.results = append(u.results, unrecordedResult{attempts, facts})
}

// retry stores what could not be stored before, in order.
func (u *unrecordedResults) retry(ctx context.Context, stored engine.Outbox) error {
	u.mu.Lock()
	defer u.mu.Unlock()
	for len(u.results) > 0 {
		if err := stored.RecordResults(ctx, u.results[0].attempts, u.results[0].facts); err != nil {
			return err
		}
		u.results = u.results[1:]
	}
	return nil
}
