package probe

import (
	"net/netip"
	"testing"

	"go.uber.org/goleak"

	"supplierwatch/internal/testkit"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var loopback = NewGuard(netip.MustParsePrefix("127.0.0.0/8"))

// world is a name server and an authority that the probes of a test trust.
type world struct {
	dns     *testkit.DNS
	ca      *testkit.CA
	options Options
}

func newWorld(t testing.TB) *world {
	t.Helper()
	w := &world{dns: testkit.StartDNS(t), ca: testkit.NewCA(t)}
	resolver, err := NewResolver(w.dns.Addr)
	if err != nil {
		t.Fatal(err)
	}
	w.options = Options{Resolver: resolver, Guard: loopback, Roots: w.ca.Pool()}
	return w
}
