// Package neterror puts errors of connections into words for people who run
// servers: what happened, without the names of Go packages and system calls.
package neterror

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strings"
	"syscall"
)

// What is wrong with TLS, in words that advice can be looked up by.
const (
	NotTLS           = "the server does not speak TLS on this port"
	Outdated         = "the server's certificate is valid only from "
	OtherHost        = "the server's certificate is for "
	UnknownAuthority = "the server's certificate is from an unknown authority"
)

// Words returns the text of an error, with plain words for the part of it that
// comes from a connection.
func Words(err error) string {
	plain, inner := connection(err)
	if inner == nil {
		return err.Error()
	}
	return strings.Replace(err.Error(), inner.Error(), plain, 1)
}

// Plain returns an error with the text of Words, which still wraps err; nil stays nil.
func Plain(err error) error {
	if err == nil {
		return nil
	}
	return &plainError{err}
}

type plainError struct{ err error }

func (e *plainError) Error() string { return Words(e.err) }
func (e *plainError) Unwrap() error { return e.err }

// connection returns plain words for the outermost error of a connection within err, and that error.
func connection(err error) (plain string, inner error) {
	var record tls.RecordHeaderError
	var unverified *tls.CertificateVerificationError
	var lookup *net.DNSError
	var operation *net.OpError
	var waited net.Error
	switch {
	case errors.As(err, &record):
		return NotTLS, record
	case errors.As(err, &unverified):
		return certificate(unverified), unverified
	case errors.As(err, &operation):
		return operationWords(operation), operation
	case errors.As(err, &lookup):
		return lookupWords(lookup), lookup
	case errors.As(err, &waited) && waited.Timeout():
		return "no answer in time", waited
	}
	for _, broken := range []error{io.ErrUnexpectedEOF, io.EOF, net.ErrClosed} {
		if errors.Is(err, broken) {
			return "the server closed the connection", broken
		}
	}
	return "", nil
}

// operationWords returns what became of an operation on a connection.
func operationWords(o *net.OpError) string {
	var lookup *net.DNSError
	if errors.As(o.Err, &lookup) {
		return lookupWords(lookup)
	}
	if words := systemWords(o); words != "" {
		if o.Op == "dial" && o.Addr != nil {
			words += " (" + o.Addr.String() + ")"
		}
		return words
	}
	return strings.TrimPrefix(strings.TrimPrefix(o.Err.Error(), "remote error: "), "tls: ")
}

// systemWords returns words for what the system reports of a connection; empty for anything else.
func systemWords(o *net.OpError) string {
	switch {
	case o.Timeout(), errors.Is(o, os.ErrDeadlineExceeded), errors.Is(o, context.DeadlineExceeded):
		return "no answer in time"
	case errors.Is(o, syscall.ECONNREFUSED):
		return "connection refused"
	case errors.Is(o, syscall.EHOSTUNREACH), errors.Is(o, syscall.ENETUNREACH):
		return "there is no route to the server"
	case errors.Is(o, syscall.ECONNRESET), errors.Is(o, syscall.EPIPE), errors.Is(o, io.EOF), errors.Is(o, net.ErrClosed):
		return "the server closed the connection"
	}
	return ""
}

// lookupWords returns why a name has no address.
func lookupWords(e *net.DNSError) string {
	if e.IsNotFound {
		return fmt.Sprintf("the name %q does not exist", e.Name)
	}
	if e.IsTimeout {
		return fmt.Sprintf("the name %q cannot be looked up: the resolver does not answer in time", e.Name)
	}
	return fmt.Sprintf("the name %q cannot be looked up: %s", e.Name, e.Err)
}

// certificate returns why a certificate is not trusted.
func certificate(e *tls.CertificateVerificationError) string {
	var invalid x509.CertificateInvalidError
	var host x509.HostnameError
	var unknown x509.UnknownAuthorityError
	switch {
	case errors.As(e.Err, &invalid) && invalid.Reason == x509.Expired && invalid.Cert != nil:
		return Outdated + invalid.Cert.NotBefore.UTC().Format("2006-01-02 15:04 UTC") + " to " + invalid.Cert.NotAfter.UTC().Format("2006-01-02 15:04 UTC")
	case errors.As(e.Err, &host):
		return OtherHost + strings.Join(names(host.Certificate), ", ") + ", not for " + host.Host
	case errors.As(e.Err, &unknown):
		return UnknownAuthority
	}
	return "the server's certificate is not valid: " + strings.TrimPrefix(e.Err.Error(), "x509: ")
}

// names returns the hosts that a certificate is for.
func names(c *x509.Certificate) []string {
	all := append([]string{}, c.DNSNames...)
	for _, address := range c.IPAddresses {
		all = append(all, address.String())
	}
	if len(all) == 0 {
		return []string{"no host"}
	}
	return all
}
