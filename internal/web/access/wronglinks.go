package access

import (
	"net/netip"
	"sync"
	"time"
)

// How many wrong links a client may ask for within which time, and for how many clients that is remembered.
const (
	mostWrong   = 20
	wrongWithin = time.Hour
	mostKept    = 10_000
)

// LinkLimiter counts invalid links by the network of the client that asked for them. It is used for invalid links only: a valid link works
// however many wrong ones came from the same network.
type LinkLimiter struct {
	now func() time.Time

	mu    sync.Mutex
	wrong map[netip.Prefix][]time.Time
}

// NewLinkLimiter returns a limiter that has counted nothing yet. It reads the time from now.
func NewLinkLimiter(now func() time.Time) *LinkLimiter {
	return &LinkLimiter{now: now, wrong: map[netip.Prefix][]time.Time{}}
}

// Count counts a wrong link of a client. It returns how long the client has to wait before the next answer, or zero if it has not asked
// too often.
func (l *LinkLimiter) Count(client netip.Addr) (wait time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	from := network(client)
	times := l.recent(from)
	if len(times) >= mostWrong {
		return times[0].Add(wrongWithin).Sub(l.now())
	}
	l.wrong[from] = append(times, l.now())
	if len(l.wrong) > mostKept {
		l.forget(from)
	}
	return 0
}

// recent returns when a client asked for wrong links within the last hour.
func (l *LinkLimiter) recent(from netip.Prefix) []time.Time {
	times, since := l.wrong[from], l.now().Add(-wrongWithin)
	for len(times) > 0 && !times[0].After(since) {
		times = times[1:]
	}
	if len(times) == 0 {
		delete(l.wrong, from)
		return nil
	}
	l.wrong[from] = times
	return times
}

// forget makes room: first it removes clients without recent wrong links, then any except the one given.
func (l *LinkLimiter) forget(but netip.Prefix) {
	for from := range l.wrong {
		l.recent(from)
	}
	for from := range l.wrong {
		if len(l.wrong) <= mostKept {
			return
		}
		if from != but {
			delete(l.wrong, from)
		}
	}
}
