package sendrate

import (
	"slices"
	"sync"
	"time"
)

// Pause is how long a relay is left alone after it answered that it takes no more mail for now.
const Pause = time.Minute

// Limiter keeps the mails over one relay within its rate, in every window of that length. Its methods may be called at the same time.
type Limiter struct {
	rate  Rate
	relay string // its address

	mu       sync.Mutex
	slots    []time.Time // when the mails of the last window were handed over, the oldest first
	underway int         // mails that were begun and are not handed over yet
	until    time.Time   // end of the pause; zero: none
	unproven bool        // the relay has taken no mail since its last pause
}

// New returns the limiter of a rate, or nil without one: a nil Limiter sets no limit.
func New(rate Rate) *Limiter {
	if rate.Mails <= 0 || rate.Per <= 0 {
		return nil
	}
	return &Limiter{rate: rate}
}

// Of returns the limiter as that of the relay at an address.
func (l *Limiter) Of(relay string) *Limiter {
	if l != nil {
		l.relay = relay
	}
	return l
}

// Rate returns the rate; the zero Rate for a nil Limiter.
func (l *Limiter) Rate() Rate {
	if l == nil {
		return Rate{}
	}
	return l.rate
}

// Recall has those mails count that were handed over before now, in place of those that were known: a restart knows none, and a replica that sends
// again knows its own only.
func (l *Limiter) Recall(handedOver []time.Time) {
	if l == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.slots = slices.SortedFunc(slices.Values(handedOver), time.Time.Compare)
}

// RecallPause adds a pause that began before a restart.
func (l *Limiter) RecallPause(began time.Time) {
	if l == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if end := began.Add(Pause); end.After(l.until) {
		l.until = end
	}
}

// Take reports whether a mail may be begun now, and reserves its slot. Each Take that succeeds is followed by Done or Refused.
func (l *Limiter) Take(now time.Time) bool {
	if l == nil {
		return true
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.room(now) == 0 {
		return false
	}
	l.underway++
	return true
}

// Done records that the relay has answered for a mail. The window of the mail begins here, since the relay counted it no later.
func (l *Limiter) Done(now time.Time) {
	if l == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.underway--
	l.unproven = false
	l.slots = append(l.slots, now)
}

// Refused records that the relay answered a mail by taking none for now, and pauses it. It reports whether the relay took mail since its last
// pause: then the mail only waits. Otherwise the relay fails, and the mail with it.
func (l *Limiter) Refused(now time.Time) (took bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.underway--
	l.slots = append(l.slots, now)
	took = !l.unproven
	l.until, l.unproven = now.Add(Pause), true
	return took
}

// Room returns how many mails may be begun now.
func (l *Limiter) Room(now time.Time) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.room(now)
}

// room is Room for those who hold the lock.
func (l *Limiter) room(now time.Time) int {
	l.forget(now)
	if l.until.After(now) {
		return 0
	}
	return max(l.rate.Mails-len(l.slots)-l.underway, 0)
}

// forget drops what lies outside the window that ends now. What lies in the future was written by a clock that ran ahead: it counts as of now, so that
// no wait is longer than a window.
func (l *Limiter) forget(now time.Time) {
	for i, at := range l.slots {
		if at.After(now) {
			l.slots[i] = now
		}
	}
	l.slots = slices.DeleteFunc(l.slots, func(at time.Time) bool { return now.Sub(at) >= l.rate.Per })
	if l.until.Sub(now) > Pause {
		l.until = now.Add(Pause)
	}
}

// UnreservedRoom returns how many mails that are not urgent may be begun now.
func (l *Limiter) UnreservedRoom(now time.Time) int { return max(l.Room(now)-l.rate.Reserve(), 0) }
