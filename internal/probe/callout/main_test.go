package callout

import (
	"net/netip"
	"testing"

	"go.uber.org/goleak"

	"supplierwatch/internal/probe"
	"supplierwatch/internal/testkit"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// world is a name server that the probes of a test ask.
type world struct {
	dns     *testkit.DNS
	options probe.Options
}

func newWorld(t testing.TB) *world {
	t.Helper()
	dns := testkit.StartDNS(t)
	resolver, err := probe.NewResolver(dns.Addr)
	if err != nil {
		t.Fatal(err)
	}
	return &world{dns: dns, options: probe.Options{Resolver: resolver, Guard: probe.NewGuard(netip.MustParsePrefix("127.0.0.0/8"))}}
}
