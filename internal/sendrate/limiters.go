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

// Recall adds mails that were handed over before a restart. Over which relay each of them left is not known, so each relay counts them all.
func (l Limiters) Recall(handedOver []time.Time) {
	for _, limiter := range l {
		limiter.Recall(handedOver)
	}
}
