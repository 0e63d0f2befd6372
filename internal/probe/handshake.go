package probe

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"time"
)

// errClientCertificate means that the server broke off because the client
// showed no certificate.
var errClientCertificate = errors.New("the server wants a certificate of the client")

// session is a TLS connection and what the server wanted of us in making it.
type session struct {
	conn   *tls.Conn
	wanted bool // a certificate of the client
}

// handshake speaks TLS over conn and verifies the server's certificate itself,
// after it was received, so that the end of a refused one is known too. Every
// version and cipher that this program knows is offered, as the question is
// whether the server works, and nothing secret will be sent.
func handshake(ctx context.Context, t *Run, conn net.Conn, host string, o Options) (*session, error) {
	name, err := serverName(host)
	if err != nil {
		return nil, WithReason(ReasonTarget, err)
	}
	s := &session{}
	var seen []*x509.Certificate
	s.conn = tls.Client(conn, &tls.Config{
		ServerName:         name,
		MinVersion:         tls.VersionTLS10,
		CipherSuites:       AllCiphers,
		InsecureSkipVerify: true, // verify does it, once the dates are known
		VerifyConnection: func(state tls.ConnectionState) error {
			seen = state.PeerCertificates
			return nil
		},
		GetClientCertificate: func(*tls.CertificateRequestInfo) (*tls.Certificate, error) {
			s.wanted = true
			return &tls.Certificate{}, nil
		},
	})
	shaken := s.conn.HandshakeContext(ctx)
	if len(seen) == 0 {
		return nil, WithReason(tlsReason(shaken), fmt.Errorf("shake hands with %s: %w", host, shaken))
	}
	t.describe(seen[0], s.conn.ConnectionState().Version)
	unsure := verify(seen, name, o.Roots, o.Instant())
	t.noteEnd(seen, unsure == nil, o.Instant())
	if unsure != nil {
		return nil, explainChain(ctx, t, unsure, seen, o)
	}
	if shaken != nil {
		return nil, s.blame(shaken)
	}
	return s, nil
}

// tlsReason leaves their reason to silence and to a cut connection; every
// other error before the certificate is of TLS itself.
func tlsReason(err error) Reason {
	switch r := NetworkReason(err); r {
	case ReasonTimeout, ReasonCut:
		return r
	}
	return ReasonTLS
}

// blame returns errClientCertificate for a server that turned us away for want of a
// certificate, by an alert or by hanging up. In TLS 1.3 that shows only when
// reading, after the handshake.
func (s *session) blame(err error) error {
	var op *net.OpError
	alert := errors.As(err, &op) && op.Op == "remote error"
	if s.wanted && (alert || NetworkReason(err) == ReasonCut) {
		return fmt.Errorf("%w: %w", errClientCertificate, err)
	}
	return WithReason(tlsReason(err), err)
}

// describe notes whose certificate it is.
func (t *Run) describe(leaf *x509.Certificate, version uint16) {
	end := leaf.NotAfter.UTC().Format(time.RFC3339)
	names := leaf.DNSNames
	if len(names) > 4 {
		names = names[:4]
	}
	spoken := "handshake not finished"
	if version != 0 {
		spoken = tls.VersionName(version)
	}
	t.AddEvidence("certificate of %q for %v, issued by %q, until %s (%s)", leaf.Subject.CommonName, names, leaf.Issuer.CommonName, end, spoken)
}

// verify checks a chain, the server's certificate first, as of now: its dates
// before its names before those who vouch for it, so that the reason is the
// one that its owner can mend.
func verify(chain []*x509.Certificate, host string, roots *x509.CertPool, now time.Time) error {
	leaf := chain[0]
	if now.After(leaf.NotAfter) {
		return WithReason(ReasonCertificateExpired, fmt.Errorf("the certificate ended on %s", leaf.NotAfter.UTC().Format(time.RFC3339)))
	}
	if now.Before(leaf.NotBefore) {
		return WithReason(ReasonCertificateNotYetValid, fmt.Errorf("the certificate begins on %s", leaf.NotBefore.UTC().Format(time.RFC3339)))
	}
	if err := leaf.VerifyHostname(host); err != nil {
		return WithReason(ReasonCertificateName, err)
	}
	between := x509.NewCertPool()
	for _, c := range chain[1:] {
		between.AddCert(c)
	}
	_, err := leaf.Verify(x509.VerifyOptions{Roots: roots, Intermediates: between, CurrentTime: now})
	var invalid x509.CertificateInvalidError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return WithReason(ReasonCertificateExpired, fmt.Errorf("a certificate that vouches for it has ended: %w", err))
	}
	return WithReason(ReasonCertificateUntrusted, err)
}

// serverName returns the name to ask for and to find in the certificate.
func serverName(host string) (string, error) {
	if net.ParseIP(host) != nil {
		return host, nil
	}
	return ASCIIName(host)
}

// AllCiphers are all cipher suites that TLS up to 1.2 has here, the insecure ones too: a probe asks whether a server works.
var AllCiphers = cipherIDs(append(tls.CipherSuites(), tls.InsecureCipherSuites()...))

func cipherIDs(suites []*tls.CipherSuite) []uint16 {
	ids := make([]uint16, len(suites))
	for i, s := range suites {
		ids[i] = s.ID
	}
	return ids
}
