package probe

import (
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/miekg/dns"

	"supplierwatch/internal/model"
	"supplierwatch/internal/probe/probetest"
	"supplierwatch/internal/testkit"
)

func TestMailDomain(t *testing.T) {
	t.Parallel()
	many := []string{}
	for i := range 60 {
		many = append(many, fmt.Sprintf("MX %d a-rather-long-name-of-a-mail-host-%d.acme.test.", i+10, i))
	}
	tests := []struct {
		name, domain string
		zone         map[string][]string
		kind         model.FactKind
		reason       Reason
		evidence     []string
	}{
		{"mail host", "acme.test", zone("acme.test", "MX 10 mx.acme.test.", "mx.acme.test", "A 192.0.2.1"), model.FactProbeOK, ReasonMX, []string{"NOERROR", "10 mx.acme.test.", "ttl 60"}},
		{"IPv6 only", "acme.test", zone("acme.test", "MX 10 mx.acme.test.", "mx.acme.test", "AAAA 2001:db8::1"), model.FactProbeOK, ReasonMX, nil},
		{"second host", "acme.test", zone("acme.test", "MX 10 gone.acme.test.|MX 20 mx.acme.test.", "mx.acme.test", "A 192.0.2.1"), model.FactProbeOK, ReasonMX, []string{"NXDOMAIN"}},
		{"host is an alias", "acme.test", zone("acme.test", "MX 10 mx.acme.test.", "mx.acme.test", "CNAME mx.isp.test.", "mx.isp.test", "A 192.0.2.1"), model.FactProbeOK, ReasonMX, nil},
		{"domain is an alias", "acme.test", zone("acme.test", "CNAME acme.isp.test.", "acme.isp.test", "MX 10 mx.isp.test.", "mx.isp.test", "A 192.0.2.1"), model.FactProbeOK, ReasonMX, nil},
		{"address only", "acme.test", zone("acme.test", "A 192.0.2.1"), model.FactProbeOK, ReasonAddress, nil},
		{"IPv6 address only", "acme.test", zone("acme.test", "AAAA 2001:db8::1"), model.FactProbeOK, ReasonAddress, nil},
		{"capitals and last dot", "ACME.test.", zone("acme.test", "A 192.0.2.1"), model.FactProbeOK, ReasonAddress, nil},
		{"other script", "münchen.test", zone("xn--mnchen-3ya.test", "A 192.0.2.1"), model.FactProbeOK, ReasonAddress, nil},
		{"underscore", "our_dept.acme.test", zone("our_dept.acme.test", "A 192.0.2.1"), model.FactProbeOK, ReasonAddress, nil},
		{"null beside a host", "acme.test", zone("acme.test", "MX 0 .|MX 10 mx.acme.test.", "mx.acme.test", "A 192.0.2.1"), model.FactProbeOK, ReasonMX, nil},
		{"long answer", "acme.test", zone("acme.test", strings.Join(many, "|"), "a-rather-long-name-of-a-mail-host-0.acme.test", "A 192.0.2.1"), model.FactProbeOK, ReasonMX, []string{"and 57 more"}},
		{"null MX", "acme.test", zone("acme.test", "MX 0 ."), model.FactProbeFailed, ReasonNullMX, []string{"accepts no mail"}},
		{"no such domain", "acme.test", zone("other.test", "A 192.0.2.1"), model.FactProbeFailed, ReasonNXDomain, []string{"NXDOMAIN", "does not exist"}},
		{"nothing there", "acme.test", zone("acme.test", "TXT parked"), model.FactProbeFailed, ReasonNoMX, nil},
		{"hosts are gone", "acme.test", zone("acme.test", "MX 10 mx.acme.test.|MX 20 empty.acme.test.", "empty.acme.test", "TXT nothing"), model.FactProbeFailed, ReasonMXNoAddress, nil},
		{"host is an address", "acme.test", zone("acme.test", "MX 10 192.0.2.1."), model.FactProbeFailed, ReasonMXNoAddress, nil},
		{"no name", "[192.0.2.1]", nil, model.FactProbeUnknown, ReasonTarget, nil},
		{"empty label", "acme..test", nil, model.FactProbeUnknown, ReasonTarget, nil},
		{"bad script", "a\u202eb.test", nil, model.FactProbeUnknown, ReasonTarget, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			for name, records := range tt.zone {
				w.dns.Set(t, name, records...)
			}
			f := probetest.Run(t, MailDomain(tt.domain, w.options))
			probetest.Expect(t, f, tt.kind, tt.reason, tt.evidence...)
			if f.Source != "dns" {
				t.Errorf("source is %q", f.Source)
			}
		})
	}
}

