package probe

import (
	"fmt"
	"net/netip"
	"slices"
	"syscall"
)

// Guard decides which addresses may be connected to. It refuses every address
// that means a place in our own networks or no place at all: loopback,
// link-local, private, shared (RFC 6598), multicast, unspecified, reserved, the
// metadata services of clouds, and the IPv6 forms that carry such an IPv4
// address. Public addresses are allowed. The zero Guard makes no exception.
type Guard struct {
	allow []netip.Prefix
}

// NewGuard returns a Guard that besides public addresses allows those of the
// given prefixes.
func NewGuard(allow ...netip.Prefix) Guard {
	g := Guard{}
	for _, p := range allow {
		if p.Addr().Is4In6() && p.Bits() >= 96 {
			p = netip.PrefixFrom(p.Addr().Unmap(), p.Bits()-96)
		}
		g.allow = append(g.allow, p.Masked())
	}
	return g
}

// Refused is the error about an address that a Guard does not allow.
type Refused struct{ Addr netip.Addr }

// Error returns the address and the key of the configuration that would allow it.
func (r *Refused) Error() string {
	return fmt.Sprintf("connect to %s: not allowed by probe.allow", r.Addr)
}

// Check returns a *Refused unless the address may be connected to.
func (g Guard) Check(addr netip.Addr) error {
	plain := addr.WithZone("").Unmap()
	carried, carries := embedded(plain)
	switch {
	case g.allows(plain), carries && g.allows(carried):
		return nil
	case inside(plain), carries && inside(carried):
		return &Refused{Addr: addr}
	}
	return nil
}

func (g Guard) allows(addr netip.Addr) bool { return contained(g.allow, addr) }

func inside(addr netip.Addr) bool { return contained(special, addr) }

func contained(prefixes []netip.Prefix, addr netip.Addr) bool {
	return slices.ContainsFunc(prefixes, func(p netip.Prefix) bool { return p.Contains(addr) })
}

// control is a net.Dialer's Control: it sees the address that is about to be
// connected to, after all resolving, so no name can lead past it.
func (g Guard) control(_, address string, _ syscall.RawConn) error {
	ap, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("read address to connect to: %w", err)
	}
	if err := g.Check(ap.Addr()); err != nil {
		return WithReason(ReasonNotAllowed, err)
	}
	return nil
}

// special lists what no probe may connect to by itself: the blocks of the IANA
// special-purpose address registries (RFC 6890) that are not globally
// reachable, multicast, and the metadata services with a public address.
var special = prefixes(
	"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
	"192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24",
	"203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
	"168.63.129.16/32", // Azure's platform service
	"::/96",            // unspecified, loopback and the IPv4-compatible form
	"64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16",
	"fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
)

var (
	nat64  = netip.MustParsePrefix("64:ff9b::/96") // RFC 6052
	sixTo4 = netip.MustParsePrefix("2002::/16")    // RFC 3056
)

// embedded returns the IPv4 address that an IPv6 address carries where a
// translator or a tunnel takes its packets to.
func embedded(addr netip.Addr) (netip.Addr, bool) {
	if !addr.Is6() {
		return netip.Addr{}, false
	}
	b := addr.As16()
	switch {
	case nat64.Contains(addr):
		return netip.AddrFrom4([4]byte(b[12:16])), true
	case sixTo4.Contains(addr):
		return netip.AddrFrom4([4]byte(b[2:6])), true
	}
	return netip.Addr{}, false
}

func prefixes(texts ...string) []netip.Prefix {
	parsed := make([]netip.Prefix, len(texts))
	for i, text := range texts {
		parsed[i] = netip.MustParsePrefix(text)
	}
	return parsed
}
