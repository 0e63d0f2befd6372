package sendrate

import (
	"slices"
	"time"
)

// Limiters are the limits of all relays. Without any there is no limit: one relay without a rate takes what the others do not.
type Limiters []*Limiter

// Limited reports whether every relay has a rate.
func (l Limiters) Limited() bool { return len(l) > 0 && !slices.Contains(l, nil) }

// Room returns how many mails the relays take now. It is only defined where they are limited.
func (l Limiters) Room(now time.Time) int {
	room := 0
	for _, limiter := range l {
		room += limiter.Room(now)
	}
	return room
}

// UnreservedRoom returns how many mails that are not urgent the relays take now.
func (l Limiters) UnreservedRoom(now time.Time) int {
	room := 0
	for _, limiter := range l {
		room += limiter.UnreservedRoom(now)
	}
	return room
}

// Longest returns the length of the longest window.
func (l Limiters) Longest() time.Duration {
	longest := time.Duration(0)
	for _, limiter := range l {
		longest = max(longest, limiter.Rate().Per)
	}
	return longest
}

// Recall has those mails count that were handed over before now. Over which relay each of them left is not known, so each relay counts them all.
func (l Limiters) Recall(handedOver []time.Time) {
	for _, limiter := range l {
		limiter.Recall(handedOver)
	}
}

// Paused returns until when relays are left alone because they answered that they take no mail for now, by relay.
func (l Limiters) Paused(now time.Time) map[string]time.Time {
	paused := map[string]time.Time{}
	for _, limiter := range l {
		if end, ok := limiter.pausedUntil(now); ok {
			paused[limiter.relay] = end
		}
	}
	return paused
}

// RecallPauses adds pauses that began before a restart, by relay.
func (l Limiters) RecallPauses(began map[string]time.Time) {
	for _, limiter := range l {
		if limiter != nil {
			limiter.RecallPause(began[limiter.relay])
		}
	}
}

// Relays returns the addresses of the relays with a rate.
func (l Limiters) Relays() []string {
	var all []string
	for _, limiter := range l {
		if limiter != nil {
			all = append(all, limiter.relay)
		}
	}
	return all
}

// pausedUntil returns when the pause of a relay ends; ok is false without one.
func (l *Limiter) pausedUntil(now time.Time) (end time.Time, ok bool) {
	if l == nil {
		return time.Time{}, false
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.forget(now)
	return l.until, l.until.After(now)
}