// zone pairs names with their records, which | separates.
func zone(pairs ...string) map[string][]string {
	z := map[string][]string{}
	for i := 0; i < len(pairs); i += 2 {
		z[pairs[i]] = strings.Split(pairs[i+1], "|")
	}
	return z
}

// A resolver that does not answer, or not to the point, says nothing of the
// domain.
func TestMailDomainUnknown(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		spoil  func(t *testing.T, w *world)
		reason Reason
	}{
		{"server failure", func(_ *testing.T, w *world) { w.dns.Fail("acme.test", dns.RcodeServerFailure) }, ReasonServfail},
		{"refusal", func(_ *testing.T, w *world) { w.dns.Fail(".", dns.RcodeRefused) }, ReasonServfail},
		{"silence", func(_ *testing.T, w *world) { w.dns.Silence("acme.test") }, ReasonTimeout},
		{"host fails", func(t *testing.T, w *world) {
			w.dns.Set(t, "acme.test", "MX 10 gone.acme.test.", "MX 20 mx.acme.test.", "MX 30 gone2.acme.test.")
			w.dns.Fail("mx.acme.test", dns.RcodeServerFailure)
		}, ReasonServfail},
		{"no type but MX", func(t *testing.T, w *world) {
			w.dns.Set(t, "acme.test", "TXT parked")
			w.options.Resolver = misbehave(t, func(q *dns.Msg) *dns.Msg {
				m := new(dns.Msg).SetReply(q)
				m.RecursionAvailable = true
				if q.Question[0].Qtype != dns.TypeMX {
					m.Rcode = dns.RcodeServerFailure
				}
				return m
			})
		}, ReasonServfail},
		{"nobody there", func(t *testing.T, w *world) {
			w.options.Resolver = &Resolver{server: net.JoinHostPort("127.0.0.1", probetest.ClosedPort(t))}
		}, ReasonResolver},
		{"no recursion", func(t *testing.T, w *world) {
			w.options.Resolver = misbehave(t, func(q *dns.Msg) *dns.Msg { return new(dns.Msg).SetReply(q) })
		}, ReasonBadAnswer},
		{"other question", func(t *testing.T, w *world) {
			w.options.Resolver = misbehave(t, func(q *dns.Msg) *dns.Msg {
				m := new(dns.Msg).SetReply(q)
				m.Rcode = dns.RcodeNameError
				m.Question[0].Name = "other.test."
				return m
			})
		}, ReasonBadAnswer},
		{"aliases without end", func(t *testing.T, w *world) {
			w.options.Resolver = misbehave(t, func(q *dns.Msg) *dns.Msg {
				m := new(dns.Msg).SetReply(q)
				m.Authoritative = true
				m.Answer = []dns.RR{&dns.CNAME{
					Hdr:    dns.RR_Header{Name: q.Question[0].Name, Rrtype: dns.TypeCNAME, Class: dns.ClassINET},
					Target: "x" + q.Question[0].Name,
				}}
				return m
			})
		}, ReasonBadAnswer},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			tt.spoil(t, w)
			f := probetest.RunFor(t, MailDomain("acme.test", w.options), 500*time.Millisecond)
			probetest.Expect(t, f, model.FactProbeUnknown, tt.reason)
		})
	}
}

// misbehave starts a server that answers as a test wants.
func misbehave(t *testing.T, reply func(*dns.Msg) *dns.Msg) *Resolver {
	t.Helper()
	packets, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	started, ended := make(chan struct{}), make(chan struct{})
	server := &dns.Server{PacketConn: packets, NotifyStartedFunc: func() { close(started) }}
	server.Handler = dns.HandlerFunc(func(w dns.ResponseWriter, q *dns.Msg) {
		if m := reply(q); m != nil {
			_ = w.WriteMsg(m)
		}
	})
	go func() {
		defer close(ended)
		_ = server.ActivateAndServe()
	}()
	<-started
	t.Cleanup(func() {
		_ = server.Shutdown()
		<-ended
	})
	return &Resolver{server: packets.LocalAddr().String()}
}

func TestAliasFollowedByUs(t *testing.T) {
	t.Parallel()
	resolver := misbehave(t, func(q *dns.Msg) *dns.Msg {
		m := new(dns.Msg).SetReply(q)
		m.Authoritative = true
		header := dns.RR_Header{Name: q.Question[0].Name, Rrtype: dns.TypeCNAME, Class: dns.ClassINET, Ttl: 7}
		switch {
		case header.Name == "acme.test.":
			m.Answer = []dns.RR{&dns.CNAME{Hdr: header, Target: "acme.isp.test."}}
		case q.Question[0].Qtype == dns.TypeA:
			header.Rrtype = dns.TypeA
			m.Answer = []dns.RR{&dns.A{Hdr: header, A: net.IPv4(192, 0, 2, 1)}}
		}
		return m
	})
	f := probetest.Run(t, MailDomain("acme.test", Options{Resolver: resolver}))
	probetest.Expect(t, f, model.FactProbeOK, ReasonAddress, "CNAME acme.isp.test. (ttl 7)", "A 192.0.2.1 (ttl 7)")
}

