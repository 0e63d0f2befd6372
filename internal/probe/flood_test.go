package probe

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/miekg/dns"

	"supplierwatch/internal/model"
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
	f := run(t, MailDomain("a.test", w.options))
	expect(t, f, model.FactProbeFailed, ReasonMXNoAddress, "first 10 mail hosts")
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
	f := run(t, TCP("many.test:"+closedPort(t), w.options))
	expect(t, f, model.FactProbeFailed, ReasonRefused)
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
	probes := map[string]func(w *world, port string) func(context.Context) model.Fact{
		"ssh": func(w *world, port string) func(context.Context) model.Fact {
			return SSH("127.0.0.1:"+port, "", model.Streak{}, w.options)
		},
		"tls": func(w *world, port string) func(context.Context) model.Fact { return TLS("127.0.0.1:"+port, w.options) },
		"http": func(w *world, port string) func(context.Context) model.Fact {
			return HTTP("http://127.0.0.1:"+port, w.options)
		},
		"rdap": func(w *world, port string) func(context.Context) model.Fact {
			w.options.Registrations = &Registrations{Servers: map[string]string{"test": "http://127.0.0.1:" + port}}
			return Registration("a.test", w.options)
		},
		"smtp": func(w *world, port string) func(context.Context) model.Fact {
			w.dns.Set(t, "a.test", "MX 10 mx.a.test.")
			w.dns.Set(t, "mx.a.test", "A 127.0.0.1")
			return func(context.Context) model.Fact { return asked(t, w.callouts(port), "orders@a.test")[0] }
		},
	}
	floods := map[string]struct{ first, again string }{
		"a line without an end": {"", "x"},
		"lines":                 {"", "220-x\r\n"},
		"provisional answers":   {"", "HTTP/1.1 103 Early Hints\r\n\r\n"},
		"header fields":         {"HTTP/1.1 200 OK\r\n", "X-A: b\r\n"},
		"a document":            {"HTTP/1.1 200 OK\r\n\r\n", "[[[["},
		"TLS records":           {"", "\x16\x03\x03\x00\x04\x00\x00\x00\x00"},
		"TLS alerts":            {"", "\x15\x03\x03\x00\x02\x01\x64"},
	}
	for kind, probe := range probes {
		for name, flood := range floods {
			t.Run(kind+": "+name, func(t *testing.T) {
				w := newWorld(t)
				var sent atomic.Int64
				port := serve(t, func(conn net.Conn) {
					if _, err := io.WriteString(conn, flood.first); err != nil {
						return
					}
					for block := []byte(strings.Repeat(flood.again, 1000)); sent.Load() < 1<<30; {
						n, err := conn.Write(block)
						if sent.Add(int64(n)); err != nil {
							return
						}
					}
				})
				f := run(t, probe(w, port))
				if f.Kind == model.FactProbeOK && kind != "http" { // which has seen a good status and reads no more
					t.Errorf("it is found well: %s", f.Evidence)
				}
				t.Logf("%d bytes went out; %s", sent.Load(), f.Data[model.DataReason])
				if sent.Load() > 64<<20 { // what the system's buffers take in is not read
					t.Errorf("the server could send %d bytes", sent.Load())
				}
			})
		}
	}
}
