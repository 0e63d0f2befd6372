package faultyserver

import (
	"sync"
	"time"
)

// Greylist refuses a recipient of a sender for now (RFC 6647), until so much
// time has passed since it first was asked for. It belongs to the step To.
func Greylist(delay time.Duration) Action {
	var mu sync.Mutex
	first := map[string]time.Time{}
	return func(s *smtpSession) outcome {
		mu.Lock()
		defer mu.Unlock()
		pair := s.from + " " + path(s.argument)
		since, known := first[pair]
		if !known {
			first[pair] = time.Now()
		}
		if !known || time.Since(since) < delay {
			return Reply("450 4.7.1 greylisted, try again later")(s)
		}
		return Reply("250 2.1.5 recipient known")(s)
	}
}

// MuteAfterGreeting are the faults of a server that greets and then never sends
// anything again.
func MuteAfterGreeting() []Fault { return []Fault{{At: Hello, Do: Hang()}} }
