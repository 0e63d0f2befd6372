package web

import (
	"fmt"
	"net/http"
	"net/netip"
	"testing"
	"time"
)

func TestWrongLinksAreLimitedByClient(t *testing.T) {
	now := instant
	l := newLinkLimiter(func() time.Time { return now })
	a, b := netip.MustParseAddr("203.0.113.9"), netip.MustParseAddr("203.0.113.10")
	for range mostWrong {
		if l.count(a) != 0 {
			t.Fatal("limited too early")
		}
		now = now.Add(time.Minute)
	}
	if wait := l.count(a); wait != 40*time.Minute {
		t.Errorf("has to wait for %v, want 40m", wait)
	}
	if l.count(b) != 0 {
		t.Error("another client waits too")
	}
	for range 1000 {
		l.count(a)
	}
	now = now.Add(40 * time.Minute)
	if wait := l.count(a); wait != 0 {
		t.Errorf("an hour after the first one it waits for %v", wait)
	}
	if n := len(l.wrong[network(a)]); n > mostWrong {
		t.Errorf("%d times are kept of one client", n)
	}
	for i := range mostKept + 100 {
		l.count(netip.AddrFrom4([4]byte{10, byte(i >> 16), byte(i >> 8), byte(i)}))
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

// TestOurLinkWorksHoweverManyWrongOnesWereAskedFor tries links from behind a proxy that names the clients.
func TestOurLinkWorksHoweverManyWrongOnesWereAskedFor(t *testing.T) {
	at, _ := actable(t, func(o *Options) { o.Proxies = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")} })
	from := func(client, link string) (status int, retry string) {
		t.Helper()
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, at+"/answer/"+link, nil)
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("X-Forwarded-For", client)
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		read(t, response)
		return response.StatusCode, response.Header.Get("Retry-After")
	}
	for i := range mostWrong {
		if status, _ := from(fmt.Sprintf("2001:db8::%x", i), "forged"); status != http.StatusNotFound {
			t.Fatalf("wrong link %d: %d", i+1, status)
		}
	}
	if status, retry := from("2001:db8::ffff", "forged"); status != http.StatusTooManyRequests || retry == "" {
		t.Errorf("a wrong link after %d from one network: %d, retry after %q", mostWrong, status, retry)
	}
	for link, want := range map[string]int{"good": http.StatusOK, "old": http.StatusGone, "lost": http.StatusNotFound} {
		if status, _ := from("2001:db8::ffff", link); status != want {
			t.Errorf("the link %q of a client over its limit: %d, want %d", link, status, want)
		}
	}
	for _, other := range []string{"2001:db8:0:1::1", "203.0.113.9", "2001:db8::1, 203.0.113.10"} {
		if status, _ := from(other, "forged"); status != http.StatusNotFound {
			t.Errorf("a wrong link of %s: %d", other, status)
		}
	}
}

func TestOurLinksAreNotCounted(t *testing.T) {
	at, _ := actable(t, nil)
	for range 2 * mostWrong {
		for _, link := range []string{"old", "lost", "good"} {
			if status, _, _ := ask(t, http.MethodGet, at+"/answer/"+link, ""); status == http.StatusTooManyRequests {
				t.Fatalf("the link %q is limited", link)
			}
		}
	}
	if status, _, _ := ask(t, http.MethodGet, at+"/answer/forged", ""); status != http.StatusNotFound {
		t.Errorf("the first wrong link: %d", status)
	}
}
