package callout

import (
	"context"
	"sync"
	"time"

	"supplierwatch/internal/model"
	"supplierwatch/internal/probe"
)

// calloutRest is how long a mail server that wants to be left alone is not
// asked at all, and the least time between two questions about one address.
const calloutRest = 24 * time.Hour

// Keys of what callouts hand on to the callouts after them.
const (
	dataRandomOn = "random_on" // the day on which an address that cannot exist was asked about at the domain
	dataCatchAll = "catch_all" // yes: it was accepted; no: it was refused; empty: neither
)

// calloutMemory is what must be known to ask seldom. One who forgets it asks a
// little too often, and never learns anything wrong.
type calloutMemory struct {
	mu      sync.Mutex
	tried   map[string]trick         // by domain
	resting map[string]rest          // by mail host
	waiting map[string]bool          // addresses that were put off
	busy    map[string]chan struct{} // by first address of a mail host: full while one is connected
}

// trick is what came of asking about an address that cannot exist.
type trick struct {
	on       time.Time
	catchAll string
}

// rest is how long a mail host is left alone, and why.
type rest struct {
	until  time.Time
	reason probe.Reason
}

// recall takes in what an earlier callout handed on.
func (m *calloutMemory) recall(domain string, f model.Fact) {
	on, err := time.Parse(time.DateOnly, f.Data[dataRandomOn])
	if err != nil {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if known, there := m.tried[domain]; !there || known.on.Before(on) {
		m.remember(domain, trick{on, f.Data[dataCatchAll]})
	}
}

// remember is called with the lock held.
func (m *calloutMemory) remember(domain string, tr trick) {
	if m.tried == nil {
		m.tried = map[string]trick{}
	}
	m.tried[domain] = tr
}

// trick gives what is known of a domain since the month of now began.
func (m *calloutMemory) trick(domain string, now time.Time) (tr trick, known bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	tr, known = m.tried[domain]
	year, month, _ := now.UTC().Date()
	thatYear, thatMonth, _ := tr.on.UTC().Date()
	return tr, known && year == thatYear && month == thatMonth
}

func (m *calloutMemory) tricked(domain string, tr trick) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.remember(domain, tr)
}

// leave leaves a mail host alone for a while.
func (m *calloutMemory) leave(host string, reason probe.Reason, now time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.resting == nil {
		m.resting = map[string]rest{}
	}
	m.resting[host] = rest{now.Add(calloutRest), reason}
}

// left tells whether a mail host is left alone.
func (m *calloutMemory) left(host string, now time.Time) (r rest, left bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	r = m.resting[host]
	if !now.Before(r.until) {
		delete(m.resting, host)
		return rest{}, false
	}
	return r, true
}

// wait notes whether an address was put off.
func (m *calloutMemory) wait(address string, putOff bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if !putOff {
		delete(m.waiting, address)
		return
	}
	if m.waiting == nil {
		m.waiting = map[string]bool{}
	}
	m.waiting[address] = true
}

func (m *calloutMemory) waits(address string) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.waiting[address]
}

// occupy waits for the one connection that a mail host may get, and takes it.
func (m *calloutMemory) occupy(ctx context.Context, host string) (release func(), err error) {
	m.mu.Lock()
	if m.busy == nil {
		m.busy = map[string]chan struct{}{}
	}
	slot := m.busy[host]
	if slot == nil {
		slot = make(chan struct{}, 1)
		m.busy[host] = slot
	}
	m.mu.Unlock()
	select {
	case slot <- struct{}{}:
		return func() { <-slot }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
