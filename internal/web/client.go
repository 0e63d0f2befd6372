package web

import (
	"net/http"
	"net/netip"
	"slices"
	"strings"

	"supplierwatch/internal/action"
)

// client gives the address that a request comes from: its connection's or, where that is a proxy that we trust, the last one of
// X-Forwarded-For that is none. Whatever stands before it anybody may have written.
func (s server) client(r *http.Request) netip.Addr {
	peer := peerOf(r)
	if !s.trusts(peer) {
		return peer
	}
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for _, hop := range slices.Backward(hops) {
		address, err := netip.ParseAddr(strings.Trim(strings.TrimSpace(hop), "[]"))
		if err != nil {
			return peer
		}
		if peer = address.Unmap(); !s.trusts(peer) {
			return peer
		}
	}
	return peer
}

// peerOf is the other end of a request's connection; invalid if there is none.
func peerOf(r *http.Request) netip.Addr { return addressOf(r.RemoteAddr) }

// addressOf reads an address with a port; invalid if it is none.
func addressOf(text string) netip.Addr {
	peer, err := netip.ParseAddrPort(text)
	if err != nil {
		return netip.Addr{}
	}
	return peer.Addr().Unmap().WithZone("")
}

// trusts reports whether an address is that of a proxy that tells the truth.
func (s server) trusts(address netip.Addr) bool {
	return slices.ContainsFunc(s.Proxies, func(p netip.Prefix) bool { return p.Contains(address) })
}

// user gives whom a proxy that we trust has let in; empty if there is no such proxy, or it names nobody. A header that stands there twice
// names nobody either: one of the two may be the client's own.
func (s server) user(r *http.Request) string {
	if s.UserHeader == "" || !s.trusts(peerOf(r)) {
		return ""
	}
	names := r.Header.Values(s.UserHeader)
	if len(names) != 1 {
		return ""
	}
	name := strings.TrimSpace(names[0])
	if !action.IsActor(name) {
		return ""
	}
	return name
}
