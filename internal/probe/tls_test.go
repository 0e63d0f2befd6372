package probe

import (
	"context"
	"crypto/tls"
	"io"
	"net"
	"testing"
	"time"

	"supplierwatch/internal/model"
	"supplierwatch/internal/probe/probetest"
	"supplierwatch/internal/testkit"
)

// secure serves TLS with a configuration and reads until the client has gone.
func secure(t testing.TB, config *tls.Config) (port string) {
	t.Helper()
	return probetest.Serve(t, func(conn net.Conn) {
		s := tls.Server(conn, config)
		if s.HandshakeContext(t.Context()) == nil {
			_, _ = io.Copy(io.Discard, s)
		}
	})
}

func certificates(certs ...tls.Certificate) *tls.Config { return &tls.Config{Certificates: certs} }

func TestTLS(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.dns.Set(t, "acme.test", "A 127.0.0.1")
	soon, past := time.Now().Add(240*time.Hour).Truncate(time.Second), time.Now().Add(-240*time.Hour).Truncate(time.Second)
	good := w.ca.Server(t, soon, "acme.test", "127.0.0.1")
	tests := []struct {
		name   string
		host   string
		config *tls.Config
		kind   model.FactKind
		reason Reason
		ends   time.Time
	}{
		{"good", "acme.test", certificates(good), model.FactProbeOK, "", soon},
		{"capitals", "ACME.test", certificates(good), model.FactProbeOK, "", soon},
		{"by address", "127.0.0.1", certificates(good), model.FactProbeOK, "", soon},
		{"old version", "acme.test", &tls.Config{Certificates: []tls.Certificate{good}, MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS10}, model.FactProbeOK, "", soon},
		{"expired", "acme.test", certificates(w.ca.Server(t, past, "acme.test")), model.FactProbeFailed, ReasonCertificateExpired, past},
		{"expired, other name", "acme.test", certificates(w.ca.Server(t, past, "other.test")), model.FactProbeFailed, ReasonCertificateExpired, past},
		{"not begun", "acme.test", certificates(w.ca.Server(t, soon.AddDate(1, 0, 0), "acme.test")), model.FactProbeFailed, ReasonCertificateNotYetValid, soon.AddDate(1, 0, 0)},
		{"other name", "acme.test", certificates(w.ca.Server(t, soon, "other.test")), model.FactProbeFailed, ReasonCertificateName, soon},
		{"other authority", "acme.test", certificates(testkit.NewCA(t).Server(t, soon, "acme.test")), model.FactProbeFailed, ReasonCertificateUntrusted, soon},
		{"client certificate", "acme.test", &tls.Config{Certificates: []tls.Certificate{good}, ClientAuth: tls.RequireAnyClientCert}, model.FactProbeOK, "", soon},
		{"client certificate, TLS 1.2", "acme.test", &tls.Config{Certificates: []tls.Certificate{good}, ClientAuth: tls.RequireAnyClientCert, MaxVersion: tls.VersionTLS12}, model.FactProbeOK, ReasonClientCertificate, soon},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f := probetest.Run(t, TLS(net.JoinHostPort(tt.host, secure(t, tt.config)), w.options))
			probetest.Expect(t, f, tt.kind, tt.reason, "certificate of")
			if want := tt.ends.UTC().Format(time.RFC3339); f.Data["not_after"] != want {
				t.Errorf("ends at %q, want %s", f.Data["not_after"], want)
			}
		})
	}
}

// The end of a certificate is judged by the given clock.
func TestTLSClock(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.dns.Set(t, "acme.test", "A 127.0.0.1")
	ends := time.Now().Add(24 * time.Hour)
	target := net.JoinHostPort("acme.test", secure(t, certificates(w.ca.Server(t, ends, "acme.test"))))
	probetest.Expect(t, probetest.Run(t, TLS(target, w.options)), model.FactProbeOK, "")
	w.options.Now = func() time.Time { return ends.Add(time.Second) }
	probetest.Expect(t, probetest.Run(t, TLS(target, w.options)), model.FactProbeFailed, ReasonCertificateExpired)
}

