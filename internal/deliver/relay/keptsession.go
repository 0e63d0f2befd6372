package relay

import (
	"context"
	"sync"
	"time"
)

// A connection is kept for a moment, since the next mails mostly follow at once, and until it has carried so many mails. Servers
// wait for minutes.
const (
	idleTime           = 2 * time.Second
	mailsPerConnection = 1000
)

// plainTime is how long the library sends all mails to a relay that did not understand commands that came together.
const plainTime = time.Hour

// keptSession is what is remembered of a relay between two batches.
type keptSession struct {
	mu         sync.Mutex
	idle       *session
	plainUntil time.Time
}

// take returns the connection that was kept; nil if there is none that works. It is closed when ctx ends.
func (k *keptSession) take(ctx context.Context) *session {
	k.mu.Lock()
	defer k.mu.Unlock()
	s := k.idle
	k.idle = nil
	if s != nil {
		s.watch(ctx, s.conn)
	}
	return s
}

// put keeps a connection. One that was kept before is closed.
func (k *keptSession) put(s *session) {
	k.mu.Lock()
	defer k.mu.Unlock()
	before := k.idle
	k.idle = s
	if before != nil {
		go before.quit()
	}
	time.AfterFunc(idleTime, func() { k.close(s) })
}

// close closes a connection if it is still kept.
func (k *keptSession) close(s *session) {
	k.mu.Lock()
	kept := k.idle == s
	if kept {
		k.idle = nil
	}
	k.mu.Unlock()
	if kept {
		s.quit()
	}
}

// suspend leaves the mails of the next hour to the library.
func (k *keptSession) suspend(now time.Time) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.plainUntil = now.Add(plainTime)
}

// suspended reports whether the library sends all mails. An instant beyond the longest suspension was written by a clock that ran ahead.
func (k *keptSession) suspended(now time.Time) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	wait := k.plainUntil.Sub(now)
	return wait > 0 && wait <= plainTime
}
