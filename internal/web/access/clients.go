// Package access decides who may send which request: from which connection and host, with which token, as which user of a proxy.
package access

import (
	"net/http"
	"net/netip"
	"slices"
	"strings"

	"supplierwatch/internal/model"
)

// Clients reads from requests which client and which user they come from.
type Clients struct {
	Proxies    []netip.Prefix // of the proxies that are trusted
	UserHeader string         // in which they name the user; empty: in none
}

// Address returns the address that a request comes from: that of its connection or, if that is a trusted proxy, the last address in
// X-Forwarded-For that is not a trusted proxy. Anybody may have written the addresses before it.
func (c Clients) Address(r *http.Request) netip.Addr {
	peer := addressOf(r.RemoteAddr)
	if !c.trust(peer) {
		return peer
	}
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for _, hop := range slices.Backward(hops) {
		address, err := netip.ParseAddr(strings.Trim(strings.TrimSpace(hop), "[]"))
		if err != nil {
			return peer
		}
		if peer = address.Unmap(); !c.trust(peer) {
			return peer
		}
	}
	return peer
}

// User returns the user whom a trusted proxy has authenticated. It is empty if there is no such proxy, or it names nobody. A header that
// occurs twice names nobody either, because one of the two may come from the client.
func (c Clients) User(r *http.Request) string {
	if c.UserHeader == "" || !c.trust(addressOf(r.RemoteAddr)) {
		return ""
	}
	names := r.Header.Values(c.UserHeader)
	if len(names) != 1 {
		return ""
	}
	name := strings.TrimSpace(names[0])
	if !model.IsActor(name) {
		return ""
	}
	return name
}

// trust reports whether an address is that of a trusted proxy.
func (c Clients) trust(address netip.Addr) bool {
	return slices.ContainsFunc(c.Proxies, func(p netip.Prefix) bool { return p.Contains(address) })
}

// addressOf reads the address of a peer, which has a port. The address is invalid if the text is not one.
func addressOf(peer string) netip.Addr {
	found, err := netip.ParseAddrPort(peer)
	if err != nil {
		return netip.Addr{}
	}
	return found.Addr().Unmap().WithZone("")
}

// network returns the addresses that count as one client: for IPv6 the whole /64.
func network(address netip.Addr) netip.Prefix {
	bits := 32
	if address.Is6() {
		bits = 64
	}
	from, err := address.WithZone("").Prefix(bits)
	if err != nil {
		return netip.Prefix{} // all clients without an address are one
	}
	return from
}