func TestTLSWithoutCertificate(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	tests := []struct {
		name   string
		handle func(net.Conn)
		reason Reason
	}{
		{"speaks something else", func(c net.Conn) { io.WriteString(c, "220 mail.acme.test ESMTP\r\n"); io.Copy(io.Discard, c) }, ReasonTLS},
		{"no common version", func(c net.Conn) {
			_ = tls.Server(c, &tls.Config{GetConfigForClient: func(*tls.ClientHelloInfo) (*tls.Config, error) { return nil, io.EOF }}).HandshakeContext(context.Background())
		}, ReasonTLS},
		{"hangs up", func(c net.Conn) { c.Read(make([]byte, 1)) }, ReasonCut},
		{"says nothing", func(c net.Conn) { io.Copy(io.Discard, c) }, ReasonTimeout},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f := probetest.RunFor(t, TLS("127.0.0.1:"+probetest.Serve(t, tt.handle), w.options), 500*time.Millisecond)
			probetest.Expect(t, f, model.FactProbeFailed, tt.reason)
			if end, there := f.Data["not_after"]; there {
				t.Errorf("ends at %q", end)
			}
		})
	}
}

func TestTCP(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.dns.Set(t, "acme.test", "A 127.0.0.1")
	w.dns.Set(t, "empty.test", "TXT nothing")
	w.dns.Set(t, "xn--mnchen-3ya.test", "A 127.0.0.1")
	w.dns.Fail("sick.test", 2)
	w.dns.Silence("mute.test")
	open, closed := probetest.Serve(t, func(net.Conn) {}), probetest.ClosedPort(t)
	tests := []struct {
		target string
		kind   model.FactKind
		reason Reason
	}{
		{"acme.test:" + open, model.FactProbeOK, ""},
		{"münchen.test:" + open, model.FactProbeOK, ""},
		{"127.0.0.1:" + open, model.FactProbeOK, ""},
		{"acme.test:" + closed, model.FactProbeFailed, ReasonRefused},
		{"gone.test:" + open, model.FactProbeFailed, ReasonNXDomain},
		{"empty.test:" + open, model.FactProbeFailed, ReasonNXDomain},
		{"sick.test:" + open, model.FactProbeFailed, ReasonDNS},
		{"mute.test:" + open, model.FactProbeFailed, ReasonTimeout},
		{"no-port.test", model.FactProbeUnknown, ReasonTarget},
		{"a b:1", model.FactProbeUnknown, ReasonTarget},
	}
	for _, tt := range tests {
		t.Run(tt.target, func(t *testing.T) {
			t.Parallel()
			patience := 5 * time.Second
			if tt.reason == ReasonTimeout {
				patience = 300 * time.Millisecond
			}
			probetest.Expect(t, probetest.RunFor(t, TCP(tt.target, w.options), patience), tt.kind, tt.reason)
		})
	}
}

// An address to which there is no way, and one that swallows everything.
func TestTCPUnreachable(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.options.Guard = everywhere
	// The broadcast address is no place that TCP can go to.
	probetest.Expect(t, probetest.Run(t, TCP("255.255.255.255:9", w.options)), model.FactProbeFailed, ReasonUnreachable)
}

func TestCancelledProbeReturnsAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	met := make(chan struct{})
	port := probetest.Serve(t, func(c net.Conn) {
		c.Read(make([]byte, 1))
		met <- struct{}{}
		io.Copy(io.Discard, c)
	})
	for name, probe := range map[string]func(context.Context) model.Fact{
		"tls": TLS("127.0.0.1:"+port, w.options), "http": HTTP("http://127.0.0.1:"+port, w.options),
	} {
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan model.Fact)
		go func() { done <- probe(ctx) }()
		<-met
		cancel()
		if f := <-done; f.Kind != model.FactProbeUnknown || f.Data["reason"] != string(ReasonCancelled) {
			t.Errorf("%s: got %s %v", name, f.Kind, f.Data)
		}
	}
}
