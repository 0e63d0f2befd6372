package engine

import (
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

// evaluate evaluates subjects on all processors, and returns their results in the same order.
func (c *current) evaluate(subjects []string, now time.Time) []result {
	results := make([]result, len(subjects))
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(subjects)) {
		workers.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(subjects)); i = next.Add(1) - 1 {
				results[i] = c.evaluateOne(subjects[i], now)
			}
		})
	}
	workers.Wait()
	return results
}
