package callout

import (
	"context"
	"sync"
	"time"

	"supplierwatch/internal/model"
	"supplierwatch/internal/probe"
)

// minPause is how long a mail server that asks to be left alone is not asked at
// all, and the least time between two questions about one address.
const minPause = 24 * time.Hour

// memory is what a Prober must know to ask rarely. If it is lost, a server is asked
// a little too often, and nothing wrong is recorded.
type memory struct {
	mu               sync.Mutex
	catchAllByDomain map[string]model.CatchAll // by domain
	backoffs         map[string]backoff        // by mail host
	putOff           map[string]bool           // addresses that were put off
	connections      map[string]chan struct{}  // by first address of a mail host: full while one is connected
}

// backoff is how long a mail host is left alone, and why.
type backoff struct {
	until  time.Time
	reason probe.Reason
}

// restore reads what an earlier callout handed on.
func (m *memory) restore(domain string, f model.Fact) {
	found, ok := f.CatchAll()
	if !ok {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if known, there := m.catchAllByDomain[domain]; !there || known.On.Before(found.On) {
		m.setCatchAll(domain, found)
	}
}

// setCatchAll is called with the lock held.
func (m *memory) setCatchAll(domain string, tr model.CatchAll) {
	if m.catchAllByDomain == nil {
		m.catchAllByDomain = map[string]model.CatchAll{}
	}
	m.catchAllByDomain[domain] = tr
}

// catchAll returns what is known of a domain since the beginning of the month of now.
func (m *memory) catchAll(domain string, now time.Time) (result model.CatchAll, known bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	result, known = m.catchAllByDomain[domain]
	year, month, _ := now.UTC().Date()
	thatYear, thatMonth, _ := result.On.UTC().Date()
	return result, known && year == thatYear && month == thatMonth
}

func (m *memory) recordCatchAll(domain string, tr model.CatchAll) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.setCatchAll(domain, tr)
}

// backOff leaves a mail host alone for a day.
func (m *memory) backOff(host string, reason probe.Reason, now time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.backoffs == nil {
		m.backoffs = map[string]backoff{}
	}
	m.backoffs[host] = backoff{now.Add(minPause), reason}
}

// backedOff reports whether a mail host is left alone.
func (m *memory) backedOff(host string, now time.Time) (r backoff, left bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	r = m.backoffs[host]
	if !now.Before(r.until) {
		delete(m.backoffs, host)
		return backoff{}, false
	}
	return r, true
}

// setPutOff records whether the server put the address off until later.
func (m *memory) setPutOff(address string, putOff bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if !putOff {
		delete(m.putOff, address)
		return
	}
	if m.putOff == nil {
		m.putOff = map[string]bool{}
	}
	m.putOff[address] = true
}

func (m *memory) isPutOff(address string) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.putOff[address]
}

// acquire waits for the one connection that a mail host may have, and takes it.
func (m *memory) acquire(ctx context.Context, host string) (release func(), err error) {
	m.mu.Lock()
	if m.connections == nil {
		m.connections = map[string]chan struct{}{}
	}
	slot := m.connections[host]
	if slot == nil {
		slot = make(chan struct{}, 1)
		m.connections[host] = slot
	}
	m.mu.Unlock()
	select {
	case slot <- struct{}{}:
		return func() { <-slot }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
