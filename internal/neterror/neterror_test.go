package neterror_test

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"supplierwatch/internal/neterror"
)

// dialing is the error of a connection that did not come about.
func dialing(cause error) error {
	return &net.OpError{Op: "dial", Net: "tcp", Addr: &net.TCPAddr{IP: net.IPv4(192, 0, 2, 1), Port: 993}, Err: cause}
}

func unverified(cause error) error { return &tls.CertificateVerificationError{Err: cause} }

// Each error is named in plain words; what our own code says around it stays.
func TestWords(t *testing.T) {
	t.Parallel()
	ended := &x509.Certificate{NotBefore: time.Date(2026, 8, 1, 0, 0, 0, 0, time.UTC), NotAfter: time.Date(2026, 11, 27, 15, 3, 0, 0, time.UTC)}
	named := &x509.Certificate{DNSNames: []string{"mail.buyer.example"}, IPAddresses: []net.IP{net.IPv4(192, 0, 2, 1)}}
	for want, err := range map[string]error{
		"log in: connection refused (192.0.2.1:993)":                                                      fmt.Errorf("log in: %w", dialing(os.NewSyscallError("connect", syscall.ECONNREFUSED))),
		"there is no route to the server (192.0.2.1:993)":                                                 dialing(os.NewSyscallError("connect", syscall.EHOSTUNREACH)),
		"no answer in time (192.0.2.1:993)":                                                               dialing(os.ErrDeadlineExceeded),
		"no answer in time":                                                                               fmt.Errorf("%w", os.ErrDeadlineExceeded),
		"the server closed the connection":                                                                &net.OpError{Op: "read", Net: "tcp", Err: os.NewSyscallError("read", syscall.ECONNRESET)},
		"wait: the server closed the connection":                                                          fmt.Errorf("wait: %w", io.EOF),
		"send: the server closed the connection":                                                          fmt.Errorf("send: %w", io.ErrUnexpectedEOF),
		`the name "imap.buyer.example" does not exist`:                                                    dialing(&net.DNSError{Name: "imap.buyer.example", Err: "no such host", IsNotFound: true}),
		`the name "imap.buyer.example" cannot be looked up: the resolver does not answer in time`:         dialing(&net.DNSError{Name: "imap.buyer.example", Err: "i/o timeout", IsTimeout: true}),
		`the name "imap.buyer.example" cannot be looked up: server misbehaving`:                           &net.DNSError{Name: "imap.buyer.example", Err: "server misbehaving"},
		"begin TLS: the server does not speak TLS on this port":                                           fmt.Errorf("begin TLS: %w", tls.RecordHeaderError{Msg: "first record does not look like a TLS handshake"}),
		"the server's certificate is valid only from 2026-08-01 00:00 UTC to 2026-11-27 15:03 UTC":        unverified(x509.CertificateInvalidError{Cert: ended, Reason: x509.Expired}),
		"the server's certificate is for mail.buyer.example, 192.0.2.1, not for imap.buyer.example":       unverified(x509.HostnameError{Certificate: named, Host: "imap.buyer.example"}),
		"the server's certificate is from an unknown authority":                                           unverified(x509.UnknownAuthorityError{}),
		"the server's certificate is not valid: certificate is not authorized to sign other certificates": unverified(x509.CertificateInvalidError{Reason: x509.NotAuthorizedToSign}),
		"protocol version not supported":                                                                  &net.OpError{Op: "remote error", Err: errors.New("tls: protocol version not supported")},
		`535 "5.7.8 Error: authentication failed"`:                                                        errors.New(`535 "5.7.8 Error: authentication failed"`),
	} {
		if got := neterror.Words(err); got != want {
			t.Errorf("%v: got %q, want %q", err, got, want)
		}
	}
}

// What a library says of a real connection has no words of the library left.
func TestPlainOfRealConnections(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			_, _ = io.WriteString(conn, "220 mail.buyer.example ESMTP\r\n")
			conn.Close()
		}
	}()
	_, err = tls.Dial("tcp", listener.Addr().String(), &tls.Config{ServerName: "mail.buyer.example", MinVersion: tls.VersionTLS12})
	if got := neterror.Plain(err); got == nil || got.Error() != neterror.NotTLS || !errors.Is(got, err) {
		t.Errorf("got %v", got)
	}
	_, err = net.DialTimeout("tcp", "127.0.0.1:1", time.Second)
	if got := neterror.Plain(err); got == nil || !strings.HasPrefix(got.Error(), "connection refused") {
		t.Errorf("got %v", got)
	}
	if neterror.Plain(nil) != nil {
		t.Error("no error became one")
	}
}
