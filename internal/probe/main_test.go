package probe

import (
	"context"
	"net"
	"net/netip"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"go.uber.org/goleak"

	"supplierwatch/internal/model"
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

// serve accepts connections on the loopback interface and handles each until
// the test ends, which closes them.
func serve(t testing.TB, handle func(net.Conn)) (port string) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			drop := context.AfterFunc(ctx, func() { conn.Close() })
			handle(conn)
			drop()
			conn.Close()
		}
	}()
	t.Cleanup(func() {
		stop()
		listener.Close()
		<-ended
	})
	_, port, err = net.SplitHostPort(listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	return port
}

// closedPort gives a port where nobody listens, and keeps it so: a socket holds
// it without listening.
func closedPort(t testing.TB) string {
	t.Helper()
	fd, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { syscall.Close(fd) })
	if err := syscall.Bind(fd, &syscall.SockaddrInet4{Addr: [4]byte{127, 0, 0, 1}}); err != nil {
		t.Fatal(err)
	}
	held, err := syscall.Getsockname(fd)
	if err != nil {
		t.Fatal(err)
	}
	return strconv.Itoa(held.(*syscall.SockaddrInet4).Port)
}

// run runs a probe with the time that a test has patience for.
func run(t testing.TB, probe func(context.Context) model.Fact) model.Fact {
	t.Helper()
	return runFor(t, probe, 10*time.Second)
}

func runFor(t testing.TB, probe func(context.Context) model.Fact, patience time.Duration) model.Fact {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	return probe(ctx)
}

// expect compares what a test is about in every fact.
func expect(t testing.TB, f model.Fact, kind model.FactKind, reason Reason, evidence ...string) {
	t.Helper()
	if f.Kind != kind || Reason(f.Data[model.DataReason]) != reason {
		t.Errorf("got %s %q, want %s %q; evidence:\n%s", f.Kind, f.Data[model.DataReason], kind, reason, f.Evidence)
	}
	for _, want := range evidence {
		if !strings.Contains(f.Evidence, want) {
			t.Errorf("evidence lacks %q:\n%s", want, f.Evidence)
		}
	}
	if f.Evidence == "" {
		t.Error("no evidence")
	}
}
