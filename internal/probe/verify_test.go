package probe

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"io"
	"math/big"
	"net"
	"net/url"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"supplierwatch/internal/evidence"
	"supplierwatch/internal/model"
	"supplierwatch/internal/probe/probetest"
)

// A chain is as good as its worst link, and the link that has ended is told
// from one that nobody knows.
func TestVerifyChain(t *testing.T) {
	t.Parallel()
	soon, late := probetest.Noon.AddDate(0, 1, 0), probetest.Noon.AddDate(1, 0, 0)
	root, rootKey := issue(t, "root.test", late, nil, nil)
	between, betweenKey := issue(t, "between.test", soon, root, rootKey)
	leaf, _ := issue(t, "acme.test", late, between, betweenKey)
	roots := x509.NewCertPool()
	roots.AddCert(root)
	tests := []struct {
		name  string
		chain []*x509.Certificate
		now   time.Time
		want  Reason
	}{
		{"whole", []*x509.Certificate{leaf, between}, probetest.Noon, ""},
		{"incomplete", []*x509.Certificate{leaf}, probetest.Noon, ReasonCertificateUntrusted},
		{"middle has ended", []*x509.Certificate{leaf, between}, soon.Add(time.Second), ReasonCertificateExpired},
		{"on its last second", []*x509.Certificate{between}, soon, ReasonCertificateName},
	}
	for _, tt := range tests {
		err := verify(tt.chain, "acme.test", roots, tt.now)
		got := Reason("")
		if err != nil {
			got = ReasonOf(t.Context(), err)
		}
		if got != tt.want {
			t.Errorf("%s: got %q (%v), want %q", tt.name, got, err, tt.want)
		}
	}
}

// issue makes a certificate that others may be issued by; without an issuer it
// vouches for itself.
func issue(t *testing.T, name string, ends time.Time, issuer *x509.Certificate, signer *ecdsa.PrivateKey) (*x509.Certificate, *ecdsa.PrivateKey) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name}, DNSNames: []string{name},
		NotBefore: probetest.Noon.AddDate(-1, 0, 0), NotAfter: ends, IsCA: true, BasicConstraintsValid: true,
	}
	if issuer == nil {
		issuer, signer = template, key
	}
	der, err := x509.CreateCertificate(rand.Reader, template, issuer, key.Public(), signer)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return cert, key
}

// Whatever a server says, the evidence stays short and can be printed.
func TestEvidenceIsShortAndPrintable(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	port := probetest.Serve(t, func(c net.Conn) {
		io.WriteString(c, "HTTP/1.1 500 \x1b[31m\xff"+strings.Repeat("é", 5000)+"\r\n\r\n")
		io.Copy(io.Discard, c)
	})
	f := probetest.Run(t, HTTP("http://127.0.0.1:"+port, w.options))
	probetest.Expect(t, f, model.FactProbeFailed, ReasonStatus)
	if strings.Contains(f.Evidence, "\x1b") || !utf8.ValidString(f.Evidence) || len([]rune(f.Evidence)) > 4*evidence.MaxLine {
		t.Errorf("evidence: %q", f.Evidence)
	}
	noisy := NewRun("test")
	for i := range 10 * MaxLines {
		noisy.AddEvidence("line %d", i)
	}
	if n := strings.Count(noisy.OK("").Evidence, "\n") + 1; n != MaxLines {
		t.Errorf("the evidence has %d lines, want %d", n, MaxLines)
	}
}

func TestDefaults(t *testing.T) {
	t.Parallel()
	var o Options
	if o.resolver().server != "" || time.Since(o.Instant()) > time.Minute {
		t.Error("without options it is neither the system's resolver nor the present")
	}
	for u, want := range map[*url.URL]string{
		{Scheme: "https", Host: "acme.test"}: "acme.test:443", {Scheme: "http", Host: "[::1]"}: "[::1]:80", {Scheme: "http", Host: "acme.test:81"}: "acme.test:81",
	} {
		if got := addressOf(u); got != want {
			t.Errorf("%s: got %s, want %s", u, got, want)
		}
	}
	probetest.Expect(t, probetest.Run(t, TLS("acme.test", o)), model.FactProbeUnknown, ReasonTarget)
	probetest.Expect(t, probetest.Run(t, TLS(":443", Options{})), model.FactProbeUnknown, ReasonTarget)
}