func TestTruncatedAnswerIsAskedByTCP(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.dns.Set(t, "acme.test", "MX 0 .")
	w.dns.Truncate("acme.test")
	probetest.Expect(t, probetest.Run(t, MailDomain("acme.test", w.options)), model.FactProbeFailed, ReasonNullMX)
	if n := w.dns.Queries("acme.test", dns.TypeMX); n != 2 {
		t.Errorf("asked %d times, want once by UDP and once by TCP", n)
	}
}

// A server that denies a name for a type that it lacks does not kill a domain
// that has an address.
func TestNameDeniedForOneType(t *testing.T) {
	t.Parallel()
	resolver := misbehave(t, func(q *dns.Msg) *dns.Msg {
		m := new(dns.Msg).SetReply(q)
		m.RecursionAvailable = true
		if q.Question[0].Qtype == dns.TypeMX {
			m.Rcode = dns.RcodeNameError
			return m
		}
		m.Answer = []dns.RR{&dns.A{
			Hdr: dns.RR_Header{Name: q.Question[0].Name, Rrtype: dns.TypeA, Class: dns.ClassINET}, A: net.IPv4(192, 0, 2, 1),
		}}
		return m
	})
	probetest.Expect(t, probetest.Run(t, MailDomain("acme.test", Options{Resolver: resolver})), model.FactProbeOK, ReasonAddress)
}

func TestServersAreAskedInTurn(t *testing.T) {
	t.Parallel()
	dead := net.JoinHostPort("127.0.0.1", probetest.ClosedPort(t))
	sick, well := testkit.StartDNS(t), testkit.StartDNS(t)
	sick.Fail(".", dns.RcodeServerFailure)
	well.Set(t, "acme.test", "MX 0 .")
	msg, err := askInTurn(t.Context(), NewRun("dns"), []string{dead, sick.Addr, well.Addr}, "acme.test.", dns.TypeMX)
	if err != nil || len(msg.Answer) != 1 {
		t.Fatalf("got %v, %v", msg, err)
	}
	if n := sick.Queries("acme.test", dns.TypeMX); n != 1 {
		t.Errorf("the sick server was asked %d times", n)
	}
	if _, err := askInTurn(t.Context(), NewRun("dns"), []string{sick.Addr}, "acme.test.", dns.TypeMX); err == nil {
		t.Error("a server failure counts as an answer")
	}
	if n := sick.Queries("acme.test", dns.TypeMX); n != 1+rounds {
		t.Errorf("the sick server was asked %d times in all, want %d", n, 1+rounds)
	}
	_, err = askInTurn(t.Context(), NewRun("dns"), nil, "acme.test.", dns.TypeMX)
	if ReasonOf(t.Context(), err) != ReasonResolver {
		t.Errorf("without servers: %v", err)
	}
}

func TestSystemResolver(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "resolv.conf")
	if err := os.WriteFile(file, []byte("search acme.test\nnameserver 192.0.2.53\nnameserver 2001:db8::53\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	got, err := serversOf(file)
	if want := "192.0.2.53:53 [2001:db8::53]:53"; err != nil || strings.Join(got, " ") != want {
		t.Errorf("got %v, %v; want %s", got, err, want)
	}
	_, err = serversOf(file + ".missing")
	if ReasonOf(t.Context(), err) != ReasonResolver {
		t.Errorf("without the file: %v", err)
	}
}

func TestNewResolver(t *testing.T) {
	t.Parallel()
	for text, server := range map[string]string{"system": "", "127.0.0.1:5353": "127.0.0.1:5353", "[::1]:53": "[::1]:53"} {
		if r, err := NewResolver(text); err != nil || r.server != server {
			t.Errorf("%s: got %v, %v", text, r, err)
		}
	}
	for _, text := range []string{"", "127.0.0.1", ":53", "127.0.0.1:"} {
		if _, err := NewResolver(text); err == nil {
			t.Errorf("%q is taken for a resolver", text)
		}
	}
}

func TestCancelledLookUpReturnsAtOnce(t *testing.T) {
	t.Parallel()
	asked := make(chan struct{}, 10)
	resolver := misbehave(t, func(*dns.Msg) *dns.Msg {
		asked <- struct{}{}
		return nil
	})
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan model.Fact)
	go func() { done <- MailDomain("acme.test", Options{Resolver: resolver})(ctx) }()
	<-asked
	cancel()
	probetest.Expect(t, <-done, model.FactProbeUnknown, ReasonCancelled)
}
