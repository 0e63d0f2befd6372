package access

import (
	"net/netip"
	"testing"
	"time"
)

func TestWrongLinksAreLimitedByClient(t *testing.T) {
	now := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	l := NewLinkLimiter(func() time.Time { return now })
	a, b := netip.MustParseAddr("203.0.113.9"), netip.MustParseAddr("203.0.113.10")
	for range mostWrong {
		if l.Count(a) != 0 {
			t.Fatal("limited too early")
		}
		now = now.Add(time.Minute)
	}
	if wait := l.Count(a); wait != 40*time.Minute {
		t.Errorf("has to wait for %v, want 40m", wait)
	}
	if l.Count(b) != 0 {
		t.Error("another client waits too")
	}
	for range 1000 {
		l.Count(a)
	}
	now = now.Add(40 * time.Minute)
	if wait := l.Count(a); wait != 0 {
		t.Errorf("an hour after the first one it waits for %v", wait)
	}
	if n := len(l.wrong[network(a)]); n > mostWrong {
		t.Errorf("%d times are kept of one client", n)
	}
	for i := range mostKept + 100 {
		l.Count(netip.AddrFrom4([4]byte{10, byte(i >> 16), byte(i >> 8), byte(i)}))
	}
	if len(l.wrong) > mostKept {
		t.Errorf("%d clients are kept", len(l.wrong))
	}
}

func TestWhatCountsAsOneClient(t *testing.T) {
	for _, one := range [][2]string{{"2001:db8::1", "2001:db8::ffff"}, {"fe80::1%eth0", "fe80::2%eth1"}, {"203.0.113.9", "203.0.113.9"}} {
		if network(netip.MustParseAddr(one[0])) != network(netip.MustParseAddr(one[1])) {
			t.Errorf("%s and %s are told apart", one[0], one[1])
		}
	}
	for _, two := range [][2]string{{"2001:db8::1", "2001:db8:0:1::1"}, {"203.0.113.9", "203.0.113.10"}, {"0.0.0.1", "::1"}} {
		if network(netip.MustParseAddr(two[0])) == network(netip.MustParseAddr(two[1])) {
			t.Errorf("%s and %s are one", two[0], two[1])
		}
	}
}
