package web

import (
	"net/netip"
	"sync"
	"time"
)

// How many wrong links an address may ask for within which time, and of how many addresses that is remembered.
const (
	mostWrong   = 20
	wrongWithin = time.Hour
	mostKept    = 10_000
)

// strangers remembers which addresses asked for links that we never made.
type strangers struct {
	now func() time.Time

	mu    sync.Mutex
	wrong map[netip.Prefix][]time.Time
}

func newStrangers(now func() time.Time) *strangers {
	return &strangers{now: now, wrong: map[netip.Prefix][]time.Time{}}
}

// blocked gives how long an address has still to wait because it asked for too many wrong links; zero: not at all.
func (s *strangers) blocked(address netip.Addr) time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	times := s.recent(network(address))
	if len(times) < mostWrong {
		return 0
	}
	return times[len(times)-mostWrong].Add(wrongWithin).Sub(s.now())
}

// count remembers a wrong link.
func (s *strangers) count(address netip.Addr) {
	s.mu.Lock()
	defer s.mu.Unlock()
	from := network(address)
	s.wrong[from] = append(s.recent(from), s.now())
	if len(s.wrong) > mostKept {
		s.forget(from)
	}
}

// recent gives when an address asked for wrong links lately.
func (s *strangers) recent(from netip.Prefix) []time.Time {
	times, since := s.wrong[from], s.now().Add(-wrongWithin)
	for len(times) > 0 && !times[0].After(since) {
		times = times[1:]
	}
	if len(times) == 0 {
		delete(s.wrong, from)
	}
	return times
}

// forget makes room: it drops those that did nothing wrong lately, and if nobody goes by that, any other one.
func (s *strangers) forget(but netip.Prefix) {
	for from := range s.wrong {
		s.recent(from)
	}
	for from := range s.wrong {
		if len(s.wrong) <= mostKept {
			return
		}
		if from != but {
			delete(s.wrong, from)
		}
	}
}

// network is what counts as one address: of IPv6 whoever has one has the whole /64.
func network(address netip.Addr) netip.Prefix {
	bits := 32
	if address.Is6() {
		bits = 64
	}
	from, err := address.Prefix(bits)
	if err != nil {
		return netip.Prefix{} // without an address all are one
	}
	return from
}
