package probe

import (
	"context"
	"fmt"
	"net/netip"
	"strings"
	"testing"

	"github.com/miekg/dns"

	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/probe/probetest"
)

// TestADomainWithManyMailHosts holds that of 1,500 mail hosts the ten most preferred are looked at.
func TestADomainWithManyMailHosts(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	records := make([]string, 1500)
	for i := range records {
		records[i] = fmt.Sprintf("MX %d m%d.a.test.", len(records)-i, i)
	}
	w.dns.Set(t, "a.test", records...)
	f := probetest.Run(t, MailDomain("a.test", w.options))
	probetest.Expect(t, f, model.FactProbeFailed, ReasonMXNoAddress, "first 10 mail hosts")
	asked := 0
	for i := range records {
		if n := w.dns.Queries(fmt.Sprintf("m%d.a.test", i), dns.TypeA); n > 0 {
			asked++
			if i < len(records)-maxMX {
				t.Errorf("m%d is asked for, which is not among the most preferred", i)
			}
		}
	}
	if asked != maxMX {
		t.Errorf("%d mail hosts are looked up, want %d", asked, maxMX)
	}
}

// TestAHostWithManyAddresses holds that ten addresses of either family are connected to, in their order.
func TestAHostWithManyAddresses(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	records := make([]string, 500)
	for i := range records {
		records[i] = fmt.Sprintf("A 127.1.%d.%d", i/250, i%250+1)
	}
	w.dns.Set(t, "many.test", records...)
	f := probetest.Run(t, TCP("many.test:"+probetest.ClosedPort(t), w.options))
	probetest.Expect(t, f, model.FactProbeFailed, ReasonRefused)
	if n := strings.Count(f.Evidence, "connection refused"); n != maxAddresses+1 { // and the conclusion
		t.Errorf("%d addresses are tried, want %d:\n%s", n-1, maxAddresses, f.Evidence)
	}
	mixed := firstOfEach(append(prefixAddresses("2001:db8::", 30), prefixAddresses("192.0.2.0", 30)...))
	if len(mixed) != 2*maxAddresses || mixed[0].Is4() || !mixed[maxAddresses].Is4() {
		t.Errorf("of both families %v are tried", mixed)
	}
}

func prefixAddresses(first string, n int) []netip.Addr {
	addrs := make([]netip.Addr, n)
	for a, i := netip.MustParseAddr(first), 0; i < n; a, i = a.Next(), i+1 {
		addrs[i] = a
	}
	return addrs
}

// TestAServerThatDoesNotStopSending holds that every kind of probe reads a bounded number of bytes from a server that sends without end.
func TestAServerThatDoesNotStopSending(t *testing.T) {
	t.Parallel()
	for kind, probe := range map[string]func(o Options, target string) func(context.Context) model.Fact{
		"ssh": func(o Options, target string) func(context.Context) model.Fact {
			return SSH(target, "", factindex.Streak{}, o)
		},
		"tls":  func(o Options, target string) func(context.Context) model.Fact { return TLS(target, o) },
		"http": func(o Options, target string) func(context.Context) model.Fact { return HTTP("http://"+target, o) },
	} {
		t.Run(kind, func(t *testing.T) {
			probetest.Flood(t, func(t *testing.T, port string) func(context.Context) model.Fact {
				return probe(newWorld(t).options, "127.0.0.1:"+port)
			}, kind == "http") // which has seen a good status and reads no more
		})
	}
}
