package testkit

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"testing"
	"time"
)

func TestCA(t *testing.T) {
	ca := NewCA(t)
	now := time.Now()
	for name, test := range map[string]struct {
		notAfter time.Time
		host     string
		pool     *x509.CertPool
		want     any // what the error is, nil for none
	}{
		"valid by name":    {now.Add(time.Hour), "acme.test", ca.Pool(), nil},
		"valid by address": {now.Add(time.Hour), "127.0.0.1", ca.Pool(), nil},
		"another name":     {now.Add(time.Hour), "other.test", ca.Pool(), new(x509.HostnameError)},
		"another CA":       {now.Add(time.Hour), "acme.test", NewCA(t).Pool(), new(x509.UnknownAuthorityError)},
		"expired":          {now.Add(-time.Hour), "acme.test", ca.Pool(), new(x509.CertificateInvalidError)},
		"not yet valid":    {now.Add(2 * certLifetime), "acme.test", ca.Pool(), new(x509.CertificateInvalidError)},
	} {
		t.Run(name, func(t *testing.T) {
			cert := ca.Server(t, test.notAfter, "acme.test", "127.0.0.1")
			shown, err := handshake(t, cert, &tls.Config{RootCAs: test.pool, ServerName: test.host, MinVersion: tls.VersionTLS12})
			if test.want == nil {
				must(t, err, "shake hands")
				if want := test.notAfter.Truncate(time.Second); !shown.NotAfter.Equal(want) {
					t.Errorf("the certificate ends %v, want %v", shown.NotAfter, want)
				}
				return
			}
			if err == nil || !errors.As(err, test.want) {
				t.Errorf("got %v, want a %T", err, test.want)
			}
		})
	}
}

// handshake returns the certificate that a server with cert showed.
func handshake(t *testing.T, cert tls.Certificate, config *tls.Config) (*x509.Certificate, error) {
	t.Helper()
	listener, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS12})
	must(t, err, "listen")
	defer listener.Close()
	done := make(chan struct{})
	go func() {
		defer close(done)
		if conn, err := listener.Accept(); err == nil {
			_ = conn.(*tls.Conn).Handshake()
			_ = conn.Close()
		}
	}()
	client, err := tls.Dial("tcp", listener.Addr().String(), config)
	<-done
	if err != nil {
		return nil, err
	}
	defer client.Close()
	return client.ConnectionState().PeerCertificates[0], nil
}
