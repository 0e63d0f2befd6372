package relay

import (
	"sync"
	"time"
)

// A relay that was found down is asked after the others for half a minute,
// then for twice as long each time, up to five minutes.
const (
	backoffFirst = 30 * time.Second
	backoffMost  = 5 * time.Minute
)

// relayBackoff remembers which relays were found down. Its zero value knows of none.
type relayBackoff struct {
	mu   sync.Mutex
	down map[int]downRelay
}

// downRelay is a relay that is down.
type downRelay struct {
	span  time.Duration // that it rests
	until time.Time
}

// order returns the places of n relays in the order in which to try them: those that were found down come last, since one has to be tried.
func (r *relayBackoff) order(n int, now time.Time) []int {
	r.mu.Lock()
	defer r.mu.Unlock()
	var fit, resting []int
	for i := range n {
		// A rest that is longer than any was begun by a clock that ran ahead.
		if wait := r.down[i].until.Sub(now); wait > 0 && wait <= backoffMost {
			resting = append(resting, i)
		} else {
			fit = append(fit, i)
		}
	}
	return append(fit, resting...)
}

// record records how a relay was found, and reports whether that is new.
func (r *relayBackoff) record(i int, down bool, now time.Time) (news bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	before, was := r.down[i]
	if !down {
		delete(r.down, i)
		return was
	}
	if r.down == nil {
		r.down = map[int]downRelay{}
	}
	next := downRelay{span: backoffFirst}
	if was {
		next.span = min(2*before.span, backoffMost)
	}
	next.until = now.Add(next.span)
	r.down[i] = next
	return !was
}
