package probe

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/readlimit"
)

// minDial is the least time that one of several addresses gets to answer.
const minDial = 2 * time.Second

// connLimits bound what a server may send over one connection of a probe: a document of 1 MiB with what goes over the wire around it, or
// answers about thousands of addresses.
var connLimits = readlimit.Limits{Turn: 2 << 20, Total: 16 << 20}

// maxAddresses is how many addresses of one host are tried, of either family.
const maxAddresses = 10

// Dialer opens TCP connections to names and addresses that the Guard allows.
type Dialer struct {
	resolver *net.Resolver
	guard    Guard
}

// dial connects to host:port. It tries every address of the host in turn and
// gives up with the last error that says something of the host; only if the
// Guard refused all of them is the error a refusal.
func (d Dialer) dial(ctx context.Context, t *Run, address string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, WithReason(ReasonTarget, fmt.Errorf("read target: %w", err))
	}
	addrs, err := d.LookUp(ctx, host)
	if err != nil {
		return nil, err
	}
	return d.DialAny(ctx, t, address, addrs, port)
}

// DialAny is dial for a host whose addresses are known.
func (d Dialer) DialAny(ctx context.Context, t *Run, address string, addrs []netip.Addr, port string) (net.Conn, error) {
	var refused, failed error
	for i, addr := range addrs {
		conn, err := d.dialOne(ctx, net.JoinHostPort(addr.String(), port), len(addrs)-i)
		var guarded *Refused
		switch {
		case err == nil:
			t.AddEvidence("connected to %s (%s)", address, conn.RemoteAddr())
			return conn, nil
		case errors.As(err, &guarded):
			refused = err
		default:
			failed = err
		}
		t.AddEvidence("%v", err)
		if ctx.Err() != nil {
			break
		}
	}
	if failed != nil {
		return nil, fmt.Errorf("connect to %s: %w", address, failed)
	}
	return nil, fmt.Errorf("connect to %s: %w", address, refused)
}

// dialOne connects to one address, in its share of the time that is left.
func (d Dialer) dialOne(ctx context.Context, address string, left int) (net.Conn, error) {
	if end, bounded := ctx.Deadline(); bounded && left > 1 {
		share := max(time.Until(end)/time.Duration(left), minDial)
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, share)
		defer cancel()
	}
	socket := net.Dialer{Control: d.guard.control}
	conn, err := socket.DialContext(ctx, "tcp", address)
	if err != nil && NetworkReason(err) == ReasonProtocol {
		// What remains of the errors of connecting tells of routes.
		return nil, unlessMarked(ReasonUnreachable, err)
	}
	if err != nil {
		return nil, err
	}
	return readlimit.New(conn, connLimits), nil
}

func unlessMarked(r Reason, err error) error {
	var marked *fault
	if errors.As(err, &marked) {
		return err
	}
	return WithReason(r, err)
}

// LookUp returns the addresses of a host, in the order of preference (RFC 6724).
func (d Dialer) LookUp(ctx context.Context, host string) ([]netip.Addr, error) {
	if addr, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{addr}, nil
	}
	name, err := ASCIIName(host)
	if err != nil {
		return nil, WithReason(ReasonTarget, err)
	}
	if strings.Contains(name, ".") {
		// Written out in full it is not looked for in our own search domains.
		name += "."
	}
	addrs, err := d.resolver.LookupNetIP(ctx, "ip", name)
	return firstOfEach(addrs), err
}

// firstOfEach leaves out the addresses of either family that come behind the first ones of it: a name may have thousands, and each would be
// connected to.
func firstOfEach(addrs []netip.Addr) []netip.Addr {
	seen := map[bool]int{}
	return slices.DeleteFunc(addrs, func(a netip.Addr) bool {
		family := a.Unmap().Is4()
		seen[family]++
		return seen[family] > maxAddresses
	})
}
