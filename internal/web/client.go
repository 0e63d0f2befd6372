package web

import (
	"net/http"
	"net/netip"
	"slices"
	"strings"

	"supplierwatch/internal/model"
)

// client returns the address that a request comes from: that of its connection or, if that is a trusted proxy, the last address in
// X-Forwarded-For that is not a trusted proxy. Anybody may have written the addresses before it.
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

// user returns the user whom a trusted proxy has authenticated. It is empty if there is no such proxy, or it names nobody. A header that
// occurs twice names nobody either, because one of the two may come from the client.
func (s server) user(r *http.Request) string {
	if s.UserHeader == "" || !s.trusts(peerOf(r)) {
		return ""
	}
	names := r.Header.Values(s.UserHeader)
	if len(names) != 1 {
		return ""
	}
	name := strings.TrimSpace(names[0])
	if !model.IsActor(name) {
		return ""
	}
	return name
}
