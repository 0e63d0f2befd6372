package imap

import (
	"context"
	"crypto/x509"
	"errors"
	"net"

	"github.com/emersion/go-imap/v2"
)

// Reason is why a mailbox cannot be read: the word that its fact records.
type Reason string

// The reasons.
const (
	ReasonDNS                Reason = "dns"                 // its server's name could not be looked up
	ReasonRefused            Reason = "refused"             // no connection came about, or the server wants none
	ReasonTimeout            Reason = "timeout"             // a step took too long
	ReasonTLS                Reason = "tls"                 // no trustworthy TLS connection came about
	ReasonCertificateExpired Reason = "certificate-expired" // the server's certificate is not valid now
	ReasonLogin              Reason = "login"               // the server does not accept the login
	ReasonToken              Reason = "token"               // we get no access token for the login
	ReasonFolder             Reason = "folder"              // the folder cannot be opened
	ReasonProtocol           Reason = "protocol"            // the dialogue broke off or made no sense
	ReasonCancelled          Reason = "cancelled"           // this program is stopping; the mailbox is unknown
)

// fault is an error whose reason is known.
type fault struct {
	reason Reason
	err    error
}

func (f *fault) Error() string { return f.err.Error() }
func (f *fault) Unwrap() error { return f.err }

func because(r Reason, err error) error { return &fault{reason: r, err: err} }

// reasonOf finds the reason of an error: the end of the time comes first, as
// it closes the connection and so causes errors of its own.
func reasonOf(err error) Reason {
	var marked *fault
	var lookup *net.DNSError
	var waited net.Error
	switch {
	case errors.Is(err, context.Canceled):
		return ReasonCancelled
	case errors.Is(err, context.DeadlineExceeded):
		return ReasonTimeout
	case errors.As(err, &marked):
		return marked.reason
	case errors.As(err, &lookup):
		return ReasonDNS
	case errors.As(err, &waited) && waited.Timeout():
		return ReasonTimeout
	}
	return ReasonProtocol
}

// dialReason is the reason of a connection that did not come about.
func dialReason(err error) Reason {
	if r := reasonOf(err); r != ReasonProtocol {
		return r
	}
	return ReasonRefused
}

// tlsReason is the reason of a handshake that failed.
func tlsReason(err error) Reason {
	var invalid x509.CertificateInvalidError
	switch r := reasonOf(err); {
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return ReasonCertificateExpired
	case r == ReasonTimeout, r == ReasonCancelled:
		return r
	}
	return ReasonTLS
}

// answerReason is the given reason where the server said no (NO, BAD or BYE),
// and otherwise that of the connection.
func answerReason(no Reason, err error) Reason {
	var transcript *imap.Error
	if reasonOf(err) == ReasonProtocol && errors.As(err, &transcript) {
		return no
	}
	return reasonOf(err)
}
