package engine

import (
	"time"

	"supplierwatch/internal/parallel"
)

// evaluate evaluates subjects on all processors, and returns their results in the same order.
func (c *current) evaluate(subjects []string, now time.Time) []result {
	results := make([]result, len(subjects))
	parallel.Do(len(subjects), func(i int) { results[i] = c.evaluateOne(subjects[i], now) })
	return results
}
