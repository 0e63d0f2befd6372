package access

import (
	"net/http"
	"net/netip"
	"strings"
	"testing"
)

// TestAUserIsBelievedFromTrustedProxiesAlone holds who acts by what a header says, and which address a request comes from.
func TestAUserIsBelievedFromTrustedProxiesAlone(t *testing.T) {
	proxies := []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("fd00::/8")}
	for _, c := range []struct {
		peer, forwarded  string
		names            []string
		wantUser, wantIP string
	}{
		{"10.0.0.1:5", "203.0.113.9", []string{"jane@buyer.example"}, "jane@buyer.example", "203.0.113.9"},
		{"[fd00::1]:5", "2001:db8::9", []string{" jane "}, "jane", "2001:db8::9"},
		{"[::ffff:10.0.0.1]:5", "", []string{"jane"}, "jane", "10.0.0.1"},
		{"203.0.113.1:5", "198.51.100.1", []string{"mallory"}, "", "203.0.113.1"},
		{"10.0.0.1:5", "6.6.6.6, 203.0.113.9, 10.0.0.2", []string{"mallory", "jane"}, "", "203.0.113.9"},
		{"10.0.0.1:5", "nonsense", []string{""}, "", "10.0.0.1"},
		{"10.0.0.1:5", "", []string{"jane\u202e"}, "", "10.0.0.1"},
		{"10.0.0.1:5", "", []string{strings.Repeat("x", 255)}, "", "10.0.0.1"},
		{"@", "", []string{"jane"}, "", "invalid IP"},
	} {
		clients := Clients{Proxies: proxies, UserHeader: "X-Forwarded-User"}
		r := &http.Request{RemoteAddr: c.peer, Header: http.Header{"X-Forwarded-User": c.names}}
		if c.forwarded != "" {
			r.Header.Set("X-Forwarded-For", c.forwarded)
		}
		if got := clients.User(r); got != c.wantUser {
			t.Errorf("%s %q: user %q, want %q", c.peer, c.names, got, c.wantUser)
		}
		if got := clients.Address(r).String(); got != c.wantIP {
			t.Errorf("%s for %s: comes from %s, want %s", c.peer, c.forwarded, got, c.wantIP)
		}
	}
	r := &http.Request{RemoteAddr: "10.0.0.1:5", Header: http.Header{"X-Forwarded-User": {"jane"}}}
	if got := (Clients{Proxies: proxies}).User(r); got != "" {
		t.Errorf("without a user_header the user is %q", got)
	}
}
