package rdap

import (
	"net/netip"
	"testing"

	"go.uber.org/goleak"

	"supplierwatch/internal/probe"
	"supplierwatch/internal/testkit"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// world is a name server and an authority that the probes of a test trust.
type world struct {
	dns     *testkit.DNS
	ca      *testkit.CA
	options probe.Options
}

func newWorld(t testing.TB) *world {
	t.Helper()
	w := &world{dns: testkit.StartDNS(t), ca: testkit.NewCA(t)}
	resolver, err := probe.NewResolver(w.dns.Addr)
	if err != nil {
		t.Fatal(err)
	}
	w.options = probe.Options{Resolver: resolver, Guard: probe.NewGuard(netip.MustParsePrefix("127.0.0.0/8")), Roots: w.ca.Pool()}
	return w
}
