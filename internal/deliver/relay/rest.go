package relay

import (
	"sync"
	"time"
)

// A relay that was found down is asked after the others for half a minute,
// then for twice as long each time, up to five minutes.
const (
	restFirst = 30 * time.Second
	restMost  = 5 * time.Minute
)

// rest remembers which relays were found down. Its zero value knows of none.
type rest struct {
	mu   sync.Mutex
	down map[int]fall
}

// fall is a relay that is down.
type fall struct {
	span  time.Duration // that it rests
	until time.Time
}

// order gives the places of n relays in the order in which to ask them: those
// that rest come last, since somebody has to be asked.
func (r *rest) order(n int, now time.Time) []int {
	r.mu.Lock()
	defer r.mu.Unlock()
	var fit, resting []int
	for i := range n {
		// A rest that is longer than any was begun by a clock that ran ahead.
		if wait := r.down[i].until.Sub(now); wait > 0 && wait <= restMost {
			resting = append(resting, i)
		} else {
			fit = append(fit, i)
		}
	}
	return append(fit, resting...)
}

// note writes down how a relay was found, and reports whether that is news.
func (r *rest) note(i int, down bool, now time.Time) (news bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	before, was := r.down[i]
	if !down {
		delete(r.down, i)
		return was
	}
	if r.down == nil {
		r.down = map[int]fall{}
	}
	next := fall{span: restFirst}
	if was {
		next.span = min(2*before.span, restMost)
	}
	next.until = now.Add(next.span)
	r.down[i] = next
	return !was
}
