package readmodel

import (
	"maps"
	"slices"
	"sync"

	"supplierwatch/internal/engine"
)

// mostChanges is for how many evaluations it is known which alerts they changed.
const mostChanges = 100

// alertChanges remembers which alerts the last evaluations changed.
type alertChanges struct {
	mu   sync.Mutex
	last int64      // the number of the last evaluation
	ids  [][]string // of the evaluations up to the last one, without a gap
}

// add remembers what an evaluation changed. It begins anew where that is not known.
func (c *alertChanges) add(evaluation *engine.Evaluation) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if evaluation.Changed == nil || evaluation.Number != c.last+1 {
		c.ids = nil
	} else {
		c.ids = append(slices.Clip(c.ids[max(0, len(c.ids)-mostChanges+1):]), evaluation.Changed)
	}
	c.last = evaluation.Number
}

// between returns which alerts the evaluations after one up to another one changed; known is false if that is not remembered.
func (c *alertChanges) between(after, to int64) (ids []string, known bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	first := c.last - int64(len(c.ids)) // the number before the first that is remembered
	if after < first || to <= after || to > c.last {
		return nil, false
	}
	changed := map[string]bool{}
	for _, some := range c.ids[after-first : to-first] {
		for _, id := range some {
			changed[id] = true
		}
	}
	return slices.Collect(maps.Keys(changed)), true
}
