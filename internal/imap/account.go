package imap

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strconv"
	"time"
)

// Account is how to get into a mailbox. Accounts belong to the operators and
// may well be in a private network: their addresses are not restricted.
type Account struct {
	Host     string
	Port     int
	TLS      TLS
	CAFile   string // PEM, read at each login; empty: the system's authorities
	Username string
	Password Secret
	SCRAM    bool          // the password is never sent, only proved
	Tokens   Tokens        `json:"-"` // nil: the login is made with the password
	Timeout  time.Duration // for one step of the dialogue; 0: 10 seconds
}

// TLS is how a connection is protected.
type TLS string

// The kinds of protection.
const (
	TLSImplicit TLS = "implicit" // TLS from the first byte
	TLSStart    TLS = "starttls" // begun in the clear; nothing else happens before TLS
	TLSNone     TLS = "none"
)

// Secret is a text that prints as <secret>, whatever the verb or the format.
type Secret string

// hidden is what is shown instead of a secret.
const hidden = "<secret>"

// String returns <secret>.
func (Secret) String() string { return hidden }

// Format writes <secret> for every verb.
func (Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, hidden) }

// MarshalText writes <secret>.
func (Secret) MarshalText() ([]byte, error) { return []byte(hidden), nil }

const (
	defaultStep = 10 * time.Second
	// longestStep stays below the 30 seconds after which the client library
	// loses its patience within a response, in words of its own.
	longestStep = 25 * time.Second
)

// step is how long one step may take.
func (a Account) step() time.Duration {
	if a.Timeout <= 0 {
		return defaultStep
	}
	return min(a.Timeout, longestStep)
}

func (a Account) address() string { return net.JoinHostPort(a.Host, strconv.Itoa(a.Port)) }

// tlsConfig trusts the account's own authorities, or those of the system.
func (a Account) tlsConfig() (*tls.Config, error) {
	config := &tls.Config{ServerName: a.Host}
	if a.CAFile == "" {
		return config, nil
	}
	pem, err := os.ReadFile(a.CAFile)
	if err != nil {
		return nil, fmt.Errorf("read authorities: %w", err)
	}
	config.RootCAs = x509.NewCertPool()
	if !config.RootCAs.AppendCertsFromPEM(pem) {
		return nil, fmt.Errorf("read authorities from %s: %w", a.CAFile, errors.New("no certificate found"))
	}
	return config, nil
}
