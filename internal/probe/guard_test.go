package probe

import (
	"errors"
	"net"
	"net/netip"
	"testing"

	"pgregory.net/rapid"

	"supplierwatch/internal/model"
	"supplierwatch/internal/probe/probetest"
)

func TestGuardRefuses(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.255.255.254", "169.254.169.254",
		"172.16.0.1", "172.31.255.255", "192.0.0.192", "192.168.1.1", "198.18.0.1", "224.0.0.1", "239.1.1.1", "240.0.0.1",
		"255.255.255.255", "168.63.129.16",
		"::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.1.2.3", "::ffff:169.254.169.254", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
		"64:ff9b:1::1", "2002:7f00:1::1", "2002:a01:203::1", "2002:a9fe:a9fe::", "2001:0:7f00:1::1", "fc00::1", "fd00:ec2::254",
		"fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "2001:db8::1",
	} {
		var refused *Refused
		if err := (Guard{}).Check(netip.MustParseAddr(text)); !errors.As(err, &refused) {
			t.Errorf("%s is allowed", text)
		}
	}
}

func TestGuardAllows(t *testing.T) {
	t.Parallel()
	public := []string{
		"9.9.9.9", "11.0.0.1", "100.128.0.1", "172.32.0.1", "192.169.0.1", "223.255.255.255",
		"::ffff:9.9.9.9", "64:ff9b::909:909", "2002:909:909::1", "2001:200::1", "2606:4700::1111", "2a00:1450::1",
	}
	for _, text := range public {
		if err := (Guard{}).Check(netip.MustParseAddr(text)); err != nil {
			t.Error(err)
		}
	}
	opened := NewGuard(netip.MustParsePrefix("10.20.30.40/16"), netip.MustParsePrefix("::ffff:127.0.0.0/104"), netip.MustParsePrefix("fd00::/8"))
	for _, text := range []string{"10.20.0.1", "::ffff:10.20.0.1", "64:ff9b::a14:1", "2002:a14:1::1", "127.9.9.9", "fd12::1"} {
		if err := opened.Check(netip.MustParseAddr(text)); err != nil {
			t.Error(err)
		}
	}
	for _, text := range []string{"10.21.0.1", "fc00::1", "::1", "64:ff9b::a15:1"} {
		if opened.Check(netip.MustParseAddr(text)) == nil {
			t.Errorf("%s is allowed", text)
		}
	}
}

// An IPv4 address is judged alike in all the forms in which IPv6 can carry it.
func TestGuardTwins(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		b := [4]byte(rapid.SliceOfN(rapid.Byte(), 4, 4).Draw(t, "address"))
		allow := netip.PrefixFrom(netip.AddrFrom4([4]byte(rapid.SliceOfN(rapid.Byte(), 4, 4).Draw(t, "allowed"))), rapid.IntRange(0, 32).Draw(t, "bits"))
		plain := netip.AddrFrom4(b)
		twins := []netip.Addr{
			netip.AddrFrom16(plain.As16()),
			netip.AddrFrom16([16]byte{0, 0x64, 0xff, 0x9b, 12: b[0], 13: b[1], 14: b[2], 15: b[3]}),
			netip.AddrFrom16([16]byte{0x20, 0x02, b[0], b[1], b[2], b[3], 15: 1}),
		}
		for _, g := range []Guard{{}, NewGuard(allow)} {
			want := g.Check(plain) == nil
			for _, twin := range twins {
				if got := g.Check(twin) == nil; got != want {
					t.Fatalf("%s allowed: %t, %s allowed: %t", plain, want, twin, got)
				}
			}
		}
	})
}

// Whatever a name resolves to, the address decides, and what is refused is not
// down.
func TestGuardChecksEveryProbe(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	touched := make(chan struct{}, 100)
	port := probetest.Serve(t, func(net.Conn) { touched <- struct{}{} })
	w.dns.Set(t, "rebound.test", "A 127.0.0.1")
	w.dns.Set(t, "twin.test", "AAAA ::ffff:127.0.0.1")
	w.dns.Set(t, "meta.test", "A 169.254.169.254")
	closed := w.options
	closed.Guard = Guard{}
	for _, host := range []string{"127.0.0.1", "[::ffff:127.0.0.1]", "localhost", "rebound.test", "twin.test", "meta.test"} {
		target := host + ":" + port
		probetest.Expect(t, probetest.Run(t, TCP(target, closed)), model.FactProbeUnknown, ReasonNotAllowed, "probe.allow")
		probetest.Expect(t, probetest.Run(t, TLS(target, closed)), model.FactProbeUnknown, ReasonNotAllowed)
		probetest.Expect(t, probetest.Run(t, HTTP("http://"+target+"/", closed)), model.FactProbeUnknown, ReasonNotAllowed)
		probetest.Expect(t, probetest.Run(t, HTTP("https://"+target+"/", closed)), model.FactProbeUnknown, ReasonNotAllowed)
	}
	if len(touched) > 0 {
		t.Error("a refused address was connected to")
	}
	probetest.Expect(t, probetest.Run(t, TCP("rebound.test:"+port, w.options)), model.FactProbeOK, "")
}

// One address that may not be probed hides nothing of another that may.
func TestGuardedAddressBesideAnother(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.dns.Set(t, "both.test", "A 10.0.0.1", "A 127.0.0.1")
	port := probetest.Serve(t, func(net.Conn) {})
	probetest.Expect(t, probetest.Run(t, TCP("both.test:"+port, w.options)), model.FactProbeOK, "")
	probetest.Expect(t, probetest.Run(t, TCP("both.test:"+probetest.ClosedPort(t), w.options)), model.FactProbeFailed, ReasonRefused, "not allowed")
}
